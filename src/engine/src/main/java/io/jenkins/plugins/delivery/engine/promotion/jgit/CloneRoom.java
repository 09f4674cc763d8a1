package io.jenkins.plugins.delivery.engine.promotion.jgit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Looks now and then how much a clone has grown on disk by commits and fetches. Used by one thread at a time. */
final class CloneRoom {

    private static final long GROWTH = 64L << 20;
    private static final int FETCHES_BETWEEN_LOOKS = 50;
    /** What a file takes at least on the usual file systems. */
    private static final long BLOCK = 4096;

    private final Path directory;
    private int fetches;
    private long first;

    CloneRoom(Path directory) {
        this.directory = directory;
    }

    /** The clone has got more history, which is no growth. */
    void measureAgain() {
        first = 0;
    }

    /** Called after each fetch. */
    boolean isUsedUp() {
        if (first > 0 && ++fetches % FETCHES_BETWEEN_LOOKS != 0) {
            return false;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            long now = files.mapToLong(file -> Math.max(BLOCK, file.toFile().length()))
                    .sum();
            first = first == 0 ? now : first;
            return now > first + GROWTH;
        } catch (IOException | UncheckedIOException e) {
            // Files come and go while others work in it; the next look counts again.
            return false;
        }
    }
}
