package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.forge.Forge;
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
    private final Forge.Opener forges;

    /** @param forges for a way back by pull request */
    public ArgoRollback(
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
    public Ticket start(ArgoRollbackRequest request, EngineContext context) throws InterruptedException {
        Instant now = context.clock().instant();
        try (GitOpsRepository repository = repositories.open(request.address(), context)) {
            repository.fetch();
            WayBack way = WayBack.of(
                    repository, RollbackIntent.of(request, context).goingOn(repository, RunName.of(request, context)));
            RollbackOutlook outlook = new RollbackQuestion(request, sources, context).look(way);
            Optional<Application> before =
                    request.check() ? Optional.empty() : new Preflight(clients, context).read(request);
            if (byPullRequest(request, way, context)) {
                admit(request, outlook);
                if (request.quarantine() && !request.aborted()) {
                    new BanAtOnce(context).write(request, repository, way, provenance(request, context));
                }
                Proposed proposed = Proposed.back(
                        request,
                        way.failed().id(),
                        way.to(),
                        RestoreChange.of(request, way.failed().id(), context));
                return Preflight.remember(waiting(context).pullRequests().start(request, proposed, repository), before)
                        .with(OUTLOOK, outlook.toMap())
                        .with(Proposed.UNDOES, way.failed().id())
                        .ticket();
            }
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
        admit(request, outlook);
        Instant now = context.clock().instant();
        PromotionIntent.Provenance provenance = provenance(request, context);
        RollbackIntent intent =
                RollbackIntent.of(request, context).leaving(way.failed().id());
        boolean bans = request.quarantine() && !request.aborted() && choice != RollbackChoice.KEEP;
        String banned = bans ? now.toString() : null;
        boolean stays = choice == RollbackChoice.KEEP || choice == RollbackChoice.ROLL_FORWARD;
        GitOpsChange change = stays
                ? new RollbackNote(
                        choice == RollbackChoice.KEEP ? LedgerAction.KEEP : LedgerAction.ROLL_FORWARD,
                        intent,
                        banned,
                        provenance)
                : new RestoreChange(intent, choice, banned, provenance);
        GitOpsWriter writer = new GitOpsWriter(context).signedBy(request.signingCredentialsId());
        GitOpsChange.Landing landing = writer.write(
                stays ? request.mode().written(repository) : repository, change, now.plus(request.timeout()));
        if (landing.state() == PromotionState.UNCHANGED) {
            if (!request.aborted()) {
                // What cannot be left must not be gone back to later.
                writer.write(
                        request.mode().written(repository),
                        new RollbackNote(LedgerAction.FAIL, intent, banned, provenance),
                        now.plus(request.timeout()));
            }
            throw new TerminalException(landing.note(), "Promote a version that works instead.");
        }
        return stays && landing.state() == PromotionState.PUSHED
                ? MergedProposal.as(landing, PromotionState.KEPT, landing.commit())
                : landing;
    }

    static PromotionIntent.Provenance provenance(ArgoRollbackRequest request, EngineContext context) {
        return new PromotionIntent.Provenance(
                RunName.of(request, context), request.approver(), request.reason(), PromotionIntent.Proof.NONE);
    }

    private static void admit(ArgoRollbackRequest request, RollbackOutlook outlook) {
        if (request.choice() == null && outlook.ask()) {
            throw new TerminalException(
                    "Nothing was put back in " + request.env() + ": a person has to choose. " + outlook.question(),
                    "Run it again with choice: 'rollback', 'roll-forward' or 'keep'.");
        }
    }

    /** A person's word without a value is no change that anybody has to look at. */
    private static boolean byPullRequest(ArgoRollbackRequest request, WayBack way, EngineContext context) {
        boolean changes = request.choice() == null || request.choice() == RollbackChoice.ROLLBACK;
        return request.mode() == PromotionMode.PR
                && way.kind() == WayBack.Kind.OPEN
                && changes
                && !request.check()
                && !context.dryRun();
    }

    private ChangeWait waiting(EngineContext context) {
        return new ChangeWait(repositories, sources, clients, forges, context);
    }

    @Override
    public String endpoint(Ticket ticket) {
        return ChangeWait.endpoint(ticket);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Progress<ArgoRollbackResult> poll(Ticket ticket, EngineContext context) throws InterruptedException {
        Progress<ArgoPromoteResult> progress = waiting(context).look(ticket);
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
        return waiting(context).cancel(ticket, reason);
    }
}
