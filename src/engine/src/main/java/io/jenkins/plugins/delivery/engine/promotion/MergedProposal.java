package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.MergeLook;
import java.time.Instant;
import java.util.Optional;

/** Finds in Git what has become of a pull request that was merged, by whichever kind of merge. */
final class MergedProposal {

    private final GitOpsRepository.Opener repositories;
    private final SourceHistory.Opener sources;
    private final EngineContext context;

    MergedProposal(GitOpsRepository.Opener repositories, SourceHistory.Opener sources, EngineContext context) {
        this.repositories = repositories;
        this.sources = sources;
        this.context = context;
    }

    /** The wait for what a merge has brought into the branch; empty while that is not to be seen. */
    Optional<PromotionWait> landed(PromotionWait wait, MergeLook look, Instant now) throws InterruptedException {
        ArgoPromoteRequest request = (ArgoPromoteRequest) wait.request();
        try (GitOpsRepository repository = repositories.open(request.address(), context)) {
            repository.fetch();
            if (repository.commit(look.commit()).isEmpty()) {
                return Optional.empty();
            }
            GitOpsChange.Plan plan =
                    new PromotionChanges(sources, context).of(request).prepare(repository);
            GitOpsChange.Landing landing = plan instanceof GitOpsChange.Landing found
                    ? found
                    : new GitOpsChange.Landing(
                            PromotionState.SUPERSEDED,
                            null,
                            repository.tip(),
                            wait.file(),
                            "",
                            "",
                            wait.values(),
                            "A later commit has replaced what was merged.");
            if (landing.state() == PromotionState.UNCHANGED) {
                context.log()
                        .warn("The merge of " + wait.ticket().text("pullUrl")
                                + " has dropped the lines of the ledger from its message, so the history does not tell"
                                + " of this promotion. Let the site keep the messages of the commits.");
                landing = as(landing, PromotionState.PUSHED, look.commit());
            }
            withdraw(repository, wait);
            return Optional.of(wait.landed(landing, wait.ticket().text("diff")).until(now.plus(request.timeout())));
        }
    }

    /** Sites often delete the branch themselves; one that stays does no harm. */
    void withdraw(GitOpsRepository repository, PromotionWait wait) {
        try {
            repository.withdraw(wait.ticket().text("pullBranch"));
        } catch (TerminalException | RetryableException e) {
            context.log().warn(e.getMessage());
        }
    }

    static GitOpsChange.Landing as(GitOpsChange.Landing landing, PromotionState state, String commit) {
        return new GitOpsChange.Landing(
                state,
                commit,
                landing.tip(),
                landing.file(),
                landing.before(),
                landing.after(),
                landing.values(),
                landing.note());
    }
}
