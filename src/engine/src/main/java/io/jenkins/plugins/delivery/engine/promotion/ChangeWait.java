package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.forge.Forge;

/** The wait for a change of desired state, on the way there and on the way back: first for its pull request, if it has one, then for Argo CD. */
final class ChangeWait {

    private final GitOpsRepository.Opener repositories;
    private final SourceHistory.Opener sources;
    private final ArgoClient.Opener clients;
    private final Forge.Opener forges;
    private final EngineContext context;

    ChangeWait(
            GitOpsRepository.Opener repositories,
            SourceHistory.Opener sources,
            ArgoClient.Opener clients,
            Forge.Opener forges,
            EngineContext context) {
        this.repositories = repositories;
        this.sources = sources;
        this.clients = clients;
        this.forges = forges;
        this.context = context;
    }

    /** See {@link io.jenkins.plugins.delivery.engine.WaitingOperation#endpoint}. */
    static String endpoint(Ticket ticket) {
        PromotionWait wait = PromotionWait.of(ticket);
        return PullRequestMode.isWaiting(wait)
                ? ProposalForge.endpoint((ProposalTarget) wait.request())
                : DeploymentPoll.endpoint(ticket);
    }

    /** One look; see {@link io.jenkins.plugins.delivery.engine.WaitingOperation#poll}. */
    Progress<ArgoPromoteResult> look(Ticket ticket) throws InterruptedException {
        PromotionWait wait = PromotionWait.of(ticket);
        return PullRequestMode.isWaiting(wait)
                ? pullRequests().look(wait)
                : new DeploymentPoll(repositories, sources, clients, forges, context).look(ticket);
    }

    /** Gives the wait up; see {@link io.jenkins.plugins.delivery.engine.WaitingOperation#cancel}. */
    String cancel(Ticket ticket, String reason) {
        PromotionWait wait = PromotionWait.of(ticket);
        if (!PullRequestMode.isWaiting(wait)) {
            return new DeploymentPoll(repositories, sources, clients, forges, context).cancel(ticket, reason);
        }
        PullRequestMode.Ended ended = pullRequests().cancel(wait, reason);
        return ended.merged().isEmpty()
                ? ended.sentence()
                : ended.sentence() + " " + cancel(ended.merged().get().ticket(), reason);
    }

    PullRequestMode pullRequests() {
        return new PullRequestMode(new ProposalDesk(repositories, sources, forges, context), context);
    }
}
