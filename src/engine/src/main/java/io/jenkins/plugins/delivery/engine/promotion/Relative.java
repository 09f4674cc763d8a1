package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the last look at a parent or child of the promoted application came to, as a ticket keeps it.
 *
 * @param refreshed whether Argo CD was made to compare it after the push
 * @param ready whether it was as asked
 * @param message what it was at, when it was not
 * @param memory for the next decision
 * @param seenAt when it was looked at; empty before the first look
 * @param syncedAt when its last operation ended; empty when there was none
 */
record Relative(
        boolean refreshed,
        boolean ready,
        String message,
        Readiness.Memory memory,
        Optional<Instant> seenAt,
        Optional<Instant> syncedAt) {

    static final Relative UNSEEN = new Relative(
            false, false, "has not been looked at yet", Readiness.Memory.NONE, Optional.empty(), Optional.empty());

    /** What a look came to that did not fail. */
    static Relative seen(Readiness.Verdict verdict, Readiness.Memory before, Application application, Instant now) {
        Optional<Instant> syncedAt = application.operation().flatMap(Application.Operation::finishedAt);
        return verdict instanceof Readiness.Waiting waiting
                ? new Relative(true, false, waiting.message(), waiting.memory(), Optional.of(now), syncedAt)
                : new Relative(true, true, "", before, Optional.of(now), syncedAt);
    }

    static Relative of(Object saved) {
        if (!(saved instanceof Map<?, ?> map)) {
            return UNSEEN;
        }
        return new Relative(
                Boolean.TRUE.equals(map.get("refreshed")),
                Boolean.TRUE.equals(map.get("ready")),
                String.valueOf(map.get("message")),
                new Readiness.Memory(
                        instant(map, "healthySince"),
                        instant(map, "degradedSince"),
                        Boolean.TRUE.equals(map.get("beenHealthy")),
                        false),
                instant(map, "seenAt"),
                instant(map, "syncedAt"));
    }

    /** Whether it was as asked, or at least Healthy with that. */
    static boolean isSettled(Map<?, ?> saved) {
        return Boolean.TRUE.equals(saved.get("ready")) || saved.get("healthySince") != null;
    }

    /** Plain values. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("refreshed", refreshed);
        map.put("ready", ready);
        map.put("message", message);
        map.put("beenHealthy", memory.beenHealthy());
        memory.healthySince().ifPresent(instant -> map.put("healthySince", instant.toString()));
        memory.degradedSince().ifPresent(instant -> map.put("degradedSince", instant.toString()));
        seenAt.ifPresent(instant -> map.put("seenAt", instant.toString()));
        syncedAt.ifPresent(instant -> map.put("syncedAt", instant.toString()));
        return map;
    }

    private static Optional<Instant> instant(Map<?, ?> map, String key) {
        return Optional.ofNullable(map.get(key)).map(Object::toString).map(Instant::parse);
    }
}
