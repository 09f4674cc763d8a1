package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcome of {@code approvalEvidence}.
 *
 * @param request what was asked
 * @param state of the GitOps repository at that moment
 * @param message the question with everything that is known, as plain text; each line is a sentence, so that it also reads well where
 *     line breaks are lost
 */
public record ApprovalEvidenceResult(ApprovalEvidenceRequest request, State state, String message)
        implements OperationResult {

    /**
     * @param from the value that stands in the environment now; null when it is not known
     * @param earlier what the environment before runs, as a sentence; null when it is not known
     * @param problem why something is not known; null when nothing was in the way
     */
    public record State(String from, String earlier, String problem) {
        static final State UNKNOWN = new State(null, null, null);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("env", request.env());
        map.put("service", request.service());
        map.put("version", request.version());
        map.put("message", message);
        put(map, "from", state.from());
        put(map, "problem", state.problem());
        return map;
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
