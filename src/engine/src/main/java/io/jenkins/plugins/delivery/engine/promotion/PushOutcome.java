package io.jenkins.plugins.delivery.engine.promotion;

/**
 * What became of one push. A refusal that another attempt cannot change is an exception instead.
 *
 * @param kind what is known
 * @param commit the commit that was offered
 * @param why the remote's words; empty when accepted
 */
public record PushOutcome(Kind kind, String commit, String why) {

    /** What is known of a push. */
    public enum Kind {
        /** The branch is at our commit. */
        ACCEPTED,
        /** Somebody else was faster; nothing of ours is there. */
        LOST_RACE,
        /** The connection broke; our commit may be there or not. */
        UNCERTAIN
    }
}
