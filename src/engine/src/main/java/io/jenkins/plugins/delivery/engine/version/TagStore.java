package io.jenkins.plugins.delivery.engine.version;

/** Creates release tags on the remote, each at most once (compare-and-swap against "does not exist"). */
@FunctionalInterface
public interface TagStore {

    /** What became of an attempt. */
    enum Outcome {
        /** The tag was created. */
        CREATED,
        /** The tag was there and names the same commit. */
        ALREADY_OURS,
        /** The tag was there and names another commit, or somebody was faster. */
        TAKEN
    }

    /**
     * Creates an annotated tag on the checked-out commit. Pushes nothing but the tag object.
     *
     * @param name the tag, with its prefix
     * @param message the whole message of the tag
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the remote refuses, or does not have the commit
     * @throws io.jenkins.plugins.delivery.engine.RetryableException when the remote cannot be reached
     */
    Outcome create(String name, String message);
}
