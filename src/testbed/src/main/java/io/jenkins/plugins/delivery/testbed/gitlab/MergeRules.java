package io.jenkins.plugins.delivery.testbed.gitlab;

/**
 * How a project wants its merge requests merged.
 *
 * @param method how
 * @param squash whether every merge request becomes one commit first
 * @param approvals how many have to approve
 * @param pipeline whether the pipeline of the newest commit has to succeed
 * @param checks whether it merges by itself once every rule is met, as GitLab 17 does; older ones wait for a running pipeline only
 */
public record MergeRules(Method method, boolean squash, int approvals, boolean pipeline, boolean checks) {

    /** The merge methods. */
    public enum Method {
        MERGE,
        /** Without a commit of its own; the branch has to contain the newest commit of the target. */
        FAST_FORWARD
    }

    /** What a new project of a new GitLab has. */
    public static MergeRules usual() {
        return new MergeRules(Method.MERGE, false, 0, false, true);
    }

    /** The same with another number of approvals. */
    public MergeRules approvals(int wanted) {
        return new MergeRules(method, squash, wanted, pipeline, checks);
    }
}
