package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.promotion.RollbackChoice;
import java.util.Optional;

/** The lines that one deployment, or its undoing, leaves in the ledger. */
final class DeployNotes {

    private final String deployer;
    private final DeployLedger ledger;
    private final EngineContext context;

    DeployNotes(String deployer, DeployLedger ledger, EngineContext context) {
        this.deployer = deployer;
        this.ledger = ledger;
        this.context = context;
    }

    /** A deployment, whatever became of it. @return the commit */
    Optional<String> deployed(DeployRequest request, Applied applied) throws InterruptedException {
        return ledger.record(
                deployer,
                request,
                new DeployLedger.Line(
                        LedgerAction.DEPLOY,
                        applied.from(),
                        applied.to(),
                        applied.revision(),
                        null,
                        request.reason(),
                        null),
                context);
    }

    /** An earlier deployment was undone. @return the commit */
    Optional<String> undone(DeployRequest request, Applied applied) throws InterruptedException {
        return ledger.record(
                deployer,
                request,
                new DeployLedger.Line(
                        LedgerAction.ROLLBACK,
                        applied.from(),
                        applied.to(),
                        request.restore(),
                        applied.text(GoingBack.UNDOES),
                        request.reason(),
                        banned(request, applied)),
                context);
    }

    /** A person decided that it stays. @return the commit */
    Optional<String> stays(DeployRequest request, Applied way) throws InterruptedException {
        boolean keep = request.choice() == RollbackChoice.KEEP;
        return ledger.record(
                deployer,
                request,
                new DeployLedger.Line(
                        keep ? LedgerAction.KEEP : LedgerAction.ROLL_FORWARD,
                        null,
                        way.from(),
                        request.restore(),
                        way.text(GoingBack.UNDOES),
                        request.reason(),
                        keep ? null : banned(request, way)),
                context);
    }

    private static String banned(DeployRequest request, Applied way) {
        boolean bans = request.quarantine()
                && !request.aborted()
                && request.gitops() != null
                && !way.from().equals(way.to());
        return bans ? way.from() : null;
    }

    /**
     * After a deployment that did not come up: that there was one, and what became of it. That has happened by now; a ledger that cannot
     * be written does not undo it, but has to be told of.
     *
     * @param to what runs now
     * @param banned the version that is refused from then on; null for none
     * @return the end of a sentence
     */
    String ended(DeployWait<?> wait, LedgerAction action, String to, String why, String banned) {
        Applied applied = wait.applied();
        try {
            String deployment = deployed(wait.request(), applied).orElse(null);
            ledger.record(
                    deployer,
                    wait.request(),
                    new DeployLedger.Line(action, applied.to(), to, applied.revision(), deployment, why, banned),
                    context);
            return banned == null
                    ? ""
                    : " " + banned + " is in quarantine: it is promoted nowhere until that is lifted.";
        } catch (DeliveryException e) {
            return " The ledger does not have that (" + e.getMessage() + ").";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return " The ledger does not have that, because writing it was interrupted.";
        }
    }

    /** After an undoing whose wait did not end well. @return the end of a sentence */
    String undoneAllTheSame(DeployWait<?> wait) {
        try {
            undone(wait.request(), wait.applied());
            return "";
        } catch (DeliveryException e) {
            return " The ledger does not have that (" + e.getMessage() + ").";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return " The ledger does not have that, because writing it was interrupted.";
        }
    }
}
