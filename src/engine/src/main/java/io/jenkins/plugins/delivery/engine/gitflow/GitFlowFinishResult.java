package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.OperationResult;
import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a release stands after it was finished as far as possible.
 *
 * @param branch the branch that was finished, or main
 * @param version of the release
 * @param tag its tag
 * @param commit the commit of main that is the release; empty while main waits for a pull request
 * @param targets main, develop and every open release branch, each with its state
 * @param pushed whether this call changed the remote's branches or tags
 * @param deleted whether the finished branch was deleted
 */
public record GitFlowFinishResult(
        String branch,
        SemanticVersion version,
        String tag,
        Optional<String> commit,
        List<TargetResult> targets,
        boolean pushed,
        boolean deleted)
        implements OperationResult {

    public GitFlowFinishResult {
        targets = List.copyOf(targets);
    }

    /** Whether every branch contains the release. */
    public boolean complete() {
        return targets.stream()
                .allMatch(target -> target.state() == TargetState.UP_TO_DATE || target.state() == TargetState.MERGED);
    }

    /** Every branch, how it stands, and where a person decides. */
    public String message() {
        return version + ": "
                + targets.stream()
                        .map(target -> target.branch() + " " + target.state().text()
                                + target.pullRequest().map(url -> " " + url).orElse(""))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("branch", branch);
        map.put("version", version.toString());
        map.put("tag", tag);
        commit.ifPresent(id -> map.put("commit", id));
        map.put("message", message());
        map.put("complete", complete());
        map.put("pushed", pushed);
        map.put("deleted", deleted);
        map.put("targets", targets.stream().map(TargetResult::toMap).toList());
        map.put(
                "conflicts",
                targets.stream()
                        .flatMap(target -> target.conflicts().stream().map(conflict -> conflict.toMap(target.branch())))
                        .toList());
        map.put(
                "pullRequests",
                targets.stream()
                        .flatMap(target -> target.pullRequest().stream())
                        .toList());
        return map;
    }
}
