package io.jenkins.plugins.delivery.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs and plans of a Git repository on this machine. */
class RepositoryRunTest {

    private static final String HOSTILE = "feature/x;touch${IFS}hacked";
    private static final PersonIdent ADA = new PersonIdent("Ada", "ada@example.com");

    @TempDir
    Path folder;

    private Path repository;

    @BeforeEach
    void createRepository() throws Exception {
        repository = Files.createDirectories(folder.resolve("shop"));
        try (Git git = Git.init()
                .setDirectory(repository.toFile())
                .setInitialBranch("main")
                .call()) {
            commit(git, "file.txt", "one", "feat: first");
            git.tag().setName("v1.0.0").setAnnotated(false).call();
            git.checkout().setCreateBranch(true).setName("develop").call();
            commit(git, "file.txt", "two", "feat: second");
            git.branchCreate().setName(HOSTILE).call();
        }
    }

    private static void commit(Git git, String file, String text, String message) throws Exception {
        Files.writeString(git.getRepository().getWorkTree().toPath().resolve(file), text);
        git.add().addFilepattern(file).call();
        git.commit()
                .setMessage(message)
                .setAuthor(ADA)
                .setCommitter(ADA)
                .setSign(false)
                .call();
    }

    @Test
    void checksOutTheBranchAndLeavesTheUsersTreeAlone() throws Exception {
        Files.writeString(repository.resolve("file.txt"), "uncommitted");
        Cli.Result result = Cli.in(folder).run("""
                node {
                    def info = checkout scm
                    sh 'cat file.txt; echo changed > file.txt; echo new > added.txt'
                    echo "commit ${info.GIT_COMMIT.length()} branch ${env.BRANCH_NAME}"
                }
                """, "--repo", repository.toString(), "--branch", "main");
        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out()).contains("one", "commit 40 branch main", "Uncommitted changes");
        assertThat(repository.resolve("file.txt")).hasContent("uncommitted");
        assertThat(repository.resolve("added.txt")).doesNotExist();
    }

    @Test
    void aHostileBranchNameIsDataAndNotSource() {
        Cli.Result result = Cli.in(folder).run("""
                node {
                    checkout scm
                    sh 'echo "<$BRANCH_NAME>"; ls'
                }
                """, "--repo", repository.toString(), "--branch", HOSTILE);
        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out().lines().map(String::strip))
                .contains("<" + HOSTILE + ">", "file.txt")
                .doesNotContain("hacked");
    }

    @Test
    void anUnknownBranchIsRefusedWithTheNearest() {
        Cli.Result result = Cli.in(folder).run("echo 'x'", "--repo", repository.toString(), "--branch", "devlop");
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).contains("There is no branch 'devlop'", "Did you mean 'develop'?");
    }

    @Test
    void plansWithoutEffects() throws Exception {
        Path jenkinsfile = Cli.in(folder).jenkinsfile("""
                node { sh 'touch %s/effect' }
                deliveryPipeline(service: 'shop', build: { sh 'false' }, gitops: 'https://git.example.com/g.git',
                    environments: [dev: [url: 'https://dev.example.com'], prod: [approval: 'ops']], slack: '#shop')
                """.formatted(folder));
        long before = count(repository);
        Cli.Result page = Cli.in(folder).execute("plan", jenkinsfile.toString(), "--repo", repository.toString());
        assertThat(page.exitCode()).as(page.all()).isZero();
        assertThat(page.out())
                .contains(
                        "shop: develop", "1.1.0-", "Build", "Deploy to dev", "https://git.example.com/g.git", "#shop");
        Cli.Result json =
                Cli.in(folder).execute("plan", jenkinsfile.toString(), "--repo", repository.toString(), "--json");
        JsonNode plan = new ObjectMapper().readTree(json.out());
        assertThat(plan.at("/service").asText()).isEqualTo("shop");
        assertThat(plan.at("/version").asText()).startsWith("1.1.0-");
        assertThat(folder.resolve("effect")).doesNotExist();
        assertThat(count(repository)).isEqualTo(before);
    }

    @Test
    void theSandboxTakesARepositoryWhoseMainBranchIsMaster() throws Exception {
        try (Git git = Git.open(repository.toFile())) {
            git.checkout().setName("main").call();
            git.branchRename().setNewName("master").call();
        }
        Cli.Result result = Cli.in(folder).run("""
                deliveryPipeline(service: 'shop', flow: 'trunk', build: { sh 'cat file.txt' }, environments: [:])
                """, "--sandbox", "--repo", repository.toString());
        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out()).contains("Version 1.0.0 for master: tag v1.0.0 is on this commit", "one");
    }

    @Test
    void theSandboxRefusesAShallowCloneInOneSentence() throws Exception {
        try (Git git = Git.open(repository.toFile())) {
            Files.writeString(
                    repository.resolve(".git/shallow"),
                    git.getRepository().resolve("main").name() + "\n");
        }
        Path jenkinsfile = Cli.in(folder).jenkinsfile("""
                deliveryPipeline(service: 'shop', build: { sh 'true' }, environments: [:])
                """);
        Cli.Result result =
                Cli.in(folder).execute("run", jenkinsfile.toString(), "--sandbox", "--repo", repository.toString());
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("is a shallow clone")
                .contains("git fetch --unshallow");
    }

    @Test
    void aReportThatCannotBeWrittenIsASentenceAndNoStackTrace() {
        Path jenkinsfile = Cli.in(folder).jenkinsfile("echo 'x'");
        Path inAFile = repository.resolve("file.txt/report.html");
        Cli.Result result = Cli.in(folder)
                .execute(
                        "run", jenkinsfile.toString(), "--repo", repository.toString(), "--report", inAFile.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("The report cannot be written to " + inAFile)
                .contains("Choose another --report");
    }

    @Test
    void aPlanNeedsACallOfDeliveryPipeline() {
        Path jenkinsfile = Cli.in(folder).jenkinsfile("echo 'nothing'");
        Cli.Result result = Cli.in(folder).execute("plan", jenkinsfile.toString(), "--repo", repository.toString());
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).contains("does not call deliveryPipeline");
    }

    private static long count(Path directory) throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.count();
        }
    }
}
