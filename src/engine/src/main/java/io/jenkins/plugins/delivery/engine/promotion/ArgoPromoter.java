package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The step {@code argoPromote}: one commit in the GitOps repository, and the wait until Argo CD runs it.
 *
 * <p>Before the push it reads the application, so that a wrong address, credential or name fails without effect. A wait that ends badly,
 * is aborted or times out puts the previous values back with a forward commit when the request says {@code rollback: auto}.
 */
public final class ArgoPromoter implements WaitingOperation<ArgoPromoteRequest, ArgoPromoteResult> {

    /** Until the next look at an Argo CD or a Git that could not be asked. */
    private static final Duration OUTAGE = Duration.ofSeconds(2);

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
        GitOpsAddress address = new GitOpsAddress(request.gitops(), request.branch(), request.credentialsId());
        try (GitOpsRepository repository = repositories.open(address, context)) {
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
                    request.restore(),
                    request.service(),
                    request.env(),
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
        return "Argo CD " + PromotionWait.of(ticket).request().argo();
    }

    @Override
    public Progress<ArgoPromoteResult> poll(Ticket ticket, EngineContext context) throws InterruptedException {
        PromotionWait wait = PromotionWait.of(ticket);
        ArgoPromoteRequest request = wait.request();
        Instant now = context.clock().instant();
        if (settledInGit(wait)) {
            return Progress.done(wait.result(end(wait, false), ArgoPromoteResult.Seen.NOTHING, now));
        }
        DeploymentWatch.Look look;
        try {
            look = watch(request, context).look(wait.with("awaySince", null), now);
        } catch (RetryableException e) {
            PromotionWait away = wait.instant("awaySince").isPresent() ? wait : wait.with("awaySince", now.toString());
            Duration since = Duration.between(away.instant("awaySince").orElseThrow(), now);
            return waiting(
                            away,
                            "no news for " + Durations.text(since) + " (" + e.getMessage() + ")",
                            e.retryAfter().orElse(OUTAGE),
                            now)
                    .inTrouble();
        } catch (TerminalException e) {
            throw failed(context).because(wait, e.getMessage());
        }
        if (look.verdict() instanceof Readiness.Waiting waiting) {
            return waiting(look.known(), waiting.message(), look.pause(), now);
        }
        if (look.verdict() instanceof Readiness.Failed failed) {
            throw failed(context).because(wait, failed.sentence() + ".");
        }
        boolean superseded = look.verdict() instanceof Readiness.Superseded;
        if (superseded) {
            context.log()
                    .info(wait.subject() + " was superseded by " + look.seen().supersededBy() + ".");
        }
        return Progress.done(wait.result(end(wait, superseded), look.seen(), now));
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        PromotionWait wait = PromotionWait.of(ticket);
        return settledInGit(wait)
                ? "There was nothing to wait for."
                : failed(context).after(wait, reason);
    }

    private static boolean settledInGit(PromotionWait wait) {
        return wait.request().waitFor() == WaitFor.NONE
                || wait.landed() == PromotionState.PLANNED
                || wait.landed() == PromotionState.SUPERSEDED;
    }

    private static PromotionState end(PromotionWait wait, boolean superseded) {
        if (superseded) {
            return PromotionState.SUPERSEDED;
        }
        if (wait.landed() != PromotionState.PUSHED) {
            return wait.landed();
        }
        if (wait.request().restore() != null) {
            return PromotionState.RESTORED;
        }
        return wait.request().waitFor() == WaitFor.NONE ? PromotionState.PUSHED : PromotionState.DEPLOYED;
    }

    private static Progress.Waiting<ArgoPromoteResult> waiting(
            PromotionWait wait, String message, Duration pause, Instant now) {
        Ticket ticket = wait.ticket();
        Duration passed = Duration.between(ticket.startedAt(), now);
        Duration whole = Duration.between(ticket.startedAt(), ticket.deadline());
        return Progress.waiting(
                ticket,
                wait.request().service() + " in " + wait.request().env() + ": " + message + " ("
                        + Durations.text(passed.truncatedTo(ChronoUnit.SECONDS)) + " of " + Durations.text(whole) + ")",
                pause);
    }

    private FailedPromotion failed(EngineContext context) {
        return new FailedPromotion(repositories, sources, clients, context);
    }

    private DeploymentWatch watch(ArgoPromoteRequest request, EngineContext context) {
        return new DeploymentWatch(
                ApplicationOf.request(clients, request, context),
                name -> ApplicationOf.named(clients, request, context, name),
                new RevisionCheck(repositories, context),
                context);
    }
}
