package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import io.jenkins.plugins.delivery.engine.promotion.RollbackChoice;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;
import io.jenkins.plugins.delivery.engine.promotion.RollbackOutlook;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Undoing an earlier deployment: looks what that means, lets a person choose where one has to, and does it, or writes down that it stays.
 *
 * @param <Q> the request record of the step
 */
final class GoingBack<Q extends DeployRequest> {

    /** Facts: the outlook for the result, the ledger's commit of what is left, and that of what was written at once. */
    static final String OUTLOOK = "outlook";

    static final String UNDOES = "undoes";
    static final String WRITTEN = "written";

    private final Deployer<Q> deployer;
    private final DeployLedger ledger;
    private final EngineContext context;

    GoingBack(Deployer<Q> deployer, DeployLedger ledger, EngineContext context) {
        this.deployer = deployer;
        this.ledger = ledger;
        this.context = context;
    }

    /** The way back from a deployment: left is what it brought, gone back to is what ran before. */
    static Applied from(Applied deployment) {
        return new Applied(PromotionState.PLANNED, deployment.to(), deployment.from(), null, Map.of());
    }

    /** What going back would mean; a ledger that is away keeps nobody from it. */
    static RollbackOutlook outlook(DeployLedger ledger, DeployRequest request, Applied way, EngineContext context) {
        try {
            return ledger.outlook(request, way, context);
        } catch (RetryableException e) {
            context.log()
                    .warn("What lies between " + way.to() + " and " + way.from() + " is not known: " + e.getMessage());
            boolean ask = request.rollback() == RollbackMode.ASK;
            return new RollbackOutlook(true, ask, way.from(), way.to(), null, List.of(), List.of(), "");
        }
    }

    Applied begin(Q request) throws InterruptedException {
        EngineContext look = context.toBuilder().dryRun(true).build();
        Applied way = deployer.apply(request, look);
        boolean needed = way.change() == PromotionState.PLANNED;
        RollbackOutlook outlook = needed
                ? outlook(ledger, request, way, context)
                : RollbackOutlook.closed(way.from(), way.to(), note(way));
        if (request.check()) {
            return new Applied(PromotionState.PLANNED, way.from(), way.to(), null, way.facts())
                    .with(OUTLOOK, outlook.toMap());
        }
        if (!needed && way.text(Deployer.NOTE) != null) {
            throw new TerminalException(way.text(Deployer.NOTE), "Deploy a version that works instead.");
        }
        if (!needed || context.dryRun()) {
            return context.dryRun() ? way : deployer.apply(request, context);
        }
        if (request.choice() == null && outlook.ask()) {
            throw new TerminalException(
                    "Nothing was put back in " + request.env() + ": a person has to choose. " + outlook.question(),
                    "Run it again with choice: 'rollback', 'roll-forward' or 'keep'.");
        }
        Applied known = outlook.promotion() == null ? way : way.with(UNDOES, outlook.promotion());
        return request.choice() == null || request.choice() == RollbackChoice.ROLLBACK
                ? done(request, known)
                : stays(request, known);
    }

    private static String note(Applied way) {
        return way.text(Deployer.NOTE) != null
                ? way.text(Deployer.NOTE)
                : way.to() + " stands; there is nothing to put back.";
    }

    private Applied done(Q request, Applied way) throws InterruptedException {
        Applied done = deployer.apply(request, context);
        return way.text(UNDOES) == null ? done : done.with(UNDOES, way.text(UNDOES));
    }

    private Applied stays(Q request, Applied way) throws InterruptedException {
        String why = request.reason() == null ? "a person decided so" : request.reason();
        if (request.choice() == RollbackChoice.KEEP) {
            deployer.keep(request, way, context);
        } else {
            deployer.fail(request, way, why, context);
        }
        Optional<String> commit = new DeployNotes(deployer.word(), ledger, context).stays(request, way);
        Applied kept = new Applied(PromotionState.KEPT, way.from(), way.from(), way.revision(), way.facts());
        return commit.map(id -> kept.with(WRITTEN, id)).orElse(kept);
    }
}
