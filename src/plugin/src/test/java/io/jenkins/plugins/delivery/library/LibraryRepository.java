package io.jenkins.plugins.delivery.library;

import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jenkins.plugins.git.GitSCMSource;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.SCMSourceRetriever;

/** This repository as a shared library that a team loads from Git, with a change by which its vars can be told from the bundled ones. */
final class LibraryRepository {

    private LibraryRepository() {}

    /**
     * @param name of the library, and of its repository
     * @param change what the team has changed in vars/deliveryPipeline.groovy
     */
    static LibraryConfiguration publish(LocalRepositories repositories, String name, UnaryOperator<String> change)
            throws IOException, GitAPIException {
        String url = repositories.create(name);
        try (RepositoryBuilder repository = repositories.workTree(name)) {
            for (String part : List.of("vars", "resources")) {
                copy(top().resolve(part), part, repository);
            }
            Path pipeline = repositories.workTreeFolder(name).resolve("vars/deliveryPipeline.groovy");
            repository.write("vars/deliveryPipeline.groovy", change.apply(Files.readString(pipeline)));
            repositories.push(repository.commit("feat: our library"), url);
        }
        LibraryConfiguration library = new LibraryConfiguration(name, new SCMSourceRetriever(new GitSCMSource(url)));
        library.setDefaultVersion("main");
        return library;
    }

    /** The same vars, but deliveryPipeline says where it comes from before it does its work. */
    static UnaryOperator<String> announcing(String text) {
        return source -> source.replace("    Map run = [bodies", "    echo '" + text + "'\n    Map run = [bodies");
    }

    private static void copy(Path from, String to, RepositoryBuilder repository) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                repository.write(to + "/" + from.relativize(file), Files.readString(file));
            }
        }
    }

    private static Path top() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("vars"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
