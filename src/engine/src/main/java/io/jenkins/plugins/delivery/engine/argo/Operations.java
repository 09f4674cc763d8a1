package io.jenkins.plugins.delivery.engine.argo;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What to do about an application's operation so that the promoted commit is synced: pure, like {@link Readiness}. */
public final class Operations {

    /** A sync that runs for longer than this is mentioned. */
    static final Duration LONG = Duration.ofMinutes(1);

    /** What to do. */
    public enum Deed {
        /** Ask for a sync. */
        SYNC,
        /** End the operation in progress. */
        TERMINATE
    }

    /**
     * What was done before.
     *
     * @param begun when the wait began
     * @param synced whether a sync was asked for already
     * @param terminateStuck how long a sync may run before it is ended; empty for ever
     * @param terminated start of the operation that was ended; empty when none was
     */
    public record History(
            Instant begun, boolean synced, Optional<Duration> terminateStuck, Optional<Instant> terminated) {}

    private Operations() {}

    /** What to do now; empty for nothing. */
    public static Optional<Deed> due(Observation seen, History history) {
        Application application = seen.application();
        Optional<Application.Operation> operation = application.operation();
        boolean running = operation.isPresent() && operation.get().phase() == OperationPhase.RUNNING;
        if (running
                && history.terminated().isEmpty()
                && history.terminateStuck().isPresent()) {
            boolean stuck = runningFor(operation.get(), seen.now())
                    .filter(time -> time.compareTo(history.terminateStuck().get()) >= 0)
                    .isPresent();
            return stuck ? Optional.of(Deed.TERMINATE) : Optional.empty();
        }
        boolean wanted = application.sync().status() == SyncStatus.OUT_OF_SYNC
                && seen.synced() == RevisionFact.CONTAINS
                && !running
                && !history.synced();
        return wanted && (!application.autoSync() || failedBefore(seen, history))
                ? Optional.of(Deed.SYNC)
                : Optional.empty();
    }

    /** Auto-sync tries a commit once: after a failure from before this wait, or one that was ended, somebody has to ask. */
    private static boolean failedBefore(Observation seen, History history) {
        Optional<Application.Operation> operation = seen.application().operation();
        boolean ours = seen.operationRevision().filter(seen.revision()::equals).isPresent();
        return operation.isPresent()
                && operation.get().phase().failed()
                && ours
                && (operation
                                .get()
                                .finishedAt()
                                .filter(end -> end.isBefore(history.begun()))
                                .isPresent()
                        || history.terminated().filter(operation.get()::beganBy).isPresent());
    }

    /** Which failures do not count: that of an operation that was ended here, and one from before when a sync was asked for since. */
    public static Optional<Instant> forgiven(Observation seen, History history) {
        Optional<Instant> before = failedBefore(seen, history)
                ? seen.application().operation().flatMap(Application.Operation::startedAt)
                : Optional.empty();
        return before.isPresent() ? before : history.terminated();
    }

    /** Says of an operation that takes long what it is at; empty when there is nothing to say. */
    public static Optional<String> complaint(Observation seen) {
        return seen.application()
                .operation()
                .filter(operation -> !operation.phase().finished())
                .filter(operation -> runningFor(operation, seen.now())
                        .filter(time -> time.compareTo(LONG) >= 0)
                        .isPresent())
                .map(operation -> {
                    String revision = seen.operationRevision().orElse("");
                    String which = revision.isEmpty() || revision.equals(seen.revision())
                            ? "the sync"
                            : "a sync of " + Revisions.abbreviate(revision) + " is in the way, which";
                    return which + " has been " + operation.phase().text() + " for "
                            + Durations.text(runningFor(operation, seen.now())
                                    .orElseThrow()
                                    .truncatedTo(ChronoUnit.SECONDS))
                            + (operation.retries() > 0 ? " in attempt " + (operation.retries() + 1) : "")
                            + Readiness.reason(operation.message());
                });
    }

    private static Optional<Duration> runningFor(Application.Operation operation, Instant now) {
        return operation.startedAt().map(start -> Duration.between(start, now));
    }
}
