package io.jenkins.plugins.delivery.engine.version;

import java.util.Optional;

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
     * What stands on the remote after an attempt.
     *
     * @param object object id of the tag itself
     * @param commit object id of the commit that it names
     */
    record Claim(Outcome outcome, String object, String commit) {}

    /**
     * A tag to be made on the checked-out commit.
     *
     * @param name with its prefix
     * @param message all of it
     * @param signingCredentialsId the key to sign with; empty for none
     */
    record Draft(String name, TagMessage message, Optional<String> signingCredentialsId) {}

    /**
     * Creates an annotated tag on the checked-out commit. Pushes nothing but the tag object. Whenever it is not certain what a push did
     * (an answer lost, an error of the server), the remote is asked what stands there.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the remote refuses, or does not have the commit
     * @throws io.jenkins.plugins.delivery.engine.RetryableException when the remote cannot be reached; the same call may then be made
     *     again and recognises a tag that was created after all
     * @throws InterruptedException when the run was aborted; the tag is then there as a whole or not at all
     */
    Claim create(Draft draft) throws InterruptedException;
}
