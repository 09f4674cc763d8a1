package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.deploy.Applied;
import io.jenkins.plugins.delivery.engine.deploy.Deployer;
import io.jenkins.plugins.delivery.engine.deploy.GitDeployLedger;
import io.jenkins.plugins.delivery.engine.deploy.Look;
import io.jenkins.plugins.delivery.engine.image.Registries;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code helmDeploy}: a release of Helm, upgraded without {@code --atomic} and {@code --wait}. Helm ends as soon as everything is
 * applied and its hooks have run; the rest is watched through the API of the cluster, by whoever survives, and the way back is a step
 * of its own that no abort of an upgrade can kill.
 */
public final class HelmDeployer implements Deployer<HelmDeployRequest> {

    private final Helm.Sessions sessions;
    private final Registries registries;

    public HelmDeployer(Helm.Sessions sessions, Registries registries) {
        this.sessions = sessions;
        this.registries = registries;
    }

    @Override
    public String step() {
        return "helmDeploy";
    }

    @Override
    public String word() {
        return "helm";
    }

    @Override
    public Class<HelmDeployRequest> requestType() {
        return HelmDeployRequest.class;
    }

    /** A chart of a registry without files of the workspace needs no agent. */
    @Override
    public boolean usesWorkspace(HelmDeployRequest request) {
        boolean files = request.restore() == null
                && (!OciChart.isOne(request.chart()) || !request.valuesFiles().isEmpty());
        return request.onAgent() || files;
    }

    @Override
    public boolean staysThere(HelmDeployRequest request) {
        return request.onAgent();
    }

    @Override
    public List<Path> childJars() {
        return sessions.jars();
    }

    /** The ledger is read before anything is changed, and written where the wait is. */
    @Override
    public Set<String> workspaceCredentials(HelmDeployRequest request) {
        Stream<String> always = Stream.of(
                request.credentialsId(),
                request.registryCredentialsId(),
                request.gitopsCredentialsId(),
                request.sourceCredentialsId());
        Stream<String> there = request.onAgent() ? Stream.of(request.signingCredentialsId()) : Stream.empty();
        return Stream.concat(always, there).filter(id -> id != null).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String endpoint(HelmDeployRequest request) {
        return "Kubernetes " + (request.credentialsId() == null ? "of the agent" : request.credentialsId())
                + (request.context() == null ? "" : " " + request.context());
    }

    @Override
    public Applied apply(HelmDeployRequest request, EngineContext context) throws InterruptedException {
        return request.restore() == null
                ? new ReleaseUpgrade(request, sessions, registries, context).run()
                : new ReleaseUndo(request, sessions, context).run();
    }

    @Override
    public Look look(HelmDeployRequest request, Applied applied, EngineContext context) throws InterruptedException {
        return new ReleaseWatch(request, context).look(applied);
    }

    @Override
    public void fail(HelmDeployRequest request, Applied applied, String why, EngineContext context)
            throws InterruptedException {
        ReleaseHistory history = HelmCluster.of(request, context).history();
        int number = Integer.parseInt(applied.revision());
        for (Revision revision : history.read()) {
            if (revision.number() == number && revision.status() != ReleaseStatus.FAILED) {
                history.fail(revision, why);
            }
        }
    }

    /** What failed is what stands, so it is deployed again by that. */
    @Override
    public void keep(HelmDeployRequest request, Applied way, EngineContext context) throws InterruptedException {
        ReleaseHistory history = HelmCluster.of(request, context).history();
        Optional<Revision> kept = ReleaseHistory.last(history.read())
                .filter(revision -> String.valueOf(revision.number()).equals(way.revision()) && revision.failed());
        if (kept.isPresent()) {
            String own = ReleaseName.own(kept.get());
            String run = GitDeployLedger.run(request, context);
            history.keep(
                    kept.get(),
                    own.isEmpty() ? ReleaseName.description(way.from(), run, ReleaseName.intent(request, run)) : own);
        }
    }

    @Override
    public Restored restore(HelmDeployRequest request, Applied applied, String why, EngineContext context)
            throws InterruptedException {
        ReleaseRollback.Outcome outcome =
                new ReleaseRollback(request, sessions, context).from(Integer.parseInt(applied.revision()), why);
        return new Restored(outcome.version(), outcome.sentence());
    }
}
