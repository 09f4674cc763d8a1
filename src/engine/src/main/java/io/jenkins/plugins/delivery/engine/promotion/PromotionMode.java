package io.jenkins.plugins.delivery.engine.promotion;

/** How a promotion gets into the branch of the GitOps repository. */
public enum PromotionMode {
    /** One commit pushed to the branch. */
    PUSH,
    /** A pull request, which has to be merged. */
    PR;

    /** Where to write what is no change of desired state: to the branch, or beside one that takes no pushes. */
    public GitOpsRepository written(GitOpsRepository branch) {
        return this == PR ? branch.records() : branch;
    }
}
