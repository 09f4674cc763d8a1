package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.TerminalException;

/**
 * The contract between the vars of the shared library and the engine: which steps the vars call and what plans and checks hold. It is
 * a number that the vars name in their first call; it grows when a var of the one could not work with an engine of the other.
 */
final class LibraryContract {

    /** The contract of the vars that come with this engine. */
    static final int CURRENT = 5;
    /** The oldest contract whose vars still work with this engine. */
    static final int OLDEST = 4;

    private LibraryContract() {}

    /**
     * @param library contract of the calling library; null when a Jenkinsfile calls the step without one
     * @throws TerminalException when the library is too old or too new
     */
    static void check(Integer library) {
        check(library, OLDEST, CURRENT);
    }

    static void check(Integer library, int oldest, int current) {
        if (library == null) {
            return;
        }
        String fits = oldest == current ? "contract " + current : "contracts " + oldest + " to " + current;
        String both = "The shared library speaks contract " + library + ", and this plugin or runner fits " + fits;
        if (library < oldest) {
            throw new TerminalException(
                    both + ": the library is too old.",
                    "Update the library to the version of the plugin, or leave out @Library and use the one that comes with it.");
        }
        if (library > current) {
            throw new TerminalException(
                    both + ": the library is too new.",
                    "Update the plugin or runner, or load the library at the tag that has its version.");
        }
    }
}
