package io.jenkins.plugins.delivery.engine.argo;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Failed;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Memory;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Ready;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Verdict;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the health of an application means once the promoted commit is synced. */
final class HealthRule {

    /** How long it may be Degraded when it never was Healthy: a rollout may be so for a moment while it replaces pods. */
    static final Duration GRACE = Duration.ofSeconds(3);

    /** How long after the sync the Degraded of what ran before may still be shown: until the rollout has been noticed. */
    static final Duration STALE = Duration.ofMinutes(1);

    private HealthRule() {}

    /** @param revision for sentences */
    static Verdict decide(Readiness.Policy policy, Readiness.Observation seen, Memory memory, String revision) {
        Application.Health health = seen.application().health();
        String at = health.status().text() + " at " + revision;
        return switch (health.status()) {
            case HEALTHY -> {
                Instant since = memory.healthySince().orElse(seen.now());
                Duration left = policy.stableFor().minus(Duration.between(since, seen.now()));
                yield left.isZero() || left.isNegative()
                        ? new Ready()
                        : new Waiting(
                                at + ", has to stay so for another " + Durations.text(left),
                                new Memory(Optional.of(since), Optional.empty(), true, false));
            }
            case DEGRADED -> degraded(seen, memory, at + Readiness.reason(health.message()), revision);
            case SUSPENDED ->
                waiting(
                        at + ", waiting for somebody to resume it" + Readiness.reason(health.message()),
                        memory.beenHealthy());
            default ->
                waiting(
                        at + ", waiting for it to become Healthy" + Readiness.reason(health.message()),
                        memory.beenHealthy());
        };
    }

    private static Verdict degraded(Readiness.Observation seen, Memory memory, String at, String revision) {
        if (memory.beenHealthy()) {
            return new Failed("it was Healthy at " + revision + " and is now " + at);
        }
        Optional<Application.Operation> operation = seen.application().operation();
        Optional<Instant> synced = operation.flatMap(Application.Operation::finishedAt);
        boolean before = operation
                .flatMap(Application.Operation::startedAt)
                .flatMap(start -> seen.application().health().since().map(since -> since.compareTo(start)))
                .map(order -> order < 0 || order == 0 && memory.unwell())
                .orElse(memory.unwell());
        if (before && synced.isPresent() && seen.now().isBefore(synced.get().plus(STALE))) {
            return new Waiting(
                    at + ", as before the sync; waiting for the rollout to show",
                    new Memory(Optional.empty(), Optional.empty(), false, memory.unwell()));
        }
        Instant since = memory.degradedSince().orElse(seen.now());
        return Duration.between(since, seen.now()).compareTo(GRACE) >= 0
                ? new Failed("it is " + at)
                : new Waiting(at, new Memory(Optional.empty(), Optional.of(since), false, memory.unwell()));
    }

    private static Waiting waiting(String message, boolean beenHealthy) {
        return new Waiting(message, new Memory(Optional.empty(), Optional.empty(), beenHealthy, false));
    }
}
