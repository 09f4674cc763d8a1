package io.jenkins.plugins.delivery.testbed.argo;

import io.jenkins.plugins.delivery.testbed.argo.Application.Condition;
import io.jenkins.plugins.delivery.testbed.argo.Application.HistoryEntry;
import io.jenkins.plugins.delivery.testbed.argo.Application.Rollout;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules by which an application moves: compare, sync by itself, roll out, become healthy or degraded. Time is a parameter, so a clock
 * that jumps gives the same history as one that runs.
 */
final class Lifecycle {

    private final Renderer renderer;
    private final ArgoTimings timings;
    private final Effects effects;

    /** What a transition causes outside of its application. */
    interface Effects {
        /** Something that a reader can see has changed. */
        void changed(Application application);

        /** A sync has applied manifests of child applications. */
        void applied(Application parent, Instant at);

        /** A rollout has ended well; told before the health becomes visible. */
        void deployed(DeployedState state);
    }

    Lifecycle(Renderer renderer, ArgoTimings timings, Effects effects) {
        this.renderer = renderer;
        this.timings = timings;
        this.effects = effects;
    }

    /** Brings the application to this instant, one transition after the other. */
    void advance(Application app, Instant now) {
        if (!now.isBefore(app.nextPoll)) {
            reconcile(app, now);
        }
        boolean moved;
        do {
            moved = endOperation(app, now) || rollOut(app, now) || followSwitches(app, now);
        } while (moved);
    }

    /** Resolves the target revisions, compares, and starts a sync where the application does that by itself. */
    void reconcile(Application app, Instant now) {
        app.nextPoll = now.plus(timings.untilNextPoll(app.name()));
        try {
            if (app.switches.comparisonError != null) {
                throw new ArgoException(app.switches.comparisonError);
            }
            var revisions = renderer.resolve(app.spec.sources());
            boolean known = app.target != null
                    && app.target.revisions().equals(revisions)
                    && app.target.sources().equals(app.spec.sources());
            app.target = known ? app.target : renderer.render(app.spec, revisions);
            app.conditions.remove("ComparisonError");
            compare(app, now);
        } catch (ArgoException e) {
            app.sync = SyncState.UNKNOWN;
            app.reconciledAt = now;
            String message = "Failed to load target state: " + e.getMessage();
            Condition before = app.conditions.get("ComparisonError");
            if (before == null || !before.message().equals(message)) {
                app.conditions.put("ComparisonError", new Condition("ComparisonError", message, now));
            }
        }
        effects.changed(app);
    }

    private void compare(Application app, Instant now) {
        app.sync = app.target.sameContent(app.live) ? SyncState.SYNCED : SyncState.OUT_OF_SYNC;
        app.reconciledAt = now;
        boolean untried = !app.attempted.equals(app.target.revisions());
        if (app.sync == SyncState.OUT_OF_SYNC && app.spec.autoSync() && !app.isOperating() && untried) {
            app.attempted = app.target.revisions();
            start(app, Operation.running(order(app), app.target, now));
        }
    }

    private static Operation.Order order(Application app) {
        return new Operation.Order(null, app.target.revisions(), true, false);
    }

    /** Starts an operation; the caller has made sure that none runs. */
    void start(Application app, Operation operation) {
        app.operation = operation;
        String by = operation.order().automated()
                ? "automated sync"
                : operation.order().user() + " started sync";
        app.event("OperationStarted", by + " to " + operation.content().revisions(), operation.startedAt());
        effects.changed(app);
    }

    /** Takes the application over as already running what Git says, without an operation that takes time. */
    void adopt(Application app, Instant now) {
        reconcile(app, now);
        if (app.target != null) {
            if (!app.isOperating()) {
                start(app, Operation.running(order(app), app.target, now));
            }
            succeed(app, now);
            settle(app, now);
        }
    }

    private boolean endOperation(Application app, Instant now) {
        if (!app.isOperating()) {
            return false;
        }
        if (app.operation.phase() == OperationPhase.TERMINATING) {
            fail(app, now, "Operation terminated");
            return true;
        }
        Instant due = later(app.operation.startedAt().plus(timings.syncTime()), app.notBefore);
        if (app.switches.operationSticks || now.isBefore(due)) {
            return false;
        }
        if (app.switches.syncFailure != null) {
            fail(app, due, "one or more objects failed to apply, reason: " + app.switches.syncFailure);
        } else {
            succeed(app, due);
        }
        return true;
    }

    private void fail(Application app, Instant at, String message) {
        app.operation = app.operation.ended(OperationPhase.FAILED, at, message);
        if (app.operation.order().automated()) {
            String revision = app.operation.content().revisions().get(0);
            app.conditions.put(
                    "SyncError",
                    new Condition("SyncError", "Failed last sync attempt to " + revision + ": " + message, at));
        }
        app.event("OperationCompleted", "Sync operation failed: " + message, at);
        app.reconciledAt = at;
        effects.changed(app);
    }

    private void succeed(Application app, Instant at) {
        Operation ended = app.operation.ended(OperationPhase.SUCCEEDED, at, "successfully synced (all tasks run)");
        app.operation = ended;
        app.conditions.remove("SyncError");
        app.event("OperationCompleted", "Sync operation to " + ended.content().revisions() + " succeeded", at);
        if (!ended.order().dryRun()) {
            boolean same = ended.content().sameContent(app.live);
            app.live = ended.content();
            app.history.add(new HistoryEntry(app.history.size(), app.live, ended.startedAt(), at));
            if (!same) {
                Instant noticed = at.plus(timings.healthLag());
                app.rollout = new Rollout(noticed, noticed.plus(timings.rolloutTime()));
            }
            effects.applied(app, at);
        }
        compare(app, at);
        effects.changed(app);
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

    private void settle(Application app, Instant at) {
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
        app.event(new Application.Event("Warning", "BackOff", failure.message(), "Pod/" + Pods.name(app), at));
    }

    private static Instant later(Instant one, Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
