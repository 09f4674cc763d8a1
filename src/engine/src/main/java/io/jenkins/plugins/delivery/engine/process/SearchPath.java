package io.jenkins.plugins.delivery.engine.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The directories in which programs are looked for. Relative ones are left out: what a checkout brings is no tool of the agent. */
public final class SearchPath {

    private static final String PATH = "PATH";

    private final List<Path> directories;

    private SearchPath(List<Path> directories) {
        this.directories = directories;
    }

    /** @param environment of the run, which may have a PATH of its own; else that of this process */
    public static SearchPath of(Map<String, String> environment) {
        String path = environment.getOrDefault(PATH, System.getenv().getOrDefault(PATH, ""));
        List<Path> directories = new ArrayList<>();
        for (String entry : path.split(File.pathSeparator)) {
            try {
                Path directory = Path.of(entry);
                if (directory.isAbsolute()) {
                    directories.add(directory);
                }
            } catch (InvalidPathException e) {
                // No directory can have that name, so there is no program in it.
                continue;
            }
        }
        return new SearchPath(directories);
    }

    /** The first file of that name that can be run. On Windows only a real program counts: a script would be run by a shell. */
    public Optional<Path> find(String program) {
        String name = File.separatorChar == '\\' ? program + ".exe" : program;
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
