package io.jenkins.plugins.delivery.engine.gate.watch;

/** What one measurement came to. */
enum Outcome {
    /** As it should be. */
    SUCCESSFUL,
    /** Not as it should be. */
    FAILED,
    /** Neither: there was nothing to measure. */
    INCONCLUSIVE,
    /** Nobody answered, or not to what was asked. Does not count as a measurement. */
    ERRORED,
    /** The time for it passed while nobody was there to take it. Does not count as a measurement. */
    MISSED
}
