package io.jenkins.plugins.delivery.engine.gate;

/**
 * One test as its report tells of it.
 *
 * @param test its name as people know it
 * @param id what its tool needs to run it again, as one line of {@code DELIVERY_RERUN}; null when it cannot be run alone
 * @param outcome how it ended
 * @param message what it said, shortened; empty unless it failed, or failed before its tool ran it again
 * @param lost whether it failed because there was no connection
 * @param again whether its tool had run it before in the same run, and it had failed then
 */
public record TestCase(String test, String id, Outcome outcome, String message, boolean lost, boolean again) {

    /** How a test ended. */
    public enum Outcome {
        PASSED,
        /** An assertion failed. */
        FAILED,
        /** It was ended by an unexpected exception. */
        ERROR,
        SKIPPED;

        boolean isBad() {
            return this == FAILED || this == ERROR;
        }
    }

    /** @param said everything that a failed test said, from which a missing connection is told */
    public static TestCase bad(String test, String id, Outcome outcome, String message, String said) {
        return new TestCase(test, id, outcome, message, LostConnection.in(said), false);
    }
}
