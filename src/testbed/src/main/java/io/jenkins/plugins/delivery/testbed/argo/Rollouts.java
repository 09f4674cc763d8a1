package io.jenkins.plugins.delivery.testbed.argo;

import io.jenkins.plugins.delivery.testbed.argo.Application.Rollout;
import java.time.Instant;
import java.util.Optional;

/** The rules by which an application's health moves after a sync, and when a switch says so. */
final class Rollouts {

    private final ArgoTimings timings;
    private final Lifecycle.Effects effects;

    Rollouts(ArgoTimings timings, Lifecycle.Effects effects) {
        this.timings = timings;
        this.effects = effects;
    }

    /** Something new has been applied. */
    void begin(Application app, Instant at) {
        Instant noticed = at.plus(timings.healthLag());
        app.rollout = new Rollout(noticed, noticed.plus(timings.rolloutTime()));
    }

    /** Makes one transition that is due by now, if there is one. */
    boolean advance(Application app, Instant now) {
        return rollOut(app, now) || followSwitches(app, now);
    }

    private boolean rollOut(Application app, Instant now) {
        if (app.rollout == null || now.isBefore(app.rollout.noticedAt())) {
            return false;
        }
        // Application resources have had no health of their own since Argo CD 1.8: a pure app of apps is healthy at
        // once.
        boolean hasPods = app.live.manifests().resources().stream().anyMatch(Resource::isWorkload);
        if (hasPods && app.health != Health.PROGRESSING) {
            app.is(Health.PROGRESSING, app.rollout.noticedAt());
            app.podFailure = null;
            app.reconciledAt = later(app.rollout.noticedAt(), app.reconciledAt);
            effects.changed(app);
            return true;
        }
        Instant due = later(app.rollout.endsAt(), app.notBefore);
        if (hasPods && (app.switches.rolloutSticks || now.isBefore(due))) {
            return false;
        }
        settle(app, hasPods ? due : app.rollout.noticedAt());
        return true;
    }

    /** Ends a rollout: well, or in the failure that the switches want. */
    void settle(Application app, Instant at) {
        app.rollout = null;
        Optional<PodFailure> failure = app.switches.failureOf(app.live);
        if (failure.isPresent()) {
            degrade(app, failure.get(), at);
        } else {
            effects.deployed(app.live.deployedAs(app.name()));
            app.podFailure = null;
            app.is(Health.HEALTHY, at);
        }
        app.reconciledAt = later(at, app.reconciledAt);
        effects.changed(app);
    }

    private boolean followSwitches(Application app, Instant now) {
        if (app.rollout != null || app.live == null) {
            return false;
        }
        Optional<PodFailure> failure = app.switches.failureOf(app.live);
        if (failure.isPresent() && !failure.get().equals(app.podFailure)) {
            degrade(app, failure.get(), now);
            app.reconciledAt = later(now, app.reconciledAt);
            effects.changed(app);
            return true;
        }
        if (failure.isEmpty() && app.podFailure != null) {
            app.podFailure = null;
            app.rollout = new Rollout(now, now.plus(timings.rolloutTime()));
            return true;
        }
        return false;
    }

    private static void degrade(Application app, PodFailure failure, Instant at) {
        app.podFailure = failure;
        app.is(Health.DEGRADED, at);
        app.event(new Application.Event(
                "Warning", failure.reason().event(), failure.message(), "Pod/" + Pods.name(app), at));
    }

    static Instant later(Instant one, Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
