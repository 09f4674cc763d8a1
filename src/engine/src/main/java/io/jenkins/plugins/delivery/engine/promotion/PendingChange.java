package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** One change on its way into Git, with what has become of it so far. State and result are guarded by the queue that it is in. */
final class PendingChange {

    /** How long an unreachable remote is tried again; a lost race is tried until the deadline. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    enum State {
        /** May be part of the next push. */
        READY,
        /** Is part of a push. */
        IN_FLIGHT,
        /** Has to ask something on its own thread first. */
        UNANSWERED,
        /** Has a result. */
        SETTLED
    }

    private final EngineContext context;
    private final GitOpsRepository repository;
    private final GitOpsChange change;
    private final Instant deadline;
    private final Optional<Credential> key;

    private final Map<String, GitOpsChange.Write> uncertain = new LinkedHashMap<>();
    private final List<PendingChange> older = new ArrayList<>();
    private State state = State.READY;
    private GitOpsChange.Landing landing;
    private RuntimeException failure;
    private RememberedHistory.Unanswered question;
    private int attempts;
    private Instant awaySince;

    /** @param key the private key that signs its commit */
    PendingChange(
            EngineContext context,
            GitOpsRepository repository,
            GitOpsChange change,
            Instant deadline,
            Optional<Credential> key) {
        this.context = context;
        this.repository = repository;
        this.change = change;
        this.deadline = deadline;
        this.key = key;
    }

    EngineContext context() {
        return context;
    }

    GitOpsRepository repository() {
        return repository;
    }

    GitOpsChange change() {
        return change;
    }

    Optional<Credential> key() {
        return key;
    }

    State state() {
        return state;
    }

    void become(State now) {
        state = now;
    }

    /** Changes in the queue that need no commit of their own once this one is in Git. */
    List<PendingChange> older() {
        return older;
    }

    /** Commits that were offered without an answer, and what they were to say. */
    Map<String, GitOpsChange.Write> uncertain() {
        return uncertain;
    }

    /**
     * Works the change out on the fresh tip, on the thread of the run; what fails here fails alone. Empty where others are on their way
     * already: it is worked out on top of theirs then, and once is enough.
     */
    Optional<GitOpsChange.Plan> prepareAlone() throws InterruptedException {
        while (true) {
            try {
                repository.fetch();
                Optional<GitOpsChange.Plan> plan = !context.dryRun() && PushQueues.isBusy(repository.key())
                        ? Optional.empty()
                        : Optional.of(change.prepare(repository));
                awaySince = null;
                return plan;
            } catch (RetryableException e) {
                if (isHopeless()) {
                    throw e;
                }
                Duration pause = jitter(LONGEST_PAUSE, ++attempts);
                tell(e.getMessage(), pause);
                context.pause(pause);
            }
        }
    }

    /** A random time, so that those who failed together do not come together again. */
    static Duration jitter(Duration longest, int failures) {
        long most = Math.min(longest.toMillis(), 100L << Math.min(failures, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1));
    }

    private boolean isHopeless() {
        Instant now = context.clock().instant();
        awaySince = awaySince == null ? now : awaySince;
        return !now.isBefore(awaySince.plus(PATIENCE)) || now.isAfter(deadline);
    }

    void settle(GitOpsChange.Landing result) {
        landing = result;
        state = State.SETTLED;
    }

    void settle(RuntimeException result) {
        failure = result;
        state = State.SETTLED;
    }

    void putOff(RememberedHistory.Unanswered unanswered) {
        question = unanswered;
        state = State.UNANSWERED;
    }

    /** Asks what was put off, on the thread of the run. */
    void ask() {
        question.ask();
    }

    /** The remote did not answer: another try, or the end when it has been away for long. */
    void away(RetryableException e, Duration pause) {
        if (isHopeless()) {
            settle(e);
        } else {
            again(e.getMessage(), pause);
        }
    }

    /** The push was not taken: another try, or the end when there is no time for one. */
    void refused(String why, Duration pause) {
        awaySince = null;
        again(why, pause);
    }

    private void again(String why, Duration pause) {
        attempts++;
        if (context.clock().instant().plus(pause).isAfter(deadline)) {
            settle(new RetryableException(
                    "The GitOps repository took no push in " + attempts + " attempts; the last answer was: " + why
                            + ".",
                    "Run the step again: it knows its own commit, should one have arrived.",
                    null));
            return;
        }
        state = State.READY;
        tell(why, pause);
    }

    private void tell(String why, Duration pause) {
        context.log()
                .progress("Push " + attempts + " was not taken (" + why + "); again on the new tip in "
                        + Durations.text(pause) + ".");
    }

    GitOpsChange.Landing result() {
        if (failure != null) {
            throw failure;
        }
        return landing;
    }
}
