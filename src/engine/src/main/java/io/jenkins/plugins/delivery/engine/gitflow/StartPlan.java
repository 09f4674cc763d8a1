package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import java.util.List;

/**
 * What is to be started.
 *
 * @param version of the release
 * @param reason why this version
 * @param branch to create
 * @param from branch that it is created from
 * @param commit where that stands
 * @param exists whether the branch stands there already
 * @param warnings what a person should know
 */
record StartPlan(
        SemanticVersion version,
        String reason,
        String branch,
        String from,
        String commit,
        boolean exists,
        List<String> warnings) {

    StartPlan {
        warnings = List.copyOf(warnings);
    }

    GitFlowStartResult result(StartKind kind, boolean created) {
        return new GitFlowStartResult(kind, version, branch, from, commit, created, reason);
    }
}
