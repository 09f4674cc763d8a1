package io.jenkins.plugins.delivery.engine.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/**
 * Files of a workspace by patterns such as {@code target/**}{@code /*.xml}. {@code **}{@code /} stands for any number of directories,
 * none included, as in Ant; symbolic links are not followed and {@code .git} is left out.
 */
public final class FileGlobs {

    private FileGlobs() {}

    /** Why a pattern is refused before any effect; empty when it is fine. */
    public static Optional<String> problemOf(String glob) {
        try {
            if (Path.of(glob.replace('*', 'x').replace('?', 'x')).isAbsolute() || glob.matches("(.*/)?\\.\\.(/.*)?")) {
                return Optional.of("'" + glob + "' leaves the work directory; write it relative to that");
            }
            matcher(glob);
            return Optional.empty();
        } catch (PatternSyntaxException | InvalidPathException e) {
            return Optional.of("'" + glob + "' is not a glob (" + e.getMessage() + ")");
        }
    }

    /**
     * The regular files that match, in the order of their names.
     *
     * @param workDir where the pattern starts
     */
    public static List<Path> find(Path workDir, String glob) {
        PathMatcher matcher = matcher(glob);
        TreeSet<Path> found = new TreeSet<>();
        try {
            Files.walkFileTree(workDir, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                    return dir.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && matcher.matches(workDir.relativize(file))) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException problem) {
                    // A file that vanished or is closed to us cannot be read either; a missing one is reported by who
                    // looks for it.
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The work directory " + workDir + " cannot be searched", e);
        }
        return List.copyOf(found);
    }

    private static PathMatcher matcher(String glob) {
        String anyDepth = glob.replaceAll("(?<=^|/)\\*\\*/", "{**/,}");
        return FileSystems.getDefault().getPathMatcher("glob:" + anyDepth);
    }
}
