package io.jenkins.plugins.delivery.testbed.argo;

import io.jenkins.plugins.delivery.testbed.argo.Application.Condition;
import io.jenkins.plugins.delivery.testbed.argo.Application.HistoryEntry;
import java.time.Instant;
import java.util.List;

/**
 * The rules by which an application's comparison and operations move. Time is a parameter, so a clock that jumps gives the same history as
 * one that runs.
 */
final class Lifecycle {

    private final Renderer renderer;
    private final ArgoTimings timings;
    private final Effects effects;
    private final Rollouts rollouts;

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
        this.rollouts = new Rollouts(timings, effects);
    }

    /** Brings the application to this instant, one transition after the other. */
    void advance(Application app, Instant now) {
        if (!now.isBefore(app.nextPoll)) {
            reconcile(app, now);
        }
        boolean moved;
        do {
            moved = endOperation(app, now) || rollouts.advance(app, now);
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
        List<Object> wanted = List.of(app.target.revisions(), app.target.sources());
        boolean untried = !app.attempted.equals(wanted);
        boolean open = app.switches.window == null;
        if (app.sync == SyncState.OUT_OF_SYNC && app.spec.autoSync() && !app.isOperating() && untried && open) {
            app.attempted = wanted;
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
            rollouts.settle(app, now);
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
        Instant due = Rollouts.later(app.operation.startedAt().plus(timings.syncTime()), app.notBefore);
        if (app.switches.operationSticks || now.isBefore(due)) {
            return false;
        }
        if (app.switches.hookFailure != null) {
            fail(app, due, "one or more synchronization tasks completed unsuccessfully");
            app.event(new Application.Event(
                    "Warning",
                    "BackoffLimitExceeded",
                    app.switches.hookFailure.message(),
                    "Pod/" + Hooks.pod(app),
                    due));
        } else if (app.switches.syncFailure != null) {
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
                rollouts.begin(app, at);
            }
            effects.applied(app, at);
        }
        compare(app, at);
        effects.changed(app);
    }
}
