package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import java.time.Instant;
import java.util.Optional;

/**
 * The step {@code argoPromote}: one commit in the GitOps repository, and the wait until Argo CD runs it.
 *
 * <p>Before the push it reads the application, so that a wrong address, credential or name fails without effect. A wait that ends badly,
 * is aborted or times out puts the previous values back with a forward commit when the request says {@code rollback: auto}.
 */
public final class ArgoPromoter implements WaitingOperation<ArgoPromoteRequest, ArgoPromoteResult> {

    private final GitOpsRepository.Opener repositories;
    private final SourceHistory.Opener sources;
    private final ArgoClient.Opener clients;

    public ArgoPromoter(GitOpsRepository.Opener repositories, SourceHistory.Opener sources, ArgoClient.Opener clients) {
        this.repositories = repositories;
        this.sources = sources;
        this.clients = clients;
    }

    @Override
    public Ticket start(ArgoPromoteRequest request, EngineContext context) throws InterruptedException {
        Instant now = context.clock().instant();
        GitOpsChange change = change(request, context);
        Optional<Application> application = new Preflight(clients, context).read(request);
        try (GitOpsRepository repository = repositories.open(request.address(), context)) {
            GitOpsChange.Landing landing = new GitOpsWriter(context)
                    .signedBy(request.signingCredentialsId())
                    .write(repository, change, now.plus(request.timeout()));
            if (request.restore() != null && landing.state() == PromotionState.UNCHANGED) {
                throw new TerminalException(landing.note(), "Promote a version that works instead.");
            }
            PromotionNews.tell(request, landing, context);
            String diff = repository.diff(landing.file(), landing.before(), landing.after());
            return Preflight.remember(PromotionWait.begin(request, landing, diff, now), application)
                    .ticket();
        }
    }

    private GitOpsChange change(ArgoPromoteRequest request, EngineContext context) {
        String run = RunName.of(request, context);
        if (request.restore() != null) {
            return new RestoreChange(
                    new RollbackIntent(request.service(), request.env(), null, request.restore(), null),
                    null,
                    null,
                    new PromotionIntent.Provenance(
                            run, request.approver(), request.reason(), PromotionIntent.Proof.NONE));
        }
        SourceHistory history = sources.open(request.source(), request.sourceCredentialsId(), context);
        return new PromoteChange(
                PromotionIntent.of(request, run),
                IntendedPlaces.of(request),
                history,
                request.after() == null ? null : new EarlierEnvironment(request, history));
    }

    @Override
    public String endpoint(Ticket ticket) {
        return DeploymentPoll.endpoint(ticket);
    }

    @Override
    public Progress<ArgoPromoteResult> poll(Ticket ticket, EngineContext context) throws InterruptedException {
        return new DeploymentPoll(repositories, sources, clients, context).look(ticket);
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        return new DeploymentPoll(repositories, sources, clients, context).cancel(ticket, reason);
    }
}
