package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.forge.Forge;
import java.time.Instant;
import java.util.Optional;

/**
 * The step {@code argoPromote}: one commit in the GitOps repository, pushed or proposed as a pull request that has to be merged, and the
 * wait until Argo CD runs it.
 *
 * <p>Before the push it reads the application, so that a wrong address, credential or name fails without effect. A wait that ends badly,
 * is aborted or times out puts the previous values back with a forward commit when the request says {@code rollback: auto}.
 */
public final class ArgoPromoter implements WaitingOperation<ArgoPromoteRequest, ArgoPromoteResult> {

    private final GitOpsRepository.Opener repositories;
    private final SourceHistory.Opener sources;
    private final ArgoClient.Opener clients;
    private final Forge.Opener forges;

    /** @param forges for promotions by pull request */
    public ArgoPromoter(
            GitOpsRepository.Opener repositories,
            SourceHistory.Opener sources,
            ArgoClient.Opener clients,
            Forge.Opener forges) {
        this.forges = forges;
        this.repositories = repositories;
        this.sources = sources;
        this.clients = clients;
    }

    @Override
    public Ticket start(ArgoPromoteRequest request, EngineContext context) throws InterruptedException {
        Instant now = context.clock().instant();
        GitOpsChange change = new PromotionChanges(sources, context).of(request);
        Optional<Application> application = new Preflight(clients, context).read(request);
        try (GitOpsRepository repository = repositories.open(request.address(), context)) {
            if (request.mode() == PromotionMode.PR && request.restore() == null && !context.dryRun()) {
                return Preflight.remember(
                                waiting(context)
                                        .pullRequests()
                                        .start(request, Proposed.of(request, sources, context), repository),
                                application)
                        .ticket();
            }
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

    @Override
    public String endpoint(Ticket ticket) {
        return ChangeWait.endpoint(ticket);
    }

    @Override
    public Progress<ArgoPromoteResult> poll(Ticket ticket, EngineContext context) throws InterruptedException {
        return waiting(context).look(ticket);
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        return waiting(context).cancel(ticket, reason);
    }

    private ChangeWait waiting(EngineContext context) {
        return new ChangeWait(repositories, sources, clients, forges, context);
    }
}
