package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.deploy.Applied;
import io.jenkins.plugins.delivery.engine.deploy.Look;
import io.jenkins.plugins.delivery.engine.deploy.kube.Workload;
import io.jenkins.plugins.delivery.engine.deploy.kube.Workloads;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks whether a revision still stands, and whether its workloads are ready. */
final class ReleaseWatch {

    static final String FAILED = "failed";
    /** Whether a failure of Helm says nothing against the version. */
    static final String BLAMELESS = "blameless";

    private static final String WORKLOADS = "workloads";
    private static final String CHART = "chart";
    private static final String HOPELESS_SINCE = "hopelessSince";

    private final HelmDeployRequest request;
    private final EngineContext context;

    ReleaseWatch(HelmDeployRequest request, EngineContext context) {
        this.request = request;
        this.context = context;
    }

    /** What a revision came to, with what later looks have to know of it. */
    static Applied applied(
            PromotionState change, String from, String to, Revision revision, HelmDeployRequest request) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(
                WORKLOADS,
                Workload.in(revision.manifest(), request.namespaceName()).stream()
                        .map(Workload::text)
                        .toList());
        facts.put(CHART, revision.chart());
        return new Applied(change, from, to, String.valueOf(revision.number()), facts);
    }

    Look look(Applied applied) throws InterruptedException {
        HelmCluster cluster = HelmCluster.of(request, context);
        Workloads workloads = new Workloads(cluster.api());
        List<Workload> wanted = workloads(applied);
        if (applied.text(FAILED) != null) {
            return new Look.Failed(applied.text(FAILED), diagnosis(workloads, wanted), applied.text(BLAMELESS) == null);
        }
        int own = Integer.parseInt(applied.revision());
        Optional<ReleaseHistory.Newest> newest = cluster.history().newest();
        if (newest.isEmpty() || newest.get().number() < own) {
            return new Look.Failed(
                    "its revision " + own + " was removed from the cluster by somebody", Diagnosis.NONE, false);
        }
        if (newest.get().number() > own) {
            return new Look.Superseded("revision " + newest.get().number());
        }
        if (newest.get().status() != ReleaseStatus.DEPLOYED) {
            return new Look.Failed(
                    "somebody noted its revision " + own + " as "
                            + newest.get().status().text(),
                    Diagnosis.NONE,
                    false);
        }
        Workloads.State state = workloads.look(wanted);
        if (state.ready()) {
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put("health", "Healthy");
            seen.put(CHART, applied.text(CHART));
            seen.put("images", state.images());
            return new Look.Ready(seen);
        }
        return state.givenUp()
                ? new Look.Failed(state.message(), diagnosis(workloads, wanted))
                : wait(applied, state, workloads);
    }

    /** A pod that cannot start may be cured by what comes later, a secret or a database; but not for long. */
    private Look wait(Applied applied, Workloads.State state, Workloads workloads) throws InterruptedException {
        Instant now = context.clock().instant();
        if (state.hopeless() == null) {
            return new Look.Waiting(applied, state.message());
        }
        Applied known = applied.text(HOPELESS_SINCE) == null ? applied.with(HOPELESS_SINCE, now.toString()) : applied;
        Duration since = Duration.between(Instant.parse(known.text(HOPELESS_SINCE)), now);
        if (since.compareTo(request.failAfter()) >= 0) {
            return new Look.Failed(
                    state.message() + ", and " + state.hopeless() + " since " + Durations.text(since),
                    diagnosis(workloads, workloads(applied)));
        }
        return new Look.Waiting(known, state.message() + ", " + state.hopeless());
    }

    private static Diagnosis diagnosis(Workloads workloads, List<Workload> wanted) throws InterruptedException {
        return workloads.diagnose(wanted);
    }

    private static List<Workload> workloads(Applied applied) {
        return ((List<?>) applied.facts().get(WORKLOADS))
                .stream().map(text -> Workload.of(text.toString())).toList();
    }
}
