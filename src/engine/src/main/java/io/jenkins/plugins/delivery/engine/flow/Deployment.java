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

    /** A stage of this environment, undone by the way back when it fails. */
    PlanStage undoing(PlanStage stage) {
        return wayBack.map(stage::undoneBy).orElse(stage);
    }
}
