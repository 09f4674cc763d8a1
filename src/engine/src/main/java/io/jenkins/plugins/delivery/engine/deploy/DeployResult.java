package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.OperationResult;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcome of a deployer's step; its keys are those of {@code argoPromote}'s.
 *
 * @param env the environment
 * @param service that was deployed
 * @param change what was changed
 * @param state how it ended
 * @param seen what the platform told last: plain values under names of its own, such as {@code url} and {@code health}
 * @param began when the deployment began; before it the environment ran what it had
 * @param took from start to end
 */
public record DeployResult(
        String env,
        String service,
        Change change,
        PromotionState state,
        Map<String, Object> seen,
        Instant began,
        Duration took)
        implements OperationResult {

    /**
     * @param version that was asked for; null when an earlier deployment was undone
     * @param digest of the image, null when it is not known
     * @param commit of the ledger; null without a ledger
     * @param applied what the deployer did
     */
    public record Change(String version, String digest, String commit, Applied applied) {}

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Applied applied = change.applied();
        map.put("env", env);
        map.put("service", service);
        map.put("version", change.version());
        map.put("digest", change.digest());
        map.put("from", applied.from());
        map.put("to", applied.to());
        map.put("revision", applied.revision());
        map.put("commit", change.commit());
        map.put("changed", applied.change() == PromotionState.PUSHED || applied.change() == PromotionState.RESTORED);
        map.putAll(seen);
        map.put("state", state.text());
        map.put("began", began.toString());
        map.put("seconds", took.toSeconds());
        map.values().removeIf(value -> value == null);
        return map;
    }
}
