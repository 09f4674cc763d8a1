package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcome of {@code argoPromote}.
 *
 * @param service that was promoted
 * @param env the environment
 * @param change what happened in Git
 * @param state how it ended
 * @param seen what Argo CD said last
 * @param began when the promotion began; before it the environment ran what it had
 * @param took from start to end
 */
public record ArgoPromoteResult(
        String service, String env, Change change, PromotionState state, Seen seen, Instant began, Duration took)
        implements OperationResult {

    /**
     * @param version that was asked for; null when an unknown version was restored
     * @param from the first value before, null when there was none
     * @param to the first value now
     * @param commit the GitOps commit; null when none was made
     * @param file the file in the GitOps repository
     * @param diff unified diff of the file; empty when nothing changed
     */
    public record Change(String version, String from, String to, String commit, String file, String diff) {}

    /**
     * @param revision the synced revision, null when nothing was waited for
     * @param health of the application, null when nothing was waited for
     * @param url the application's page in Argo CD, null without Argo CD
     * @param supersededBy the newer promotion that stands instead, null when this one does
     */
    public record Seen(String revision, String health, String url, String supersededBy) {
        static final Seen NOTHING = new Seen(null, null, null, null);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("env", env);
        map.put("service", service);
        put(map, "version", change.version());
        put(map, "from", change.from());
        put(map, "to", change.to());
        put(map, "commit", change.commit());
        map.put("changed", change.commit() != null);
        map.put("file", change.file());
        map.put("diff", change.diff());
        put(map, "revision", seen.revision());
        put(map, "health", seen.health());
        map.put("state", state.text());
        put(map, "supersededBy", seen.supersededBy());
        map.put("began", began.toString());
        map.put("seconds", took.toSeconds());
        put(map, "url", seen.url());
        return map;
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
