package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.MergeLook;
import io.jenkins.plugins.delivery.engine.forge.PullRequest;
import io.jenkins.plugins.delivery.engine.forge.PullRequests;
import java.time.Instant;
import java.util.List;
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
    Optional<PromotionWait> landed(PromotionWait wait, MergeLook look, PullRequests pulls, Instant now)
            throws InterruptedException {
        ArgoTarget request = wait.request();
        try (GitOpsRepository repository = repositories.open(request.address(), context)) {
            repository.fetch();
            if (repository.commit(look.commit()).isEmpty()) {
                return Optional.empty();
            }
            GitOpsChange.Plan plan =
                    Proposed.of(wait, sources, context).change().prepare(repository);
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
            if (landing.commit() == null && new DroppedLines(context).areWhatIsMissing(repository, wait)) {
                landing = new DroppedLines(context).written(repository, wait, look);
            }
            withdraw(repository, wait);
            if (landing.state() == PromotionState.PUSHED) {
                endWaysBack(wait, pulls, repository);
            }
            return Optional.of(wait.landed(landing, wait.ticket().text("diff")).until(now.plus(request.timeout())));
        }
    }

    /** What was wrong before is replaced now. */
    private void endWaysBack(PromotionWait wait, PullRequests pulls, GitOpsRepository repository)
            throws InterruptedException {
        ArgoTarget request = wait.request();
        Number number = (Number) wait.ticket().state().get("pull");
        PullRequest own = new PullRequest(number.longValue(), wait.ticket().text("pullUrl"), "", "", List.of());
        try {
            SourceHistory history = sources.open(request.source(), request.sourceCredentialsId(), context);
            new OtherProposals(pulls, history, context)
                    .closeWaysBack(
                            request.branch(),
                            Proposed.of(wait, sources, context).mark(),
                            own,
                            repository);
        } catch (TerminalException | RetryableException e) {
            context.log().warn("Ways back that are not needed any more were not looked for: " + e.getMessage());
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
