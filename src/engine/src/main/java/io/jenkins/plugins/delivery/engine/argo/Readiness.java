package io.jenkins.plugins.delivery.engine.argo;

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

    /** Conditions that say the desired state cannot be worked out (Argo CD, application conditions). */
    public static final List<String> FATAL = List.of("ComparisonError", "InvalidSpecError");

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
     * @param past what is known to be old news
     */
    public record Observation(Application application, int source, RevisionFact synced, Past past, Instant now) {

        /** The revision that live state was compared with; empty when there is none. */
        public String revision() {
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
     * What was so before, and says nothing of the promotion.
     *
     * @param compared when the comparison was made that had an error before the push already; empty when there was no error
     * @param forgiven failures of operations that began no later than this do not count, because another sync was asked for; empty
     *     when every failure counts
     */
    public record Past(Optional<Instant> compared, Optional<Instant> forgiven) {
        public static final Past NONE = new Past(Optional.empty(), Optional.empty());
    }

    /**
     * What earlier looks saw.
     *
     * @param healthySince start of the present unbroken Healthy time; empty when not Healthy
     * @param degradedSince start of the present unbroken Degraded time; empty when not Degraded
     * @param beenHealthy whether it has been Healthy with the promoted commit
     * @param unwell whether it was Degraded before the promotion, and has not been anything else since
     */
    public record Memory(
            Optional<Instant> healthySince, Optional<Instant> degradedSince, boolean beenHealthy, boolean unwell) {

        public static final Memory NONE = new Memory(Optional.empty(), Optional.empty(), false, false);

        /** The same before health counts again. */
        Memory unsettled() {
            return new Memory(Optional.empty(), Optional.empty(), false, unwell);
        }
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
        if (application.family().deleting()) {
            return new Failed("the application '" + application.name() + "' is being deleted");
        }
        boolean compared = !application.reconciledAt().equals(seen.past().compared());
        Optional<Application.Condition> fatal = fatal(application);
        if (fatal.isPresent() && compared) {
            return new Failed("Argo CD cannot work out the desired state ("
                    + fatal.get().type() + ": " + fatal.get().message() + ")");
        }
        String at = Revisions.abbreviate(seen.revision());
        Verdict unsettled = sync(policy, seen, memory.unsettled(), at);
        if (unsettled != null) {
            return unsettled;
        }
        return policy.health() ? HealthRule.decide(policy, seen, memory, at) : new Ready();
    }

    /** The condition that keeps Argo CD from working out the desired state. */
    public static Optional<Application.Condition> fatal(Application application) {
        return application.conditions().stream()
                .filter(condition -> FATAL.contains(condition.type()))
                .findFirst();
    }

    /** Why the sync is not through; null when it is. */
    private static Verdict sync(Policy policy, Observation seen, Memory memory, String at) {
        Application application = seen.application();
        String status = application.sync().status().text();
        Optional<Application.Operation> operation = application.operation();
        if (seen.synced() != RevisionFact.CONTAINS) {
            return new Waiting(
                    status + " at " + at + ", waiting for Argo CD to sync " + Revisions.abbreviate(policy.commit()),
                    memory);
        }
        boolean ours = seen.operationRevision().filter(seen.revision()::equals).isPresent();
        if (operation.isPresent() && ours && operation.get().phase().failed()) {
            boolean old =
                    seen.past().forgiven().filter(operation.get()::beganBy).isPresent();
            return old
                    ? new Waiting(status + " at " + at + ", waiting for another sync of it", memory)
                    : new Failed("the sync of " + at + " ended as "
                            + operation.get().phase().text()
                            + reason(operation.get().message()));
        }
        if (application.sync().status() != SyncStatus.SYNCED) {
            boolean running = operation.isPresent() && !operation.get().phase().finished();
            boolean through = ours && operation.get().phase() == OperationPhase.SUCCEEDED;
            String behind = application.sync().behind();
            return new Waiting(
                    status + " at " + at
                            + (running
                                    ? ", syncing it"
                                    : through && !behind.isEmpty()
                                            ? " though its sync has ended: " + behind
                                            : ", waiting for Argo CD to sync it"),
                    memory);
        }
        return operation.isPresent() && !settled(operation.get(), application.reconciledAt())
                ? new Waiting("Synced at " + at + ", the sync is being finished", memory)
                : null;
    }

    /**
     * Whether the promoted commit itself is what does not come to an end: it is being applied, or applied and not well. A sync that
     * nobody began, a rollout that a person paused and an application that others keep out of sync say nothing against a version.
     */
    public static boolean onTrial(Observation seen) {
        if (seen.synced() != RevisionFact.CONTAINS) {
            return false;
        }
        Application application = seen.application();
        boolean applying =
                application.operation().filter(last -> !last.phase().finished()).isPresent()
                        && seen.operationRevision()
                                .filter(seen.revision()::equals)
                                .isPresent();
        return applying
                || application.sync().status() == SyncStatus.SYNCED
                        && List.of(HealthStatus.PROGRESSING, HealthStatus.DEGRADED, HealthStatus.MISSING)
                                .contains(application.health().status());
    }

    private static boolean settled(Application.Operation operation, Optional<Instant> reconciledAt) {
        return operation.phase().finished()
                && operation.finishedAt().isPresent()
                && reconciledAt.isPresent()
                && !reconciledAt.get().isBefore(operation.finishedAt().get());
    }

    static String reason(String message) {
        return message.isEmpty() ? "" : " (" + message + ")";
    }
}
