package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;

/** Brings a service repository into the sandbox: the sample service with a history, or a copy of the user's own. */
final class ServiceRepository {

    private static final String SAMPLE = "payments/";
    private static final List<String> SAMPLE_FILES = List.of(
            "README.md",
            "Dockerfile",
            "src/Payments.java",
            "test/PaymentsTest.java",
            "ci/EndToEnd.java",
            "ci/lint.sh",
            "ci/build.sh",
            "ci/test.sh",
            "ci/image.sh",
            "deploy/chart/Chart.yaml",
            "deploy/chart/values.yaml",
            "deploy/chart/values-dev.yaml",
            "deploy/chart/values-stage.yaml",
            "deploy/chart/values-prod.yaml",
            "deploy/chart/templates/deployment.yaml",
            "deploy/chart/templates/service.yaml");

    private ServiceRepository() {}

    /** Writes the sample service as a team would have left it: 1.3.0 released by hand, three commits on develop since. */
    static void createSample(String url, GitAccess access, Path directory, String jenkinsfile) {
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory)) {
            Map<String, String> files = new LinkedHashMap<>();
            SAMPLE_FILES.forEach(file -> files.put(file, resource(file)));
            repository.author("Ada Lovelace", "ada@example.com");
            repository.commit("feat: answer what a payment costs", files);
            repository.annotatedTag("v1.3.0", "payments 1.3.0");
            repository.branch("develop");
            repository.author("Grace Hopper", "grace@example.com");
            // Not on main before the next release: a Jenkins that scans the repository would deliver 1.3.0 once more.
            repository.commit("ci: deliver with a pipeline", Map.of("Jenkinsfile", jenkinsfile));
            repository.commit(
                    "fix(fee): round in favour of the customer",
                    Map.of("docs/rounding.md", "Fees are rounded down to whole cents.\n"));
            repository.author("Ada Lovelace", "ada@example.com");
            repository.commit(
                    "feat(api): tell the version under /version", Map.of("docs/api.md", "`/health`, `/version`\n"));
            repository.push(url, access);
        }
    }

    /**
     * Copies branches and tags of a checkout into a bare repository; the checkout itself is only read.
     *
     * @param main name of the main branch; when the checkout has neither it nor {@code master}, what is checked out stands for it
     */
    static void copy(Path checkout, Path bare, String main) {
        try (Git source = Git.open(checkout.toFile());
                Git target = Git.open(bare.toFile())) {
            refuseShallow(checkout, source.getRepository());
            String from = source.getRepository().getDirectory().toString();
            target.fetch()
                    .setRemote(from)
                    .setRefSpecs(
                            new RefSpec("+refs/remotes/origin/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"))
                    .call();
            target.fetch()
                    .setRemote(from)
                    .setRefSpecs(
                            new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+HEAD:refs/sandbox/checked-out"))
                    .call();
            ensureMain(target.getRepository(), main);
        } catch (IOException | GitAPIException e) {
            throw new TerminalException(
                    "The repository " + checkout + " cannot be copied into the sandbox: " + e.getMessage() + ".",
                    "It has to be a complete Git checkout; 'git fsck' tells what is missing.",
                    e);
        }
    }

    private static void refuseShallow(Path checkout, Repository repository) throws IOException {
        if (!repository.getObjectDatabase().getShallowCommits().isEmpty()) {
            throw new TerminalException(
                    "The repository " + checkout + " is a shallow clone, and a version needs the whole history.",
                    "Complete it with 'git fetch --unshallow', or give a complete one with --repo.");
        }
    }

    private static void ensureMain(Repository repository, String main) throws IOException {
        // A clone's refs/remotes/origin/HEAD only names its default branch; as a branch it would be a phantom.
        var phantom = repository.updateRef("refs/heads/HEAD", true);
        phantom.setForceUpdate(true);
        phantom.delete();
        if (repository.exactRef("refs/heads/" + main) == null && repository.exactRef("refs/heads/master") == null) {
            create(repository, main);
        }
        // What a clone checks out; a HEAD that names no branch cannot be cloned.
        String head = repository.exactRef("refs/heads/" + main) == null ? "master" : main;
        repository.updateRef(Constants.HEAD).link("refs/heads/" + head);
    }

    /** Makes a branch where what is checked out stands, unless it is there. */
    static void ensureBranch(Path bare, String branch) {
        try (Git git = Git.open(bare.toFile())) {
            if (git.getRepository().exactRef("refs/heads/" + branch) == null) {
                create(git.getRepository(), branch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's copy of the repository cannot be read", e);
        }
    }

    private static void create(Repository repository, String branch) throws IOException {
        var update = repository.updateRef("refs/heads/" + branch);
        update.setNewObjectId(repository.resolve("refs/sandbox/checked-out"));
        update.update();
    }

    private static String resource(String file) {
        try (InputStream in = ServiceRepository.class.getResourceAsStream(SAMPLE + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(SAMPLE + file + " cannot be read", e);
        }
    }
}
