package io.jenkins.plugins.delivery.engine.gate.secret;

/** Which commits a scan looks at, beside the tree. */
public enum HistoryScope {
    /** Those that the change adds to the branch it goes to; of a branch itself what its newest commit brought. */
    CHANGE,
    /** All of them, back to the first: for a first look at a repository. */
    ALL,
    /** None. */
    NONE
}
