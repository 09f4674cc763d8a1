package io.jenkins.plugins.delivery.engine.deploy.ecs;

import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.deploy.Applied;
import io.jenkins.plugins.delivery.engine.deploy.Look;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * Judges what ECS tells of the deployments of a service. Steady is what ECS calls completed, with all tasks running and no other
 * deployment left; what ECS gives up, it gives up for good.
 */
final class Rollout {

    /** After how many failed tasks ECS itself gives up, at least ("How the deployment circuit breaker works"). */
    private static final int FEWEST_FAILURES = 3;

    private static final int MOST_FAILURES = 200;

    private final Service service;
    private final String definition;
    private final String previous;

    Rollout(Service service, Applied applied) {
        this.service = service;
        this.definition = applied.text(EcsDeployer.DEFINITION);
        this.previous = applied.text(EcsDeployer.PREVIOUS);
    }

    /** The deployment that new tasks belong to. */
    static Optional<Deployment> primary(Service service) {
        return service.deployments().stream()
                .filter(deployment -> "PRIMARY".equals(deployment.status()))
                .findFirst();
    }

    /** The revision that ran well last: of a completed deployment, else the one in use. */
    static String lastGood(Service service) {
        return service.deployments().stream()
                .filter(deployment -> deployment.rolloutState() == DeploymentRolloutState.COMPLETED)
                .map(Deployment::taskDefinition)
                .findFirst()
                .orElse(service.taskDefinition());
    }

    Look look(Applied applied) {
        Optional<Deployment> own = service.deployments().stream()
                .filter(deployment -> deployment.taskDefinition().equals(definition))
                .findFirst();
        Optional<Deployment> primary = primary(service);
        if (own.isPresent() && own.get().rolloutState() == DeploymentRolloutState.FAILED) {
            return failed("ECS gave the deployment up" + reason(own.get()) + goneBack(primary));
        }
        if (primary.isEmpty()) {
            return new Look.Waiting(applied, "ECS has not begun with it");
        }
        if (!primary.get().taskDefinition().equals(definition)) {
            String other = primary.get().taskDefinition();
            return other.equals(previous)
                    ? failed("ECS went back to " + TaskRevision.shortName(other) + reason(primary.get()))
                    : new Look.Superseded("the task definition " + TaskRevision.shortName(other));
        }
        return progress(applied, primary.get());
    }

    private Look progress(Applied applied, Deployment deployment) {
        int desired = count(deployment.desiredCount());
        int running = count(deployment.runningCount());
        int failures = count(deployment.failedTasks());
        boolean alone = service.deployments().size() == 1;
        // Controllers without a rollout state tell the same by their counts.
        boolean completed =
                deployment.rolloutState() == null || deployment.rolloutState() == DeploymentRolloutState.COMPLETED;
        if (completed && alone && running >= desired && count(service.pendingCount()) == 0) {
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put("health", "Healthy");
            seen.put("tasks", running);
            return new Look.Ready(seen);
        }
        int limit = Math.min(MOST_FAILURES, Math.max(FEWEST_FAILURES, (desired + 1) / 2));
        if (failures >= limit && !hasCircuitBreaker()) {
            return failed(
                    failures + " of its tasks failed; the service has no deployment circuit breaker, so ECS would go on"
                            + " trying");
        }
        String old = alone ? "" : ", tasks of " + (service.deployments().size() - 1) + " earlier deployments still run";
        String failed = failures == 0 ? "" : ", " + failures + " failed";
        return new Look.Waiting(applied, running + " of " + desired + " tasks run" + failed + old);
    }

    private boolean hasCircuitBreaker() {
        return service.deploymentConfiguration() != null
                && service.deploymentConfiguration().deploymentCircuitBreaker() != null
                && Boolean.TRUE.equals(service.deploymentConfiguration()
                        .deploymentCircuitBreaker()
                        .enable());
    }

    private String goneBack(Optional<Deployment> primary) {
        return primary.filter(deployment -> deployment.taskDefinition().equals(previous))
                .map(deployment -> ", and goes back to " + TaskRevision.shortName(previous))
                .orElse("");
    }

    private static String reason(Deployment deployment) {
        String reason = deployment.rolloutStateReason();
        return reason == null || reason.isBlank() ? "" : " (" + reason.strip().replaceAll("\\.$", "") + ")";
    }

    private static Look failed(String why) {
        return new Look.Failed(why, Diagnosis.NONE);
    }

    private static int count(Integer count) {
        return count == null ? 0 : count;
    }
}
