package io.jenkins.plugins.delivery.engine.branch;

import java.util.Locale;

/** How a team branches. */
public enum Flow {
    /** Long-lived main and develop, with feature, release and hotfix branches. */
    GIT_FLOW,
    /** Short branches that are merged to main; every commit of main can be released. */
    TRUNK;

    /** As written in a configuration: {@code git-flow}, {@code trunk}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
