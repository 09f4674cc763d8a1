package io.jenkins.plugins.delivery.engine.promotion;

/** Whether one commit is part of another's history. A commit is part of its own. */
public enum Ancestry {
    /** It is. */
    YES,
    /** It is not: all of the history was seen. */
    NO,
    /** It cannot be decided: a commit is not there, or the history is cut off. */
    UNKNOWN
}
