package io.jenkins.plugins.delivery.engine.gitflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one branch.
 *
 * @param branch main, develop or an open release
 * @param state how it stands
 * @param commit where it stands after the call
 * @param pullRequest address of its pull request
 * @param conflicts what kept it from being merged
 * @param reason for people, when it was not simply merged; may be empty
 */
public record TargetResult(
        String branch,
        TargetState state,
        String commit,
        Optional<String> pullRequest,
        List<Conflict> conflicts,
        String reason) {

    public TargetResult {
        conflicts = List.copyOf(conflicts);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("branch", branch);
        map.put("state", state.text());
        map.put("commit", commit);
        pullRequest.ifPresent(url -> map.put("pullRequest", url));
        if (!reason.isEmpty()) {
            map.put("reason", reason);
        }
        return map;
    }
}
