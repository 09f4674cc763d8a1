package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What to do with a release on which a Helm has begun and not ended. Helm refuses every upgrade of it; whether that Helm still works, only
 * time can tell.
 */
final class PendingRelease {

    private final HelmDeployRequest request;
    private final EngineContext context;

    PendingRelease(HelmDeployRequest request, EngineContext context) {
        this.request = request;
        this.context = context;
    }

    /**
     * Clears what is old enough.
     *
     * @throws TerminalException when it may not be cleared, with what a person can do
     */
    void clear(Revision pending, ReleaseHistory history) throws InterruptedException {
        Instant now = context.clock().instant();
        Duration age = Duration.between(pending.deployedAt(), now).truncatedTo(ChronoUnit.SECONDS);
        String what = "Revision " + pending.number() + " of the release " + request.releaseName() + " in namespace "
                + request.namespaceName() + " (" + pending.chart() + ") is "
                + pending.status().text() + " since "
                + Durations.text(age);
        if (request.recoverAfter() == null || age.compareTo(request.recoverAfter()) < 0) {
            String when = request.recoverAfter() == null
                    ? "run this with recoverAfter: '10m', or '" + byHand(pending) + "'"
                    : "it is taken for dead after " + Durations.text(request.recoverAfter()) + ", as recoverAfter says";
            throw new TerminalException(
                    what + ": another Helm is at work on it, or was killed half-way.",
                    "Wait until that one has ended and run this again; if none is at work any more, " + when + ".");
        }
        if (context.dryRun()) {
            context.log().info(what + "; it would be noted as failed, as recoverAfter says.");
            return;
        }
        context.log()
                .warn(what + "; nothing works on it any more, so it is noted as failed now, as recoverAfter says.");
        history.fail(
                pending,
                "Left " + pending.status().text() + " by a Helm that was killed; noted as failed after "
                        + Durations.text(age));
    }

    private String byHand(Revision pending) {
        String where = " --namespace " + request.namespaceName();
        return pending.status() == ReleaseStatus.PENDING_INSTALL
                ? "helm uninstall " + request.releaseName() + where
                : "helm rollback " + request.releaseName() + where;
    }
}
