package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.Map;

/**
 * What the planner plans for: the commit, its branch and its version.
 *
 * @param branch name of the branch, or of the pull request's branch
 * @param kind its kind
 * @param version result map of semverTag in a dry run
 * @param runUrl address of the run; empty outside Jenkins
 */
record PlanSource(String branch, BranchKind kind, Map<String, Object> version, String runUrl) {

    String text(String key) {
        return String.valueOf(version.getOrDefault(key, ""));
    }
}
