package io.jenkins.plugins.delivery.engine;

import java.io.IOException;

/** Where a host keeps files with the run, so that people find them later: artifacts of the build in Jenkins, a directory in the runner. */
@FunctionalInterface
public interface Attachments {

    /** For a host without such a place. */
    Attachments NONE = (name, text) -> {};

    /**
     * Keeps a text, in UTF-8; one of the same name is replaced.
     *
     * @param name relative path with '/', for example {@code delivery/scan.json}
     * @throws IOException when it cannot be kept
     */
    void keep(String name, String text) throws IOException;

    /** {@link EngineContext#attach}. */
    default void attach(String name, String text, SecretRedactor redactor, boolean dryRun) {
        requireName(name);
        if (dryRun) {
            return;
        }
        try {
            keep(name, redactor.redact(text));
        } catch (IOException e) {
            throw new TerminalException(
                    name + " cannot be kept with the run (" + redactor.redact(String.valueOf(e.getMessage())) + ").",
                    "Check where this host keeps its artifacts, then run this again.",
                    e);
        }
    }

    /** @throws IllegalArgumentException when the name could lead out of the place where a host keeps its files */
    static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")) {
            throw new IllegalArgumentException("'" + name + "' is no relative path of plain names");
        }
    }
}
