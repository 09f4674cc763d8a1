package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;

/**
 * What is done and said after a deployment that ended badly, was aborted or took too long.
 *
 * @param <Q> the request record of the step
 */
final class Aftermath<Q extends DeployRequest> {

    private final Deployer<Q> deployer;
    private final DeployLedger ledger;
    private final EngineContext context;

    Aftermath(Deployer<Q> deployer, DeployLedger ledger, EngineContext context) {
        this.deployer = deployer;
        this.ledger = ledger;
        this.context = context;
    }

    /** The ledger's line of a wait that ended well. */
    static DeployLedger.Line line(DeployWait<?> wait) {
        Applied applied = wait.applied();
        boolean restored = applied.change() == PromotionState.RESTORED;
        return new DeployLedger.Line(
                applied.from(),
                applied.to(),
                restored,
                restored ? wait.request().restore() : applied.revision(),
                wait.request().reason());
    }

    /** @return a sentence that says what is true now */
    String after(DeployWait<Q> wait, String why) {
        DeployRequest request = wait.request();
        Applied applied = wait.applied();
        String still = request.env() + " has " + applied.to();
        if (applied.change() == PromotionState.UNCHANGED) {
            return "This run changed nothing: " + still + ".";
        }
        if (request.restore() != null) {
            return "The undoing stays: " + still + ".";
        }
        String advice = applied.revision() == null ? "" : " Undo it with restore: '" + applied.revision() + "'.";
        if (request.rollback() == RollbackMode.OFF) {
            return "Nothing was put back, as rollback says: " + still + "." + advice;
        }
        if (request.rollback() == RollbackMode.ASK) {
            return "A person has to choose, as rollback says, whether to go back or forward: " + still + "." + advice;
        }
        try {
            String clean = context.redactor().redact(why);
            Deployer.Restored restored = deployer.restore(wait.request(), applied, clean, context);
            return restored.to() == null ? restored.sentence() : restored.sentence() + noted(wait, restored, clean);
        } catch (DeliveryException e) {
            return "What ran before could not be put back (" + e.getMessage() + "): " + still + "." + advice;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Putting back what ran before was interrupted: " + still + "." + advice;
        }
    }

    /** The way back is done by now; a ledger that cannot be written does not undo it, but has to be told of. */
    private String noted(DeployWait<Q> wait, Deployer.Restored restored, String why) throws InterruptedException {
        Applied applied = wait.applied();
        try {
            ledger.record(
                    wait.request(),
                    new DeployLedger.Line(applied.to(), restored.to(), true, applied.revision(), why),
                    context);
            return "";
        } catch (DeliveryException e) {
            return " The ledger does not have that yet (" + e.getMessage() + ").";
        }
    }
}
