package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.files.FileGlobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The reports that a run has written. A work directory is used again and again: what an earlier build or the environment before left
 * there says nothing about this one.
 */
final class SuiteFiles {

    /** Between a run and the look at its files a little time passes, and a file system may know no more than seconds. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private SuiteFiles() {}

    /** @throws UnreadableReport when nothing matches, or nothing that was written after the run began */
    static List<Path> written(Path workDir, String glob, String what, Instant began) throws UnreadableReport {
        List<Path> matches = FileGlobs.find(workDir, glob);
        if (matches.isEmpty()) {
            throw new UnreadableReport("no " + what + " matches '" + glob + "' in " + workDir);
        }
        Instant from = began.equals(Instant.MIN) ? began : began.minus(SLACK);
        List<Path> written =
                matches.stream().filter(file -> !modified(file).isBefore(from)).toList();
        if (written.isEmpty()) {
            throw new UnreadableReport("the run wrote no " + what + ": what matches '" + glob + "' in " + workDir
                    + " was left by an earlier one");
        }
        return written;
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException("The report " + file + " cannot be looked at", e);
        }
    }
}
