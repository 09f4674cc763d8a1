package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.forge.MergeLook;

/**
 * Goes back by a pull request, where promotions go by one too: a protected branch takes no push. Nobody waits for it, as what failed has
 * to be told now; the site merges it as soon as its rules allow that, or a person does.
 */
final class RestoringPullRequest {

    private final ProposalDesk desk;
    private final EngineContext context;

    RestoringPullRequest(ProposalDesk desk, EngineContext context) {
        this.desk = desk;
        this.context = context;
    }

    /** @return whether Git has the earlier values already, and what people should know */
    Rollback.Aftermath open(PromotionWait failed, RestoreChange change, GitOpsRepository repository, String why)
            throws InterruptedException {
        ProposalTarget request = (ProposalTarget) failed.request();
        String to = WayBack.of(repository, RollbackIntent.undoing(failed)).to();
        PromotionWait wait = desk.propose(
                request,
                Proposed.back(request, failed.commit(), to, change),
                repository,
                context.redactor().redact(why),
                context.clock().instant());
        if (!PullRequestMode.isWaiting(wait)) {
            String still = wait.ticket().text("supersededBy");
            return new Rollback.Aftermath(
                    wait.landed() == PromotionState.RESTORED,
                    still != null ? still : request.env() + " is back at " + to + " already.");
        }
        String url = wait.ticket().text("pullUrl");
        MergeLook look = desk.look(wait);
        if (look.state() == MergeLook.State.MERGED) {
            return new Rollback.Aftermath(
                    true,
                    request.env() + " is back at " + to + " (pull request " + url + ", commit "
                            + Commits.abbreviate(look.commit()) + ").");
        }
        String blocks = look.blocks().isEmpty() ? "" : " (" + String.join("; ", look.blocks()) + ")";
        return new Rollback.Aftermath(
                false,
                request.env() + " still names " + failed.version() + " in Git: pull request " + url
                        + " puts it back to " + to + ", and "
                        + (request.autoMerge() && wait.is("asked")
                                ? "is merged as soon as the rules of the branch allow it" + blocks + "."
                                : "has to be merged" + blocks + "."));
    }
}
