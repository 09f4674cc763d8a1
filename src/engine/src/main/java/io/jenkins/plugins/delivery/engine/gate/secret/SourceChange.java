package io.jenkins.plugins.delivery.engine.gate.secret;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.nio.file.Path;

/** The checkout as commits and files. */
public interface SourceChange extends AutoCloseable {

    /** Opens the checkout of a run. */
    @FunctionalInterface
    interface Connector {
        SourceChange open(SecretScanRequest request, EngineContext context);
    }

    /**
     * Commits to scan.
     *
     * @param range ids of the form {@code a..b}; empty for all
     * @param count how many they are
     * @param since what they are compared with, for people
     */
    record Commits(String range, int count, String since) {}

    /**
     * Files that were written out.
     *
     * @param files how many
     * @param leftOut how many were too large
     */
    record Files(int files, int leftOut) {}

    /** Where gitleaks finds the commits. */
    Path repository();

    /** The commits that the request means. */
    Commits commits();

    /** Writes the files of the commit, as Git has them, into an empty directory. */
    Files export(Path directory);

    /** The commit that brought in a line of a file; empty when that cannot be said. */
    String origin(String file, int line);

    @Override
    void close();
}
