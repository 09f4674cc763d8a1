package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;
import java.util.Optional;

/**
 * What is done, written down and said after a deployment.
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

    /** Writes down a wait that ended well. @return the ledger's commit */
    Optional<String> recordEnd(DeployWait<Q> wait) throws InterruptedException {
        Applied applied = wait.applied();
        Q request = wait.request();
        return switch (applied.change()) {
            case PUSHED -> recordDeployment(wait);
            case RESTORED ->
                ledger.record(
                        deployer.word(),
                        request,
                        new DeployLedger.Line(
                                LedgerAction.ROLLBACK,
                                applied.from(),
                                applied.to(),
                                request.restore(),
                                null,
                                request.reason()),
                        context);
            default -> Optional.empty();
        };
    }

    private Optional<String> recordDeployment(DeployWait<Q> wait) throws InterruptedException {
        Applied applied = wait.applied();
        return ledger.record(
                deployer.word(),
                wait.request(),
                new DeployLedger.Line(
                        LedgerAction.DEPLOY,
                        applied.from(),
                        applied.to(),
                        applied.revision(),
                        null,
                        wait.request().reason()),
                context);
    }

    /**
     * After a wait that ended badly.
     *
     * @return a sentence that says what is true now
     */
    String after(DeployWait<Q> wait, String why) {
        Q request = wait.request();
        Applied applied = wait.applied();
        String still = request.env() + " has " + applied.to();
        if (applied.change() == PromotionState.UNCHANGED) {
            return "This run changed nothing: " + still + ".";
        }
        if (request.restore() != null) {
            return "The undoing stays: " + still + ".";
        }
        String clean = context.redactor().redact(why);
        String advice = applied.revision() == null ? "" : " Undo it with restore: '" + applied.revision() + "'.";
        if (request.rollback() == RollbackMode.OFF) {
            return "Nothing was put back, as rollback says: " + still + "." + advice + left(wait, clean);
        }
        if (request.rollback() == RollbackMode.ASK) {
            return "A person has to choose, as rollback says, whether to go back or forward: " + still + "." + advice
                    + left(wait, clean);
        }
        try {
            Deployer.Restored restored = deployer.restore(request, applied, clean, context);
            return restored.to() == null
                    ? restored.sentence() + failed(wait, clean)
                    : restored.sentence() + noted(wait, LedgerAction.ROLLBACK, restored.to(), clean);
        } catch (DeliveryException e) {
            return "What ran before could not be put back (" + e.getMessage() + "): " + still + "." + advice
                    + failed(wait, clean);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Putting back what ran before was interrupted: " + still + "." + advice;
        }
    }

    /** What stays though it failed is noted as that by the platform, too. */
    private String left(DeployWait<Q> wait, String why) {
        try {
            deployer.fail(wait.request(), wait.applied(), why, context);
            return failed(wait, why);
        } catch (DeliveryException e) {
            return " It could not be noted as failed (" + e.getMessage() + ")." + failed(wait, why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return " Noting it as failed was interrupted.";
        }
    }

    private String failed(DeployWait<Q> wait, String why) {
        return noted(wait, LedgerAction.FAIL, wait.applied().to(), why);
    }

    /** What happened has happened by now; a ledger that cannot be written does not undo it, but has to be told of. */
    private String noted(DeployWait<Q> wait, LedgerAction action, String to, String why) {
        Applied applied = wait.applied();
        try {
            String deployment = recordDeployment(wait).orElse(null);
            ledger.record(
                    deployer.word(),
                    wait.request(),
                    new DeployLedger.Line(action, applied.to(), to, applied.revision(), deployment, why),
                    context);
            return "";
        } catch (DeliveryException e) {
            return " The ledger does not have that (" + e.getMessage() + ").";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return " The ledger does not have that, because writing it was interrupted.";
        }
    }
}
