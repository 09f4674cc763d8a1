package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcome of {@code commitStatus}.
 *
 * @param set whether people can see it
 * @param commit that got it; null when that is not known
 * @param status what it says
 * @param problem why it was not set, a sentence; null when it was
 */
public record CommitStatusResult(boolean set, String commit, CommitStatuses.Status status, String problem)
        implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("set", set);
        if (commit != null) {
            map.put("commit", commit);
        }
        map.put("context", status.context());
        map.put("state", status.state().name().toLowerCase(java.util.Locale.ROOT));
        map.put("description", status.description());
        if (status.url() != null) {
            map.put("url", status.url());
        }
        if (problem != null) {
            map.put("problem", problem);
        }
        return map;
    }
}
