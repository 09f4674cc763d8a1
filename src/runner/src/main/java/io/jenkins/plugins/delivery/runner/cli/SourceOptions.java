package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.runner.host.RunRequest;
import io.jenkins.plugins.delivery.runner.host.VarsLibrary;
import io.jenkins.plugins.delivery.runner.sandbox.RunSetup;
import io.jenkins.plugins.delivery.runner.steps.RepositorySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to build: the options that {@code plan} and {@code run} share. */
final class SourceOptions {

    @Parameters(index = "0", paramLabel = "<Jenkinsfile>", description = "The Jenkinsfile.")
    private Path jenkinsfile;

    @Option(names = "--branch", paramLabel = "B", description = "Branch to build; otherwise the one checked out.")
    private String branch;

    @Option(names = "--pr", paramLabel = "N", description = "Number of the change request.")
    private String changeId;

    @Option(names = "--target", paramLabel = "B", description = "Branch into which the change request goes.")
    private String changeTarget;

    @Option(
            names = "--repo",
            paramLabel = "DIR",
            description = "Git checkout of the service; otherwise that of the Jenkinsfile. It is only read.")
    private Path repository;

    @Option(
            names = "--library",
            paramLabel = "DIR",
            description = "Checkout of a shared library with vars/, over those built in.")
    private Path library;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "Build parameter; repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    Path jenkinsfile() {
        return jenkinsfile;
    }

    VarsLibrary library() {
        return new VarsLibrary(library);
    }

    /** @throws InvalidInputException with every problem of the options */
    RunRequest request(Set<String> replacedVars) {
        List<String> problems = new ArrayList<>();
        if (!Files.isRegularFile(jenkinsfile)) {
            problems.add(jenkinsfile + " is not a file.");
        }
        if ((changeId == null) != (changeTarget == null)) {
            problems.add("--pr and --target belong together: the number of the change request and where it goes.");
        }
        if (changeId != null && !changeId.matches("\\d+")) {
            problems.add("--pr takes a number, not '" + changeId + "'.");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The command line", problems);
        }
        try {
            return new RunRequest(
                    Files.readString(jenkinsfile),
                    jenkinsfile.getFileName().toString(),
                    job(),
                    parameters,
                    replacedVars);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "The Jenkinsfile", List.of(jenkinsfile + " cannot be read as text: " + e.getMessage()));
        }
    }

    /** What is checked out. Without --repo and outside any repository there is none. */
    RunSetup.Source source() throws IOException {
        Path directory = repository == null ? folder() : repository;
        RepositorySnapshot snapshot;
        try {
            snapshot = RepositorySnapshot.of(directory);
        } catch (InvalidInputException e) {
            if (repository != null) {
                throw e;
            }
            return new RunSetup.Source(null, branch, changeId, changeTarget);
        }
        String built = branch == null ? snapshot.checkedOutBranch().orElse(null) : branch;
        snapshot.commit(built);
        return new RunSetup.Source(directory, built, changeId, changeTarget);
    }

    /** What is checked out, which has to be there: a run of a misspelt branch would deliver something else. */
    RunSetup.Source existingSource() throws IOException {
        RunSetup.Source found = source();
        if (found.repository() != null) {
            RepositorySnapshot.of(found.repository()).missing(branch).ifPresent(problem -> {
                throw new InvalidInputException("The branch", List.of(problem));
            });
        }
        return found;
    }

    /** What a sandbox starts from: the repository that was named, or none for the sample service. */
    RunSetup.Source sandboxSource() throws IOException {
        if (repository != null) {
            source();
        }
        return new RunSetup.Source(repository, branch, changeId, changeTarget);
    }

    private String job() {
        Path named =
                (repository == null ? folder() : repository).toAbsolutePath().normalize();
        String name = named.getFileName() == null ? "" : named.getFileName().toString();
        String clean =
                name.replaceAll("[^\\w.-]", "-").replaceFirst("^[.-]+", "").replaceFirst("\\.git$", "");
        return clean.isEmpty() ? "delivery" : clean;
    }

    private Path folder() {
        return jenkinsfile.toAbsolutePath().normalize().getParent();
    }
}
