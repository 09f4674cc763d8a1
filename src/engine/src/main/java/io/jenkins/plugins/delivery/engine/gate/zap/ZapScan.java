package io.jenkins.plugins.delivery.engine.gate.zap;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.gate.GateResult;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code zapScan}: lets a running ZAP look at a site, waits for it, and judges what it found. Fails closed: a ZAP without rules, a site
 * that it cannot reach or of which it saw too little, and a scan that got lost decide nothing and do not pass.
 *
 * <p>ZAP keeps its alerts; those of the site are deleted before a scan, so two scans of one site by one ZAP must not overlap.
 */
public final class ZapScan implements WaitingOperation<ZapScanRequest, ZapScanResult> {

    /** Before the scan runs, what cannot be reached for half a minute is out of reach. */
    private static final int TRIES = 6;

    private static final Duration AGAIN = Duration.ofSeconds(5);

    /** Reads the allow list and nothing else: ZAP is asked where the waiting is done. */
    @Override
    public Ticket start(ZapScanRequest request, EngineContext context) {
        List<ZapAllowance> allowed = ZapAllowFile.read(context.workDir(), request.allowList());
        return ZapTicket.begin(request, allowed, context.clock().instant()).ticket();
    }

    @Override
    public boolean usesWorkspace(ZapScanRequest request) {
        return request.allowList() != null;
    }

    @Override
    public Set<String> workspaceCredentials(ZapScanRequest request) {
        return Set.of();
    }

    @Override
    public String endpoint(Ticket ticket) {
        return "ZAP at " + new ZapTicket(ticket).request().zap();
    }

    @Override
    public Progress<ZapScanResult> poll(Ticket ticket, EngineContext context) throws InterruptedException {
        ZapTicket state = new ZapTicket(ticket);
        ZapScanRequest request = state.request();
        if (context.dryRun()) {
            return Progress.done(dryRun(request, context));
        }
        try {
            ZapApi zap = open(request, context);
            if (state.phase() == ZapPhase.ALERTS) {
                return conclude(state, zap, context);
            }
            ZapStep step = new ZapLook(zap, request, context).take(state);
            return Progress.waiting(step.ticket().ticket(), step.message(), step.pause());
        } catch (ZapUndecided e) {
            return Progress.done(undecided(state, e.getMessage(), context));
        } catch (RetryableException e) {
            int tries = state.tries() + 1;
            if (state.phase().isBeforeScan() && tries >= TRIES) {
                return Progress.done(undecided(state, outOfReach(state.phase(), e), context));
            }
            return Progress.<ZapScanResult>waiting(
                            state.with("tries", tries).ticket(),
                            "cannot see the state: " + e.getMessage(),
                            e.retryAfter().orElse(AGAIN))
                    .inTrouble();
        }
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        ZapTicket state = new ZapTicket(ticket);
        boolean spider = state.phase() == ZapPhase.SPIDER;
        if (!spider && state.phase() != ZapPhase.ACTIVE) {
            return "No scan of ours runs in ZAP.";
        }
        String what = spider ? "spider" : "active scan";
        try {
            open(state.request(), context).action(spider ? "spider" : "ascan", "stop", Map.of("scanId", state.scan()));
            return "ZAP's " + what + " was stopped.";
        } catch (DeliveryException e) {
            return "ZAP's " + what + " could not be stopped and goes on: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "ZAP's " + what + " goes on: there was no time to stop it.";
        }
    }

    private static ZapApi open(ZapScanRequest request, EngineContext context) {
        return ZapApi.open(
                request.zap(), Optional.ofNullable(request.credentialsId()).map(context::credential));
    }

    private static String outOfReach(ZapPhase phase, RetryableException problem) {
        boolean site = phase == ZapPhase.REACH && problem.getMessage().contains(" with 500");
        return site ? "ZAP cannot reach the site" : problem.getMessage().replaceAll("\\.$", "");
    }

    private static Progress<ZapScanResult> conclude(ZapTicket state, ZapApi zap, EngineContext context)
            throws InterruptedException, ZapUndecided {
        ZapScanRequest request = state.request();
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        ZapTally tally = new ZapTally(request.decides(), state.allowed(), today);
        ZapAlerts.read(zap, request.target(), tally);
        ZapJudgement judgement = tally.judgement();
        String message = subject(request) + (judgement.verdict() == GateVerdict.PASSED ? " passed: " : " failed: ")
                + judgement.message() + ".";
        context.attach(ZapScanResult.file(request.name(), request.env()), ZapReport.of(request, judgement, message));
        judgement.notes().forEach(note -> context.log().warn(note));
        ZapScanResult result = new ZapScanResult(
                request.name(),
                request.env(),
                judgement.verdict(),
                message,
                judgement.counts(),
                judgement.accepted(),
                judgement.rows(ZapScanResult.MOST_FINDINGS),
                judgement.notes(),
                state.urls(),
                Duration.between(state.ticket().startedAt(), context.clock().instant()));
        return Progress.done(decided(request, result, context));
    }

    private static ZapScanResult undecided(ZapTicket state, String reason, EngineContext context) {
        ZapScanRequest request = state.request();
        return decided(
                request, errored(request, subject(request) + " could not decide: " + reason + ".", state), context);
    }

    private static ZapScanResult decided(ZapScanRequest request, ZapScanResult result, EngineContext context) {
        return GateResult.conclude(result, request.onFail(), result.advice(), context);
    }

    private static ZapScanResult dryRun(ZapScanRequest request, EngineContext context) {
        context.log()
                .info("Dry run: gate " + request.name() + " would let ZAP at " + request.zap() + " scan "
                        + request.where() + ".");
        return errored(request, "dry run: nothing was scanned", null);
    }

    private static ZapScanResult errored(ZapScanRequest request, String message, ZapTicket state) {
        return new ZapScanResult(
                request.name(),
                request.env(),
                GateVerdict.ERRORED,
                message,
                Map.of(),
                0,
                List.of(),
                List.of(),
                state == null ? 0 : state.urls(),
                Duration.ZERO);
    }

    private static String subject(ZapScanRequest request) {
        return "Gate " + request.name() + " of " + request.where();
    }
}
