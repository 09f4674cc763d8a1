package io.jenkins.plugins.delivery.engine.argo;

/** What the Git repository says about a revision that Argo CD reports, in relation to the promoted commit. */
public enum RevisionFact {
    /** It is the promoted commit or a later one, and the promoted values stand in it. */
    CONTAINS,
    /** It comes after the promoted commit, and a later commit replaced the promoted values. */
    SUPERSEDED,
    /** It does not have the promoted commit yet. */
    BEFORE,
    /** It is not in the history of the branch. */
    UNKNOWN
}
