package io.jenkins.plugins.delivery.engine.branch;

import java.util.Locale;

/** What a branch is for. */
public enum BranchKind {
    MAIN,
    DEVELOP,
    RELEASE,
    HOTFIX,
    FEATURE,
    /** The build of a pull request, whatever branch it comes from. */
    PULL_REQUEST,
    /** A branch that the flow does not know: it is built and tested, never promoted. */
    OTHER;

    /** As written in a configuration and in results: {@code pull-request}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
