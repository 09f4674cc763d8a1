package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The step {@code argoRollback}: puts the last known good version of one service in one environment back with a forward commit, and waits
 * until Argo CD runs it; or writes down that a person decided otherwise. What goes back with no version, such as a migrated database, is
 * named first and needs a choice. On the way back Git comes first, whatever Argo CD says.
 */
public final class ArgoRollback implements WaitingOperation<ArgoRollbackRequest, ArgoRollbackResult> {

    static final String STEP = "argoRollback";

    private static final String OUTLOOK = "outlook";

    private final GitOpsRepository.Opener repositories;
    private final SourceHistory.Opener sources;
    private final ArgoClient.Opener clients;

    public ArgoRollback(GitOpsRepository.Opener repositories, SourceHistory.Opener sources, ArgoClient.Opener clients) {
        this.repositories = repositories;
        this.sources = sources;
        this.clients = clients;
    }

    @Override
    public Ticket start(ArgoRollbackRequest request, EngineContext context) throws InterruptedException {
        Instant now = context.clock().instant();
        try (GitOpsRepository repository = repositories.open(request.address(), context)) {
            repository.fetch();
            WayBack way = WayBack.of(repository, RollbackIntent.of(request));
            RollbackOutlook outlook = new RollbackQuestion(request, sources, context).look(way);
            Optional<Application> before =
                    request.check() ? Optional.empty() : new Preflight(clients, context).read(request);
            GitOpsChange.Landing landing =
                    request.check() ? looked(repository, way) : decided(request, context, repository, way, outlook);
            PromotionNews.tell(request, landing, context);
            String diff = repository.diff(landing.file(), landing.before(), landing.after());
            return Preflight.remember(PromotionWait.begin(request, landing, diff, now), before)
                    .with(OUTLOOK, outlook.toMap())
                    .ticket();
        }
    }

    private static GitOpsChange.Landing looked(GitOpsRepository repository, WayBack way) {
        return new GitOpsChange.Landing(
                PromotionState.PLANNED,
                null,
                repository.tip(),
                way.failed().file(),
                way.edit().now(),
                way.edit().after(),
                way.edit().values(),
                way.note());
    }

    private GitOpsChange.Landing decided(
            ArgoRollbackRequest request,
            EngineContext context,
            GitOpsRepository repository,
            WayBack way,
            RollbackOutlook outlook)
            throws InterruptedException {
        RollbackChoice choice = request.choice();
        if (choice == null && outlook.ask()) {
            throw new TerminalException(
                    "Nothing was put back in " + request.env() + ": a person has to choose. " + outlook.question(),
                    "Run it again with choice: 'rollback', 'roll-forward' or 'keep'.");
        }
        Instant now = context.clock().instant();
        PromotionIntent.Provenance provenance = new PromotionIntent.Provenance(
                RunName.of(request, context), request.approver(), request.reason(), PromotionIntent.Proof.NONE);
        // From here on it is this promotion, whatever is promoted meanwhile.
        RollbackIntent intent = new RollbackIntent(
                request.service(),
                request.env(),
                request.version(),
                way.failed().id(),
                request.to());
        String banned = request.quarantine() && choice != RollbackChoice.KEEP ? now.toString() : null;
        boolean stays = choice == RollbackChoice.KEEP || choice == RollbackChoice.ROLL_FORWARD;
        GitOpsChange change = stays
                ? new RollbackNote(
                        choice == RollbackChoice.KEEP ? LedgerAction.KEEP : LedgerAction.ROLL_FORWARD,
                        intent,
                        banned,
                        provenance)
                : new RestoreChange(intent, choice, banned, provenance);
        GitOpsChange.Landing landing = new GitOpsWriter(context)
                .signedBy(request.signingCredentialsId())
                .write(repository, change, now.plus(request.timeout()));
        if (landing.state() == PromotionState.UNCHANGED) {
            throw new TerminalException(landing.note(), "Promote a version that works instead.");
        }
        return stays && landing.state() == PromotionState.PUSHED ? kept(landing) : landing;
    }

    private static GitOpsChange.Landing kept(GitOpsChange.Landing landing) {
        return new GitOpsChange.Landing(
                PromotionState.KEPT,
                landing.commit(),
                landing.tip(),
                landing.file(),
                landing.before(),
                landing.after(),
                landing.values(),
                landing.note());
    }

    @Override
    public String endpoint(Ticket ticket) {
        return DeploymentPoll.endpoint(ticket);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Progress<ArgoRollbackResult> poll(Ticket ticket, EngineContext context) throws InterruptedException {
        Progress<ArgoPromoteResult> progress = new DeploymentPoll(repositories, sources, clients, context).look(ticket);
        if (progress instanceof Progress.Waiting<ArgoPromoteResult> waiting) {
            return new Progress.Waiting<>(waiting.ticket(), waiting.message(), waiting.nextPoll(), waiting.troubled());
        }
        ArgoRollbackRequest request =
                (ArgoRollbackRequest) PromotionWait.of(ticket).request();
        RollbackOutlook outlook =
                RollbackOutlook.of((Map<String, Object>) ticket.state().get(OUTLOOK));
        return Progress.done(new ArgoRollbackResult(
                ((Progress.Done<ArgoPromoteResult>) progress).result(), outlook, request.choice()));
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        return new DeploymentPoll(repositories, sources, clients, context).cancel(ticket, reason);
    }
}
