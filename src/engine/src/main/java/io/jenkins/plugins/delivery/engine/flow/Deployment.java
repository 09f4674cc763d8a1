package io.jenkins.plugins.delivery.engine.flow;

import java.util.Optional;

/**
 * How a version gets into one environment, whoever deploys there.
 *
 * @param deploy the step that does it
 * @param wayBack the stage that undoes it; empty where the team keeps what failed
 * @param onAgent whether the step needs an agent
 */
record Deployment(PlanAction deploy, Optional<PlanStage> wayBack, boolean onAgent) {

    /** By itself nothing is put back that was not seen to fail; where a person is asked in any case, that one decides in doubt as well. */
    private boolean asks() {
        return "ask".equals(deploy.args().get("rollback"));
    }

    /** A stage of this environment, undone by the way back when it fails. */
    PlanStage undoing(PlanStage stage) {
        return wayBack.map(back -> stage.undoneBy(back, asks())).orElse(stage);
    }
}
