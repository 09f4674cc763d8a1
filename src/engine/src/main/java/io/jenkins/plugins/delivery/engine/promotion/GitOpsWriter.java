package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import java.time.Instant;
import java.util.Optional;

/**
 * The way of every commit into a branch that others push to at the same time: fetch, work the change out on the fresh tip, push with the
 * expected old commit, together with the changes of other runs of this process, and again from the start after a lost race, with full
 * jitter, until a deadline. Text is never merged.
 */
public final class GitOpsWriter {

    private final EngineContext context;
    private final String signingCredentialsId;

    private GitOpsWriter(EngineContext context, String signingCredentialsId) {
        this.context = context;
        this.signingCredentialsId = signingCredentialsId;
    }

    /** A writer of commits without signatures. */
    public GitOpsWriter(EngineContext context) {
        this(context, null);
    }

    /**
     * The same, with signatures.
     *
     * @param credentialsId of a private key of OpenPGP or SSH; null for none
     */
    public GitOpsWriter signedBy(String credentialsId) {
        return new GitOpsWriter(context, credentialsId);
    }

    /**
     * Waits as long as it takes: a push when the branch is idle, a push or two when others are at it.
     *
     * @return what is true in Git now; in a dry run what would be
     * @throws InterruptedException when nothing of it is in Git as far as is known; an interrupt that comes while the push is on its way
     *     is kept for the caller, who gets what is true in Git
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the credentials, a protected branch or a hook refuse it
     * @throws RetryableException when the remote stayed away, or the races were lost until the deadline; nothing was changed then
     *     as far as is known
     */
    public GitOpsChange.Landing write(GitOpsRepository repository, GitOpsChange change, Instant deadline)
            throws InterruptedException {
        Optional<Credential> key = Optional.ofNullable(signingCredentialsId).map(context::credential);
        PendingChange pending = new PendingChange(context, repository, change, deadline, key);
        return PushQueues.push(pending, () -> {
            Optional<GitOpsChange.Plan> plan = pending.prepareAlone();
            if (plan.isPresent() && plan.get() instanceof GitOpsChange.Landing landing) {
                return Optional.of(landing);
            }
            return context.dryRun()
                    ? Optional.of(new PushRound.Offer(pending, (GitOpsChange.Write) plan.orElseThrow(), null)
                            .landed(PromotionState.PLANNED, repository.tip()))
                    : Optional.empty();
        });
    }
}
