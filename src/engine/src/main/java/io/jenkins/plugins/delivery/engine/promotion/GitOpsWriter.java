package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * The way of every commit into a GitOps repository. Brings a change into a branch that others push to at the same time: fetch, work the change out on the fresh tip, push with the
 * expected old commit, and again from the start after a lost race, with full jitter, until a deadline. Text is never merged.
 */
public final class GitOpsWriter {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** How long an unreachable remote is tried again; a lost race is tried until the deadline. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EngineContext context;
    private final RandomGenerator random;
    private final String signingCredentialsId;

    private GitOpsWriter(EngineContext context, RandomGenerator random, String signingCredentialsId) {
        this.context = context;
        this.random = random;
        this.signingCredentialsId = signingCredentialsId;
    }

    /** A writer of commits without signatures. */
    public GitOpsWriter(EngineContext context) {
        this(context, ThreadLocalRandom.current(), null);
    }

    /**
     * The same, with signatures.
     *
     * @param credentialsId of a private key of OpenPGP or SSH; null for none
     */
    public GitOpsWriter signedBy(String credentialsId) {
        return new GitOpsWriter(context, random, credentialsId);
    }

    /**
     * @return what is true in Git now; in a dry run what would be
     * @throws RetryableException when the remote stayed away, or the races were lost until the deadline; nothing was changed then
     *     as far as is known
     */
    public GitOpsChange.Landing write(GitOpsRepository repository, GitOpsChange change, Instant deadline)
            throws InterruptedException {
        Instant awaySince = null;
        for (int attempt = 1; ; attempt++) {
            String why;
            try {
                repository.fetch();
                awaySince = null;
                GitOpsChange.Plan plan = change.prepare(repository);
                if (plan instanceof GitOpsChange.Landing landing) {
                    return landing;
                }
                GitOpsChange.Write write = (GitOpsChange.Write) plan;
                if (context.dryRun()) {
                    return landing(PromotionState.PLANNED, null, repository.tip(), write);
                }
                String commit = repository.append(
                        write.files(),
                        write.message(),
                        Optional.ofNullable(signingCredentialsId).map(context::credential));
                PushOutcome outcome = repository.push();
                if (outcome.kind() == PushOutcome.Kind.ACCEPTED) {
                    return landing(PromotionState.PUSHED, commit, outcome.commit(), write);
                }
                why = outcome.why();
            } catch (RetryableException e) {
                Instant now = context.clock().instant();
                awaySince = awaySince == null ? now : awaySince;
                if (!now.isBefore(awaySince.plus(PATIENCE))) {
                    throw e;
                }
                why = e.getMessage();
            }
            pause(attempt, why, deadline);
        }
    }

    private void pause(int attempt, String why, Instant deadline) throws InterruptedException {
        long most = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(attempt, 10));
        Duration pause = Duration.ofMillis(random.nextLong(most + 1));
        if (context.clock().instant().plus(pause).isAfter(deadline)) {
            throw new RetryableException(
                    "The GitOps repository took no push in " + attempt + " attempts; the last answer was: " + why + ".",
                    "Run the step again: it knows its own commit, should one have arrived.",
                    null);
        }
        context.log()
                .progress("Push " + attempt + " was not taken (" + why + "); again on the new tip in "
                        + Durations.text(pause) + ".");
        context.pause(pause);
    }

    private static GitOpsChange.Landing landing(
            PromotionState state, String commit, String tip, GitOpsChange.Write write) {
        return new GitOpsChange.Landing(
                state, commit, tip, write.file(), write.before(), write.after(), write.values(), "");
    }
}
