package io.jenkins.plugins.delivery.engine.deploy.ecs;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.deploy.Applied;
import io.jenkins.plugins.delivery.engine.deploy.Deployer;
import io.jenkins.plugins.delivery.engine.deploy.GitDeployLedger;
import io.jenkins.plugins.delivery.engine.deploy.Look;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * Deploys to Amazon ECS: makes a revision of the task definition with the new image, moves the service to it and judges its
 * deployments. The revisions it makes are tagged with version, run and the last good revision, so that a run that was killed in between
 * finds its own work, and a later one what to go back to.
 */
public final class EcsDeployer implements Deployer<EcsDeployRequest> {

    /** Facts of a deployment: ARNs of the revision that shall run, and of the last one that ran well. */
    static final String DEFINITION = "taskDefinition";

    static final String PREVIOUS = "previous";

    @Override
    public String step() {
        return "ecsDeploy";
    }

    @Override
    public String word() {
        return "ecs";
    }

    @Override
    public Class<EcsDeployRequest> requestType() {
        return EcsDeployRequest.class;
    }

    @Override
    public boolean usesWorkspace(EcsDeployRequest request) {
        return false;
    }

    @Override
    public Set<String> workspaceCredentials(EcsDeployRequest request) {
        return Set.of();
    }

    @Override
    public String endpoint(EcsDeployRequest request) {
        return "ECS " + (request.endpoint() == null ? String.valueOf(request.region()) : request.endpoint());
    }

    @Override
    public Applied apply(EcsDeployRequest request, EngineContext context) throws InterruptedException {
        EcsCluster cluster = new EcsCluster(request, context);
        Service service = cluster.service();
        TaskRevision current = new TaskRevision(cluster.definition(service.taskDefinition()));
        if (request.restore() != null) {
            return new EcsUndo(request, cluster, context).from(current);
        }
        String run = GitDeployLedger.run(request, context);
        if (current.runs(request)) {
            boolean own = run != null && current.tag(TaskRevision.RUN).equals(Optional.of(mark(run)));
            Optional<String> previous = current.tag(TaskRevision.PREVIOUS).filter(arn -> own);
            String from = previous.isEmpty() ? null : version(cluster, previous.get(), request);
            return applied(
                    own ? PromotionState.PUSHED : PromotionState.UNCHANGED,
                    from,
                    request.version(),
                    current.arn(),
                    previous.orElse(null));
        }
        String previous = Rollout.lastGood(service);
        TaskRevision good = previous.equals(current.arn()) ? current : new TaskRevision(cluster.definition(previous));
        String from = good.version(request);
        if (request.digest() == null) {
            context.log()
                    .warn(
                            "Without digest the task definition names the tag, and what runs changes when the tag is moved.");
        }
        if (context.dryRun()) {
            return applied(PromotionState.PLANNED, from, request.version(), null, previous);
        }
        String made = revision(request, cluster, current, previous, run);
        cluster.update(made);
        return applied(PromotionState.PUSHED, from, request.version(), made, previous);
    }

    /** The revision that this run made before it was killed, or a new one. */
    private static String revision(
            EcsDeployRequest request, EcsCluster cluster, TaskRevision current, String previous, String run)
            throws InterruptedException {
        TaskRevision newest = new TaskRevision(cluster.definition(current.family()));
        if (run != null && newest.tag(TaskRevision.RUN).equals(Optional.of(mark(run))) && newest.runs(request)) {
            return newest.arn();
        }
        Map<String, String> marks = new LinkedHashMap<>();
        marks.put(TaskRevision.VERSION, request.version());
        marks.put(TaskRevision.RUN, run == null ? null : mark(run));
        marks.put(TaskRevision.PREVIOUS, previous);
        return cluster.register(current.next(request, marks));
    }

    @Override
    public Look look(EcsDeployRequest request, Applied applied, EngineContext context) throws InterruptedException {
        EcsCluster cluster = new EcsCluster(request, context);
        Service service = cluster.service();
        Look look = new Rollout(service, applied).look(applied);
        return look instanceof Look.Failed failed
                ? new Look.Failed(failed.why(), StoppedTasks.diagnosis(cluster, service, applied.text(DEFINITION)))
                : look;
    }

    @Override
    public Restored restore(EcsDeployRequest request, Applied applied, String why, EngineContext context)
            throws InterruptedException {
        EcsCluster cluster = new EcsCluster(request, context);
        String previous = applied.text(PREVIOUS);
        if (previous == null) {
            return new Restored(null, "There is no earlier revision to go back to.");
        }
        String now = cluster.service().taskDefinition();
        String back = request.env() + " is back at " + applied.from() + " (" + TaskRevision.shortName(previous) + ")";
        if (now.equals(previous)) {
            return new Restored(applied.from(), back + "; the deployment circuit breaker of ECS did that.");
        }
        if (!now.equals(applied.text(DEFINITION))) {
            return new Restored(
                    null,
                    "Nothing was put back: somebody has moved the service to " + TaskRevision.shortName(now)
                            + " in the meantime.");
        }
        cluster.update(previous);
        return new Restored(applied.from(), back + ".");
    }

    private static String version(EcsCluster cluster, String definition, EcsDeployRequest request)
            throws InterruptedException {
        return new TaskRevision(cluster.definition(definition)).version(request);
    }

    static Applied applied(PromotionState change, String from, String to, String definition, String previous) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (definition != null) {
            facts.put(DEFINITION, definition);
        }
        if (previous != null) {
            facts.put(PREVIOUS, previous);
        }
        return new Applied(change, from, to, definition == null ? null : TaskRevision.shortName(definition), facts);
    }

    /** A run as the value of a tag can hold it. */
    private static String mark(String run) {
        return TaskRevision.tagValue(run);
    }
}
