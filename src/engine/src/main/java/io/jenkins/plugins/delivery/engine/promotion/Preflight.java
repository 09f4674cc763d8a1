package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The look at Argo CD before anything is pushed: a wrong address, credential or name shows without effect, and what is wrong with the
 * application already is not held against the promotion.
 */
final class Preflight {

    /** How long an Argo CD that cannot be asked is asked again: a restart of its server, not an outage. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ArgoClient.Opener clients;
    private final EngineContext context;

    Preflight(ArgoClient.Opener clients, EngineContext context) {
        this.clients = clients;
        this.context = context;
    }

    /** A promotion needs an Argo CD that answers; on the way back Git comes first, whatever Argo CD says. */
    Optional<Application> read(ArgoTarget request) throws InterruptedException {
        if (request.waitFor() == WaitFor.NONE) {
            return Optional.empty();
        }
        try {
            ArgoClient argo = ApplicationOf.request(clients, request, context);
            Application found = !request.goesBack() ? patiently(argo) : argo.get();
            PromotionNews.warnOfForeignSource(found, request, context);
            return Optional.of(found);
        } catch (TerminalException | RetryableException e) {
            if (!request.goesBack()) {
                throw e;
            }
            context.log().warn(e.getMessage());
            return Optional.empty();
        }
    }

    private Application patiently(ArgoClient argo) throws InterruptedException {
        Instant end = context.clock().instant().plus(PATIENCE);
        for (Duration pause = Duration.ofSeconds(1); ; pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE)) {
            try {
                return argo.get();
            } catch (RetryableException e) {
                Duration wish = e.retryAfter().orElse(Duration.ZERO);
                Duration next = wish.compareTo(pause) > 0 ? wish : pause;
                if (context.clock().instant().plus(next).isAfter(end)) {
                    throw e;
                }
                context.log().progress(e.getMessage() + " Asked again in " + Durations.text(next) + ".");
                context.pause(next);
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What the application was before, for the wait. */
    static PromotionWait remember(PromotionWait wait, Optional<Application> found) {
        if (found.isEmpty()) {
            return wait;
        }
        Application application = found.get();
        boolean appeared =
                new DeclaredValues(wait.values()).appearIn(application.sync().comparedTo());
        boolean broken = Readiness.fatal(application).isPresent();
        return wait.with(
                        "before",
                        broken
                                ? application
                                        .reconciledAt()
                                        .map(Instant::toString)
                                        .orElse(null)
                                : null)
                .with("uid", application.family().uid())
                .with("unwell", application.health().status() == HealthStatus.DEGRADED ? true : null)
                .with("appearedBefore", appeared ? true : null);
    }
}
