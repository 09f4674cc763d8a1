package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import io.jenkins.plugins.delivery.engine.forge.Forge;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The wait that every change of desired state ends with: looks at Argo CD until it runs the commit, and brings Git to rest when it never will. */
final class DeploymentPoll {

    /** Until the next look at an Argo CD or a Git that could not be asked. */
    private static final Duration OUTAGE = Duration.ofSeconds(2);

    private final GitOpsRepository.Opener repositories;
    private final SourceHistory.Opener sources;
    private final ArgoClient.Opener clients;
    private final Forge.Opener forges;
    private final EngineContext context;

    DeploymentPoll(
            GitOpsRepository.Opener repositories,
            SourceHistory.Opener sources,
            ArgoClient.Opener clients,
            Forge.Opener forges,
            EngineContext context) {
        this.forges = forges;
        this.repositories = repositories;
        this.sources = sources;
        this.clients = clients;
        this.context = context;
    }

    /** The remote that is asked; see {@link WaitingOperation#endpoint}. */
    static String endpoint(Ticket ticket) {
        return "Argo CD " + PromotionWait.of(ticket).request().argo();
    }

    /** One look; see {@link WaitingOperation#poll}. */
    Progress<ArgoPromoteResult> look(Ticket ticket) throws InterruptedException {
        PromotionWait wait = PromotionWait.of(ticket);
        ArgoTarget request = wait.request();
        Instant now = context.clock().instant();
        if (settledInGit(wait)) {
            String by = wait.ticket().text("supersededBy");
            return Progress.done(wait.result(end(wait, false), new ArgoPromoteResult.Seen(null, null, null, by), now));
        }
        DeploymentWatch.Look look;
        try {
            look = watch(request).look(wait, now);
        } catch (RetryableException e) {
            PromotionWait away = WatchNotes.away(wait, e.getMessage(), now);
            return waiting(
                            away,
                            WatchNotes.noNews(away, now).orElseThrow(),
                            e.retryAfter().orElse(OUTAGE),
                            now)
                    .inTrouble();
        } catch (TerminalException e) {
            throw failed().because(wait, e.getMessage(), Rollback.Cause.UNSEEN);
        }
        if (look.verdict() instanceof Readiness.Waiting waiting) {
            return waiting(look.known(), waiting.message(), look.pause(), now);
        }
        if (look.verdict() instanceof Readiness.Failed failed) {
            throw failed().because(look.known(), failed.sentence() + ".", Rollback.Cause.BROKE);
        }
        boolean superseded = look.verdict() instanceof Readiness.Superseded;
        if (superseded && !request.goesBack()) {
            requireStanding(wait);
        }
        if (superseded) {
            context.log()
                    .info(wait.subject() + " was superseded by " + look.seen().supersededBy() + ".");
        }
        return Progress.done(wait.result(end(wait, superseded), look.seen(), now));
    }

    /** A run that was cut off after it had put its promotion back has failed, and was not overtaken by anybody. */
    private void requireStanding(PromotionWait wait) {
        if (wait.commit() == null) {
            return;
        }
        try (GitOpsRepository repository = repositories.open(wait.request().address(), context)) {
            repository.fetch();
            WayBack way = WayBack.of(repository, RollbackIntent.undoing(wait));
            if (way.kind() == WayBack.Kind.GONE) {
                PromotionRecord undoing = PromotionRecord.of(
                                way.undoneBy(),
                                wait.request().service(),
                                wait.request().env())
                        .orElseThrow();
                throw new TerminalException(
                        wait.subject() + " did not come up: " + undoing.reason(),
                        wait.request().env() + " is back at " + undoing.version() + " (commit "
                                + Commits.abbreviate(undoing.id()) + ").");
            }
        }
    }

    /** Gives the wait up; see {@link WaitingOperation#cancel}. */
    String cancel(Ticket ticket, String reason) {
        PromotionWait wait = PromotionWait.of(ticket);
        return settledInGit(wait) ? "There was nothing to wait for." : failed().after(wait, reason);
    }

    private static boolean settledInGit(PromotionWait wait) {
        return wait.request().waitFor() == WaitFor.NONE
                || wait.landed() == PromotionState.PLANNED
                || wait.landed() == PromotionState.KEPT
                || wait.landed() == PromotionState.SUPERSEDED;
    }

    private static PromotionState end(PromotionWait wait, boolean superseded) {
        if (superseded) {
            return PromotionState.SUPERSEDED;
        }
        if (wait.landed() != PromotionState.PUSHED) {
            return wait.landed();
        }
        if (wait.request().goesBack()) {
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

    private FailedPromotion failed() {
        return new FailedPromotion(
                new Rollback(repositories, sources, forges, context),
                new FailureReport(repositories, sources, clients, context),
                clients,
                context);
    }

    private DeploymentWatch watch(ArgoTarget request) {
        return new DeploymentWatch(
                ApplicationOf.request(clients, request, context),
                name -> ApplicationOf.named(clients, request, context, name),
                new RevisionCheck(repositories, context),
                context);
    }
}
