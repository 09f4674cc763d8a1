package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.time.Duration;

/** Brings Git to rest after a wait that did not end well, and says in a sentence what is true there now. */
final class Rollback {

    /** Git has to take the previous values within this time; a person waits for the answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final GitOpsRepository.Opener repositories;
    private final EngineContext context;

    Rollback(GitOpsRepository.Opener repositories, EngineContext context) {
        this.repositories = repositories;
        this.context = context;
    }

    /**
     * @param why for the ledger
     * @return whether Git was changed, and what it says now
     */
    Aftermath after(PromotionWait wait, String why) {
        ArgoPromoteRequest request = wait.request();
        String still = request.env() + " still names " + wait.version() + " in Git";
        if (wait.commit() == null) {
            return new Aftermath(false, "This run changed nothing: " + still + ".");
        }
        String by = Commits.abbreviate(wait.commit());
        if (request.restore() != null) {
            return new Aftermath(false, "The undoing stays: " + still + " (commit " + by + ").");
        }
        String advice = "Undo it with restore: '" + wait.commit() + "'.";
        if (request.rollback() == RollbackMode.OFF) {
            return new Aftermath(
                    false, "Nothing was put back, as rollback says: " + still + " (commit " + by + "). " + advice);
        }
        try {
            return restored(wait, why);
        } catch (DeliveryException e) {
            return new Aftermath(
                    false,
                    "The value from before could not be put back (" + e.getMessage() + "): " + still + ". " + advice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Aftermath(false, "Putting the value from before back was interrupted: " + still + ". " + advice);
        }
    }

    /** @param sentence what is true in Git now */
    record Aftermath(boolean restored, String sentence) {}

    private Aftermath restored(PromotionWait wait, String why) throws InterruptedException {
        ArgoPromoteRequest request = wait.request();
        GitOpsAddress address = new GitOpsAddress(request.gitops(), request.branch(), request.credentialsId());
        RestoreChange change = new RestoreChange(
                wait.commit(),
                request.service(),
                request.env(),
                new PromotionIntent.Provenance(
                        RunName.of(request, context),
                        null,
                        context.redactor().redact(why),
                        PromotionIntent.Proof.NONE));
        try (GitOpsRepository repository = repositories.open(address, context)) {
            GitOpsChange.Landing landing = new GitOpsWriter(context)
                    .signedBy(request.signingCredentialsId())
                    .write(repository, change, context.clock().instant().plus(PATIENCE));
            if (landing.commit() != null) {
                String to = Values.first(landing.file(), landing.after(), landing.values());
                return new Aftermath(
                        true,
                        request.env() + " is back at " + to + " (commit " + Commits.abbreviate(landing.commit())
                                + ").");
            }
            return new Aftermath(false, landing.note());
        }
    }
}
