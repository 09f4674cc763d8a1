package io.jenkins.plugins.delivery.engine.gitflow;

import java.util.Locale;

/** How a branch stands towards what it should contain. */
public enum TargetState {
    /** It contained it before. */
    UP_TO_DATE,
    /** This call merged it; in a dry run, it would. */
    MERGED,
    /** A person decides: a pull request is open. */
    PULL_REQUEST,
    /** It could not be merged and no pull request could be opened. */
    REFUSED;

    /** As written in results: {@code up-to-date}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
