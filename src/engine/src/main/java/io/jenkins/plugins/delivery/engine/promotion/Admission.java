package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.Optional;

/**
 * What the GitOps repository has against a version that somebody else than Argo CD brings to an environment: the same as against a
 * promotion.
 */
public final class Admission {

    private final GitOpsRepository.Opener repositories;

    public Admission(GitOpsRepository.Opener repositories) {
        this.repositories = repositories;
    }

    /**
     * Lets a version pass.
     *
     * @param history of the service
     * @return what stands there already and was built from a newer commit: an older build never overtakes
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when it is in quarantine, or has not passed the environment before
     * @throws io.jenkins.plugins.delivery.engine.RetryableException when the repository cannot be reached
     */
    public Optional<PromotionRecord> of(
            Candidate candidate, GitOpsAddress address, SourceHistory history, EngineContext context) {
        try (GitOpsRepository repository = repositories.open(address, context)) {
            repository.fetch();
            PromotionLedger ledger = new PromotionLedger(repository);
            if (candidate.after() != null) {
                new EarlierEnvironment(candidate, history).check(ledger);
            }
            Quarantine.of(repository, candidate.service()).admit(candidate.version(), candidate.digest());
            return ledger.current(candidate.service(), candidate.env())
                    .filter(current -> isNewer(current, candidate, history));
        }
    }

    /** Why the version of a promotion must not pass now; empty while it may. */
    Optional<TerminalException> banned(ArgoPromoteRequest request, EngineContext context) {
        try (GitOpsRepository repository = repositories.open(request.address(), context)) {
            repository.fetch();
            return Quarantine.of(repository, request.service()).refusal(request.version(), request.digest());
        }
    }

    /** What cannot be decided does not count as newer. */
    private static boolean isNewer(PromotionRecord current, Candidate candidate, SourceHistory history) {
        String mine = candidate.commit();
        String theirs = current.sourceCommit();
        return mine != null && theirs != null && !mine.equals(theirs) && history.relation(mine, theirs) == Ancestry.YES;
    }
}
