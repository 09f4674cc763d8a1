package io.jenkins.plugins.delivery.engine.files;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns paths of a request into files of the workspace. What a request names may come from a pull request, so neither {@code ..}
 * nor a link leads out.
 */
public final class WorkspacePath {

    private WorkspacePath() {}

    /**
     * The file that a relative path names; it need not exist.
     *
     * @param what the path is, for messages, for example {@code "The chart"}
     * @throws InvalidInputException when the path is absolute, malformed, or leads out of the workspace
     */
    public static Path resolve(Path workDir, String path, String what) {
        Path file;
        try {
            file = workDir.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new InvalidInputException(what, List.of("'" + path + "' is not a path"));
        }
        if (!file.startsWith(workDir.normalize()) || !insideWithLinks(workDir, file)) {
            throw new InvalidInputException(what, List.of("'" + path + "' leads out of the workspace"));
        }
        return file;
    }

    /** The path of a file as people write it: relative to the workspace where it is inside, with forward slashes. */
    public static String text(Path workDir, Path file) {
        Path normal = file.normalize();
        Path base = workDir.normalize();
        Path shown = normal.startsWith(base) ? base.relativize(normal) : normal;
        return shown.toString().replace('\\', '/');
    }

    /** Looks at the nearest ancestor that exists: what comes below it cannot be a link yet. */
    private static boolean insideWithLinks(Path workDir, Path file) {
        Path existing = file;
        while (existing != null && !Files.exists(existing)) {
            if (Files.isSymbolicLink(existing)) {
                return false;
            }
            existing = existing.getParent();
        }
        try {
            return existing == null
                    || !Files.exists(workDir)
                    || existing.toRealPath().startsWith(workDir.toRealPath());
        } catch (IOException e) {
            throw new TerminalException(
                    "The path " + existing + " cannot be resolved (" + e.getMessage() + ").",
                    "Check the permissions of the workspace.",
                    e);
        }
    }
}
