package io.jenkins.plugins.delivery.engine.promotion;

/** How a promotion gets into the branch of the GitOps repository. */
public enum PromotionMode {
    /** One commit pushed to the branch. */
    PUSH,
    /** A pull request, which has to be merged. */
    PR
}
