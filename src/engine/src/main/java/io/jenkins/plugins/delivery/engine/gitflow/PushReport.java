package io.jenkins.plugins.delivery.engine.gitflow;

import java.util.Map;

/**
 * What the remote said to a push.
 *
 * @param outcome as a whole
 * @param rejected the refs that it would not move, with its words for each
 * @param messages what its hooks printed, without secrets
 */
public record PushReport(Outcome outcome, Map<String, String> rejected, String messages) {

    /** What became of a push. */
    public enum Outcome {
        /** Everything moved. */
        DONE,
        /** Somebody else moved a ref first; of an atomic push nothing moved. */
        LOST_RACE,
        /** The connection broke; what moved has to be read again. */
        UNCERTAIN,
        /** The remote refused; of an atomic push nothing moved. */
        REJECTED,
        /** The remote cannot move several refs at once; nothing moved. */
        NOT_ATOMIC
    }

    public PushReport {
        rejected = Map.copyOf(rejected);
    }

    /** A report without words. */
    public static PushReport of(Outcome outcome) {
        return new PushReport(outcome, Map.of(), "");
    }
}
