package io.jenkins.plugins.delivery.engine.argo;

import io.jenkins.plugins.delivery.engine.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The decision whether an application runs the promoted commit: a pure function of what Argo CD and Git said. Sync and health come from
 * separate loops of Argo CD, so health counts only after a comparison that followed the end of the sync
 * ({@code reconciledAt >= operationState.finishedAt}, as Argo CD's own command line has it).
 */
public final class Readiness {

    /** Polls in a row that have to see Degraded: a rollout may be so for a moment while it replaces pods. */
    static final int DEGRADED_POLLS = 3;

    /** Conditions that say the desired state cannot be worked out (Argo CD, application conditions). */
    private static final List<String> FATAL = List.of("ComparisonError", "InvalidSpecError");

    /**
     * What is asked for.
     *
     * @param commit the promoted commit, for messages
     * @param health whether health counts, or only the sync
     * @param stableFor how long it has to be Healthy without a break
     */
    public record Policy(String commit, boolean health, Duration stableFor) {}

    /**
     * What Argo CD and Git said at one moment.
     *
     * @param source index of the application's source that is looked at
     * @param synced what Git says of the revision that live state was compared with
     * @param before when the comparison was made that had an error before the push already: the same one is old news; empty when
     *     there was no error
     */
    public record Observation(
            Application application, int source, RevisionFact synced, Optional<Instant> before, Instant now) {

        String revision() {
            return at(application.sync().revisions());
        }

        private String at(List<String> revisions) {
            return source < revisions.size() ? revisions.get(source) : "";
        }

        Optional<String> operationRevision() {
            return application.operation().map(operation -> at(operation.revisions()));
        }
    }

    /**
     * What earlier polls saw.
     *
     * @param healthySince start of the present unbroken Healthy time; empty when not Healthy
     * @param degradedPolls polls in a row that saw Degraded
     */
    public record Memory(Optional<Instant> healthySince, int degradedPolls) {
        public static final Memory NONE = new Memory(Optional.empty(), 0);
    }

    /** The decision. */
    public sealed interface Verdict {}

    /** The promoted commit runs as asked. */
    public record Ready() implements Verdict {}

    /** @param message what Argo CD is at and what is waited for */
    public record Waiting(String message, Memory memory) implements Verdict {}

    /** @param sentence what failed, without the end of the sentence */
    public record Failed(String sentence) implements Verdict {}

    /** A later commit replaced the promoted values before they ran. */
    public record Superseded() implements Verdict {}

    private Readiness() {}

    /** Decides on one observation. */
    public static Verdict decide(Policy policy, Observation seen, Memory memory) {
        Application application = seen.application();
        if (seen.synced() == RevisionFact.SUPERSEDED) {
            return new Superseded();
        }
        boolean compared = !application.reconciledAt().equals(seen.before());
        Optional<Application.Condition> fatal = fatal(application);
        if (fatal.isPresent() && compared) {
            return new Failed("Argo CD cannot work out the desired state ("
                    + fatal.get().type() + ": " + fatal.get().message() + ")");
        }
        if (seen.synced() != RevisionFact.CONTAINS) {
            return waiting(application.sync().status().text() + " at " + Revisions.abbreviate(seen.revision())
                    + ", waiting for Argo CD to sync " + Revisions.abbreviate(policy.commit()));
        }
        Optional<Application.Operation> operation = application.operation();
        boolean ours = seen.operationRevision().filter(seen.revision()::equals).isPresent();
        if (operation.isPresent() && ours && operation.get().phase().failed()) {
            return new Failed("the sync of " + Revisions.abbreviate(seen.revision()) + " ended as "
                    + operation.get().phase().text() + reason(operation.get().message()));
        }
        if (application.sync().status() != SyncStatus.SYNCED) {
            boolean running = operation.isPresent() && !operation.get().phase().finished();
            return waiting(application.sync().status().text() + " at " + Revisions.abbreviate(seen.revision())
                    + (running ? ", syncing it" : ", waiting for Argo CD to sync it"));
        }
        if (operation.isPresent() && !settled(operation.get(), application.reconciledAt())) {
            return waiting("Synced at " + Revisions.abbreviate(seen.revision()) + ", the sync is being finished");
        }
        return policy.health() ? health(policy, seen, memory) : new Ready();
    }

    /** The condition that keeps Argo CD from working out the desired state. */
    public static Optional<Application.Condition> fatal(Application application) {
        return application.conditions().stream()
                .filter(condition -> FATAL.contains(condition.type()))
                .findFirst();
    }

    private static boolean settled(Application.Operation operation, Optional<Instant> reconciledAt) {
        return operation.phase().finished()
                && operation.finishedAt().isPresent()
                && reconciledAt.isPresent()
                && !reconciledAt.get().isBefore(operation.finishedAt().get());
    }

    private static Verdict health(Policy policy, Observation seen, Memory memory) {
        Application.Health health = seen.application().health();
        String at = health.status().text() + " at " + Revisions.abbreviate(seen.revision());
        return switch (health.status()) {
            case HEALTHY -> {
                Instant since = memory.healthySince().orElse(seen.now());
                Duration left = policy.stableFor().minus(Duration.between(since, seen.now()));
                yield left.isZero() || left.isNegative()
                        ? new Ready()
                        : new Waiting(
                                at + ", has to stay so for another " + Durations.text(left),
                                new Memory(Optional.of(since), 0));
            }
            case DEGRADED -> {
                int polls = memory.degradedPolls() + 1;
                yield polls >= DEGRADED_POLLS
                        ? new Failed("it is " + at + reason(health.message()))
                        : new Waiting(at + reason(health.message()), new Memory(Optional.empty(), polls));
            }
            case SUSPENDED -> waiting(at + ", waiting for somebody to resume it" + reason(health.message()));
            default -> waiting(at + ", waiting for it to become Healthy" + reason(health.message()));
        };
    }

    private static Waiting waiting(String message) {
        return new Waiting(message, Memory.NONE);
    }

    private static String reason(String message) {
        return message.isEmpty() ? "" : " (" + message + ")";
    }
}
