package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;
import io.jenkins.plugins.delivery.engine.promotion.RollbackOutlook;
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
    private final DeployNotes notes;

    Aftermath(Deployer<Q> deployer, DeployLedger ledger, EngineContext context) {
        this.deployer = deployer;
        this.ledger = ledger;
        this.context = context;
        this.notes = new DeployNotes(deployer.word(), ledger, context);
    }

    /** Writes down a wait that ended well. @return the ledger's commit */
    Optional<String> recordEnd(DeployWait<Q> wait) throws InterruptedException {
        return switch (wait.applied().change()) {
            case PUSHED -> notes.deployed(wait.request(), wait.applied());
            case RESTORED -> notes.undone(wait.request(), wait.applied());
            default -> Optional.empty();
        };
    }

    /**
     * After a wait that ended badly.
     *
     * @param broke whether the version was seen not to work; only such a one goes into quarantine
     * @return a sentence that says what is true now
     */
    String after(DeployWait<Q> wait, String why, boolean broke) {
        Q request = wait.request();
        Applied applied = wait.applied();
        String still = request.env() + " has " + applied.to();
        if (applied.change() == PromotionState.UNCHANGED) {
            return "This run changed nothing: " + still + ".";
        }
        if (request.restore() != null) {
            return "The undoing stays: " + still + "." + notes.undoneAllTheSame(wait);
        }
        String clean = context.redactor().redact(why);
        String advice = applied.revision() == null ? "" : " Undo it with restore: '" + applied.revision() + "'.";
        if (request.rollback() == RollbackMode.OFF) {
            return "Nothing was put back, as rollback says: " + still + "." + advice + left(wait, clean);
        }
        try {
            RollbackOutlook outlook = applied.from() == null
                    ? RollbackOutlook.closed(applied.to(), null, "")
                    : GoingBack.outlook(ledger, request, GoingBack.from(applied), context);
            if (outlook.ask() || request.rollback() == RollbackMode.ASK) {
                return ask(wait, still, outlook) + left(wait, clean);
            }
            Deployer.Restored restored = deployer.restore(request, applied, clean, context);
            boolean bans = broke && request.quarantine() && request.gitops() != null;
            if (restored.to() == null) {
                return restored.sentence()
                        + notes.ended(wait, LedgerAction.FAIL, applied.to(), clean, bans ? request.version() : null);
            }
            // The same version may have come with another chart or other values: its name says nothing against it then.
            String banned = bans && !restored.to().equals(request.version()) ? request.version() : null;
            return restored.sentence() + notes.ended(wait, LedgerAction.ROLLBACK, restored.to(), clean, banned);
        } catch (DeliveryException e) {
            return "What ran before could not be put back (" + e.getMessage() + "): " + still + "." + advice
                    + failed(wait, clean);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Putting back what ran before was interrupted: " + still + "." + advice;
        }
    }

    private String ask(DeployWait<Q> wait, String still, RollbackOutlook outlook) {
        String question = outlook.question().isEmpty() ? "" : " " + outlook.question();
        return "Nothing was put back: " + still + ", and a person has to choose." + question + " Say so with "
                + deployer.step() + " restore: '" + wait.applied().revision()
                + "' and choice: 'rollback', 'roll-forward' or 'keep'.";
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
        return notes.ended(wait, LedgerAction.FAIL, wait.applied().to(), why, null);
    }
}
