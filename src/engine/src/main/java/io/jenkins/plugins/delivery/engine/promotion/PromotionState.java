package io.jenkins.plugins.delivery.engine.promotion;

import java.util.Locale;

/** How a promotion ended. */
public enum PromotionState {
    /** The new values are in Git and Argo CD has them running as asked. */
    DEPLOYED,
    /** Git had these values already; no commit was made. */
    UNCHANGED,
    /** A newer promotion of the service in the environment stands; this one gave way. */
    SUPERSEDED,
    /** The values from before an earlier promotion are back. */
    RESTORED,
    /** A person decided to leave the version that stands; that is written down. */
    KEPT,
    /** The commit is pushed and nothing was waited for. */
    PUSHED,
    /** A pull request is open and has to be merged; only while it is waited for. */
    PROPOSED,
    /** A dry run: what would have been pushed. */
    PLANNED;

    /** As results show it: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
