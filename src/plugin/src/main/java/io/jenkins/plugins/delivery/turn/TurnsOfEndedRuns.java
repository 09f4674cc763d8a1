package io.jenkins.plugins.delivery.turn;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.delivery.engine.turn.PromotionTurns;
import java.util.Map;

/** Gives the turns of a run back that has ended, however it ended. */
@Extension
public final class TurnsOfEndedRuns extends RunListener<Run<?, ?>> {

    @Override
    public void onFinalized(Run<?, ?> run) {
        end(run);
    }

    @Override
    public void onDeleted(Run<?, ?> run) {
        end(run);
    }

    private static void end(Run<?, ?> run) {
        for (Map<String, Object> turn : HeldTurns.of(run)) {
            PromotionTurns.ofThisProcess().runEnded(String.valueOf(turn.get("run")));
        }
    }
}
