package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.forge.MergeLook;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.time.Duration;

/**
 * A pull request that somebody squashed with a message of their own: the values are there, and the history does not say what they are.
 * The lines are written down among the records then, for the commit that lacks them.
 */
final class DroppedLines {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EngineContext context;

    DroppedLines(EngineContext context) {
        this.context = context;
    }

    /** Whether what was proposed stands, so that only the lines can be missing. */
    boolean areWhatIsMissing(GitOpsRepository repository, PromotionWait wait) {
        if (!repository.has(repository.tip(), wait.file()) || wait.values().isEmpty()) {
            return false;
        }
        return Values.stand(wait.file(), repository.read(repository.tip(), wait.file()), wait.values());
    }

    /** What is true after the attempt to write the lines down. */
    GitOpsChange.Landing written(GitOpsRepository repository, PromotionWait wait, MergeLook look)
            throws InterruptedException {
        String lost = "The merge of " + wait.ticket().text("pullUrl")
                + " has dropped the lines of the ledger from its message";
        try {
            String message = wait.ticket().text("message").stripTrailing() + "\n" + Trailers.LANDED + ": "
                    + look.commit() + "\n";
            String record = new GitOpsWriter(context)
                    .signedBy(wait.request().signingCredentialsId())
                    .write(
                            repository.records(),
                            tip -> GitOpsChange.Write.empty(message),
                            context.clock().instant().plus(PATIENCE))
                    .commit();
            context.log()
                    .info(lost + "; they are in commit " + Commits.abbreviate(record) + " of the branch "
                            + GitOpsRepository.RECORDS + " now.");
        } catch (DeliveryException e) {
            context.log()
                    .warn(lost + ", so the history does not tell of it: " + e.getMessage()
                            + " Let the site keep the messages of the commits.");
        }
        return new GitOpsChange.Landing(
                wait.request().goesBack() ? PromotionState.RESTORED : PromotionState.PUSHED,
                look.commit(),
                repository.tip(),
                wait.file(),
                "",
                repository.read(repository.tip(), wait.file()),
                wait.values(),
                "");
    }
}
