package io.jenkins.plugins.delivery.turn;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.delivery.run.StepListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Saves with a run which turns it has, so that a restart of the controller gives them to nobody else. */
@Extension
public final class TurnKeeper extends StepListener {

    @Override
    public void completed(Run<?, ?> run, String step, Map<String, Object> arguments, Map<String, Object> result) {
        if (!step.equals("promotionTurn")) {
            return;
        }
        try {
            if (result.get("turn") instanceof Map<?, ?> turn) {
                HeldTurns.add(run, turn);
            } else if (Boolean.TRUE.equals(arguments.get("release"))) {
                HeldTurns.remove(run, String.valueOf(result.get("service")), String.valueOf(result.get("env")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The turn of " + run + " could not be saved with it", e);
        }
    }
}
