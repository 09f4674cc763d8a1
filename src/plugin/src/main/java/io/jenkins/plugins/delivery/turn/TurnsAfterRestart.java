package io.jenkins.plugins.delivery.turn;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.delivery.engine.turn.PromotionTurns;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;

/**
 * Gives the runs that go on after a restart their turns back. Nobody gets a turn before all of them are back. Comes after the listener of
 * Pipeline, which loads and resumes them.
 */
@Extension(ordinal = -1000)
public final class TurnsAfterRestart extends ItemListener {

    private static final Logger LOGGER = Logger.getLogger(TurnsAfterRestart.class.getName());

    /** Before the first run goes on. */
    @Initializer(after = InitMilestone.EXTENSIONS_AUGMENTED, before = InitMilestone.JOB_LOADED)
    public static void recovering() {
        PromotionTurns.ofThisProcess().recovering();
    }

    @Override
    public void onLoaded() {
        try {
            for (FlowExecution execution : FlowExecutionList.get()) {
                restore(execution);
            }
        } finally {
            PromotionTurns.ofThisProcess().recovered(Instant.now());
        }
    }

    private static void restore(FlowExecution execution) {
        try {
            if (execution.getOwner().getExecutable() instanceof Run<?, ?> run) {
                HeldTurns.of(run).forEach(PromotionTurns.ofThisProcess()::restore);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "The turns of " + execution + " are lost: another run may promote beside it.");
        }
    }
}
