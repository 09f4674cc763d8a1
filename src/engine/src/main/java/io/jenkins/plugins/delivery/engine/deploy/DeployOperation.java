package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.card.FailureCard;
import io.jenkins.plugins.delivery.engine.card.Suspects;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The step of a deployer: applies, waits until it has been ready for long enough, and writes the ledger; puts back what ran before when
 * that does not come about and the request says {@code rollback: auto}.
 *
 * @param <Q> the request record of the step
 */
public final class DeployOperation<Q extends DeployRequest> implements WaitingOperation<Q, DeployResult> {

    private final Deployer<Q> deployer;
    private final DeployLedger ledger;

    public DeployOperation(Deployer<Q> deployer, DeployLedger ledger) {
        this.deployer = deployer;
        this.ledger = ledger;
    }

    @Override
    public boolean usesWorkspace(Q request) {
        return deployer.usesWorkspace(request);
    }

    @Override
    public List<Path> childJars() {
        return deployer.childJars();
    }

    @Override
    public Set<String> workspaceCredentials(Q request) {
        return deployer.workspaceCredentials(request);
    }

    @Override
    public String endpoint(Ticket ticket) {
        return deployer.endpoint(wait(ticket).request());
    }

    @Override
    public Ticket start(Q request, EngineContext context) throws InterruptedException {
        Instant now = context.clock().instant();
        Applied applied = request.restore() == null
                ? deploy(request, context)
                : new GoingBack<>(deployer, ledger, context).begin(request);
        DeployNews.tell(request, applied, context);
        DeployWait<Q> wait = DeployWait.begin(deployer.step(), request, applied, now);
        return deployer.staysThere(request) && !settled(wait) ? untilTheEnd(wait.ticket(), context) : wait.ticket();
    }

    /** Gives way to what is newer. */
    private Applied deploy(Q request, EngineContext context) throws InterruptedException {
        Optional<String> newer = ledger.admit(request, context);
        return newer.isPresent()
                ? new Applied(
                        PromotionState.SUPERSEDED, null, request.version(), null, Map.of(DeployWait.BY, newer.get()))
                : deployer.apply(request, context);
    }

    /** The wait where it began, for what cannot be seen from elsewhere. @return a ticket that is over */
    private Ticket untilTheEnd(Ticket begun, EngineContext context) throws InterruptedException {
        Ticket ticket = begun;
        String last = "";
        try {
            while (true) {
                Progress<DeployResult> progress = look(ticket, context);
                if (progress instanceof Progress.Done<DeployResult> done) {
                    return wait(ticket).ended(done.result());
                }
                Progress.Waiting<DeployResult> waiting = (Progress.Waiting<DeployResult>) progress;
                ticket = waiting.ticket();
                if (!waiting.message().equals(last)) {
                    last = waiting.message();
                    context.log().progress(last);
                }
                context.pause(waiting.nextPoll());
            }
        } catch (InterruptedException e) {
            // The thread's interrupt flag is clear here, so the clean-up can still talk to remotes.
            context.log().warn(cancel(ticket, "aborted", context));
            throw e;
        }
    }

    @Override
    public Progress<DeployResult> poll(Ticket ticket, EngineContext context) throws InterruptedException {
        DeployWait<Q> wait = wait(ticket);
        Instant now = context.clock().instant();
        Optional<DeployResult> end = wait.end();
        if (end.isPresent()) {
            return Progress.done(end.get());
        }
        if (settled(wait)) {
            return Progress.done(wait.settled(now));
        }
        Look look;
        try {
            look = deployer.look(wait.request(), wait.applied(), context);
        } catch (RetryableException e) {
            DeployWait<Q> away = wait.away(now);
            return DeployNews.waiting(
                            away, "no news for " + Durations.text(away.awayFor(now)) + " (" + e.getMessage() + ")", now)
                    .inTrouble();
        } catch (TerminalException e) {
            throw failure(
                    wait, new Look.Failed(e.getMessage().replaceFirst("\\.$", ""), Diagnosis.NONE, false), context);
        }
        if (look instanceof Look.Waiting still) {
            return DeployNews.waiting(wait.notReady(still.known()), still.message(), now);
        }
        if (look instanceof Look.Failed failed) {
            throw failure(wait, failed, context);
        }
        if (look instanceof Look.Superseded superseded) {
            context.log().info(wait.subject() + " was superseded by " + superseded.by() + ".");
            return Progress.done(
                    wait.result(PromotionState.SUPERSEDED, null, Map.of(DeployWait.BY, superseded.by()), now));
        }
        return ready(wait.ready(now), ((Look.Ready) look).seen(), now, context);
    }

    private Progress<DeployResult> ready(
            DeployWait<Q> wait, Map<String, Object> seen, Instant now, EngineContext context)
            throws InterruptedException {
        Duration stable = wait.request().stableFor();
        Duration ready = wait.readyFor(now);
        if (stable != null && ready.compareTo(stable) < 0) {
            return DeployNews.waiting(
                    wait, "ready for " + Durations.text(ready) + " of " + Durations.text(stable), now);
        }
        PromotionState change = wait.applied().change();
        Optional<String> commit = aftermath(context).recordEnd(wait);
        PromotionState state = change == PromotionState.PUSHED ? PromotionState.DEPLOYED : change;
        return Progress.done(wait.result(state, commit.orElse(null), seen, now));
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        DeployWait<Q> wait = wait(ticket);
        // An abort is no failure of the version, and neither is a platform that nobody could see.
        boolean late = !context.clock().instant().isBefore(ticket.deadline());
        return wait.end().isPresent() || settled(wait)
                ? "There was nothing to wait for."
                : aftermath(context).after(wait, reason, late && !wait.isAway());
    }

    private Aftermath<Q> aftermath(EngineContext context) {
        return new Aftermath<>(deployer, ledger, context);
    }

    private TerminalException failure(DeployWait<Q> wait, Look.Failed failed, EngineContext context) {
        String why = failed.why() + ".";
        FailureCard card = DeployCard.of(wait, why, failed.diagnosis(), suspects(wait, context), context);
        context.attach("delivery/failure-" + wait.request().env() + ".md", card.markdown());
        String brief = card.brief();
        return new TerminalException(
                wait.subject() + " did not come up: " + why,
                aftermath(context).after(wait, why, failed.byVersion()) + (brief.isEmpty() ? "" : "\n" + brief));
    }

    private Suspects suspects(DeployWait<Q> wait, EngineContext context) {
        try {
            return ledger.suspects(wait.request(), wait.applied(), context);
        } catch (DeliveryException e) {
            context.log().warn("Whose change it may be cannot be looked up: " + e.getMessage());
            return Suspects.NONE;
        }
    }

    private static boolean settled(DeployWait<?> wait) {
        PromotionState change = wait.applied().change();
        return change == PromotionState.PLANNED || change == PromotionState.SUPERSEDED || change == PromotionState.KEPT;
    }

    private DeployWait<Q> wait(Ticket ticket) {
        return DeployWait.of(ticket, deployer.requestType());
    }
}
