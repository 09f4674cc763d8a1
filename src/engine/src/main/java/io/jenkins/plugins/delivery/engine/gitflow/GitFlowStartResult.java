package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.OperationResult;
import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A started release or hotfix.
 *
 * @param kind what was started
 * @param version its version
 * @param branch the branch
 * @param from the branch that it was started from
 * @param commit where it stands
 * @param created whether this call created it; false when it stood there already, and in a dry run
 * @param reason why it has this version
 */
public record GitFlowStartResult(
        StartKind kind,
        SemanticVersion version,
        String branch,
        String from,
        String commit,
        boolean created,
        String reason)
        implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", kind.text());
        map.put("version", version.toString());
        map.put("branch", branch);
        map.put("from", from);
        map.put("commit", commit);
        map.put("created", created);
        map.put("reason", reason);
        return map;
    }
}
