package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import io.jenkins.plugins.delivery.engine.argo.Operations;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Observation;
import io.jenkins.plugins.delivery.engine.argo.ResourceTree;
import io.jenkins.plugins.delivery.engine.argo.RevisionFact;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * One turn of the wait for a deployment: either a look at the application and the decision what that means, or one {@linkplain Errands
 * errand} that the last look found to be needed. So a turn makes at most one remote call, until there is a failure to explain.
 */
final class DeploymentWatch {

    /** Between a look and the errand that it asked for. */
    private static final Duration SOON = Duration.ofMillis(250);

    private static final Duration FIRST_LOOKS = Duration.ofSeconds(1);
    private static final Duration LATER_LOOKS = Duration.ofSeconds(3);
    private static final Duration EAGER = Duration.ofMinutes(1);

    /** A look that costs no request is taken so often that a change is seen within a second. */
    private static final Duration LIVE_LOOKS = Duration.ofMillis(500);

    private final ArgoClient argo;
    private final EngineContext context;
    private final Errands errands;

    /** @param relatives opens other applications of the same Argo CD by their names */
    DeploymentWatch(
            ArgoClient argo, Function<String, ArgoClient> relatives, RevisionCheck revisions, EngineContext context) {
        this.argo = argo;
        this.context = context;
        this.errands = new Errands(relatives, argo, revisions, context);
    }

    /**
     * @param known what is known now
     * @param verdict the decision
     * @param seen for the result
     * @param pause until the next turn
     */
    record Look(PromotionWait known, Readiness.Verdict verdict, ArgoPromoteResult.Seen seen, Duration pause) {}

    Look look(PromotionWait before, Instant now) throws InterruptedException {
        String errand = before.ticket().text("errand");
        if (errand != null) {
            return errand(before.with("errand", null), errand, now);
        }
        // The first look after the push makes Argo CD compare at once instead of after its poll interval.
        Optional<Application> read =
                before.is("refreshed") ? Optional.of(argo.get()) : argo.refreshed(before.expected());
        if (read.isEmpty()) {
            // A refresh that is tried again after an outage has not ended the outage.
            String message = WatchNotes.noNews(before, now).orElse("Argo CD is comparing it with Git");
            return waiting(before, message, FIRST_LOOKS);
        }
        Application application = read.get();
        PromotionWait wait =
                PromotionNews.tellOfReplacement(WatchNotes.back(before).with("refreshed", true), application, context);
        Lineage lineage = Lineage.of(wait, application);
        if (lineage.errand() != null) {
            return waiting(wait.with("errand", lineage.errand()), "asking Git what Argo CD has synced", SOON);
        }
        return decide(wait, application, lineage, now);
    }

    private Look decide(PromotionWait before, Application application, Lineage lineage, Instant now)
            throws InterruptedException {
        PromotionWait wait = before;
        RevisionFact fact = lineage.fact().orElseThrow();
        Observation bare = new Observation(application, lineage.source(), fact, Readiness.Past.NONE, now);
        Operations.History history = WatchNotes.history(wait);
        Observation seen = new Observation(
                application,
                lineage.source(),
                fact,
                new Readiness.Past(wait.instant("before"), Operations.forgiven(bare, history)),
                now);
        boolean health = wait.request().waitFor() == WaitFor.HEALTHY;
        Readiness.Verdict verdict = Readiness.decide(
                new Readiness.Policy(wait.expected(), health, wait.request().stableFor()),
                seen,
                WatchNotes.memory(wait));
        ArgoPromoteResult.Seen result = new ArgoPromoteResult.Seen(
                seen.revision(), application.health().status().text(), argo.page(), null);
        if (verdict instanceof Readiness.Superseded) {
            String by = Optional.ofNullable(wait.ticket().text("supersededBy")).orElse("a later commit");
            return new Look(
                    wait,
                    verdict,
                    new ArgoPromoteResult.Seen(result.revision(), result.health(), result.url(), by),
                    Duration.ZERO);
        }
        if (verdict instanceof Readiness.Failed failed) {
            String cause = application.health().status() == HealthStatus.HEALTHY ? "" : cause();
            return new Look(wait, new Readiness.Failed(failed.sentence() + cause), result, Duration.ZERO);
        }
        if (verdict instanceof Readiness.Waiting waiting) {
            wait = WatchNotes.memory(wait, waiting.memory()).with("tried", Readiness.onTrial(seen) ? true : null);
        }
        WatchPlan plan = WatchPlan.of(wait, seen, verdict, lineage);
        if (WatchPlan.isThrough(verdict)) {
            Errands.Outcome below = errands.aside(plan.known(), now);
            if (below.failed().isPresent()) {
                return failed(below);
            }
            plan = WatchPlan.of(below.known(), seen, verdict, lineage);
        }
        String errand =
                Optional.ofNullable(plan.known().ticket().text("errand")).orElse(plan.errand());
        if (errand != null) {
            return waiting(plan.known().with("errand", errand), plan.message(), SOON);
        }
        if (!plan.message().isEmpty()) {
            return waiting(plan.known(), plan.message(), pause(wait, now));
        }
        if (health) {
            PromotionNews.warnOfOtherImages(plan.known(), application, context);
        }
        return new Look(plan.known(), new Readiness.Ready(), result, Duration.ZERO);
    }

    private Look errand(PromotionWait wait, String errand, Instant now) throws InterruptedException {
        Errands.Outcome outcome = errands.run(wait, errand, now);
        if (outcome.failed().isPresent()) {
            return failed(outcome);
        }
        String said = Optional.ofNullable(wait.ticket().text("said")).orElse("looking at Argo CD");
        return waiting(WatchNotes.back(outcome.known()), said, SOON);
    }

    private static Look failed(Errands.Outcome outcome) {
        return new Look(outcome.known(), outcome.failed().orElseThrow(), ArgoPromoteResult.Seen.NOTHING, Duration.ZERO);
    }

    private static Look waiting(PromotionWait wait, String message, Duration pause) {
        return new Look(
                wait.with("said", message),
                new Readiness.Waiting(message, WatchNotes.memory(wait)),
                ArgoPromoteResult.Seen.NOTHING,
                pause);
    }

    /** How long until the next look. */
    private Duration pause(PromotionWait wait, Instant now) {
        if (argo.live()) {
            return LIVE_LOOKS;
        }
        return Duration.between(wait.ticket().startedAt(), now).compareTo(EAGER) < 0 ? FIRST_LOOKS : LATER_LOOKS;
    }

    /** The resource behind a failure; the failure itself is told even when the tree cannot be read. */
    private String cause() throws InterruptedException {
        try {
            return argo.resources()
                    .reason()
                    .map(ResourceTree.Node::toString)
                    .map(node -> ": " + node)
                    .orElse("");
        } catch (DeliveryException e) {
            return " (its resources cannot be read: " + e.getMessage() + ")";
        }
    }
}
