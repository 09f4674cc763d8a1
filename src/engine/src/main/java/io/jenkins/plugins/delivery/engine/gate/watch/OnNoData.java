package io.jenkins.plugins.delivery.engine.gate.watch;

/** What a measurement is when the query has nothing to measure: no series, or none with a number (0/0 without traffic). */
public enum OnNoData {
    /** Neither good nor bad; too many of them leave the watch undecided. */
    INCONCLUSIVE,
    /** Bad: the data should be there. */
    FAIL,
    /** Good: nothing happened, for example no errors were counted. */
    PASS
}
