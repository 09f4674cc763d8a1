package io.jenkins.plugins.delivery.view;

import hudson.model.AbstractItem;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a page gets to one service in one environment: the arguments with which the last step got there, and a job whose builds have the
 * credentials for it.
 *
 * @param home the item that stands for the service
 * @param place what is known of the service in the environment
 */
record Reach(AbstractItem home, EnvironmentState.Place place) {

    /** Parameters that say where, and not what: they are the same for the next step. */
    private static final Set<String> WAY = Set.of(
            "gitops",
            "branch",
            "credentialsId",
            "signingCredentialsId",
            "mode",
            "forge",
            "forgeUrl",
            "forgeProject",
            "forgeCredentialsId",
            "autoMerge",
            "mergeTimeout",
            "remindAfter",
            "argo",
            "argoCredentialsId",
            "app",
            "project",
            "source",
            "sourceCredentialsId",
            "migrations",
            "stableFor",
            "timeout");

    /** Of those the ones that lead to the ledger, which every step can write. */
    private static final Set<String> LEDGER = Set.of("gitops", "branch", "signingCredentialsId");

    /**
     * What of a step's arguments is worth keeping for the next one there. A step that deploys without a commit has credentials of its
     * platform, and others for the repository that has the ledger.
     *
     * @return empty when the step was not told of any repository
     */
    static Map<String, Object> way(String step, Map<String, Object> arguments) {
        Map<String, Object> way = new LinkedHashMap<>(arguments);
        if (!arguments.containsKey("gitops")) {
            return Map.of();
        }
        if (StepNotes.deploysByCommit(step)) {
            way.keySet().retainAll(WAY);
            return way;
        }
        way.keySet().retainAll(LEDGER);
        if (arguments.get("gitopsCredentialsId") != null) {
            way.put("credentialsId", arguments.get("gitopsCredentialsId"));
        }
        return way;
    }

    /** Whether a commit can put the service back here: one brought what stands. */
    boolean isReversible() {
        return !place.way().isEmpty() && StepNotes.deploysByCommit(place.step());
    }

    /** Why no build of the project can put the service back here by a commit; empty when one can. */
    Optional<String> obstacle() {
        if (!StepNotes.deploysByCommit(place.step())) {
            return Optional.of(place.newest().get("service") + " in "
                    + place.newest().get("env") + " was deployed by " + place.step()
                    + ", which no commit puts back. Call that step with restore: in a Pipeline instead.");
        }
        return isReversible() && run().isPresent()
                ? Optional.empty()
                : Optional.of("No build of this project can put it back. Call argoRollback in a Pipeline instead.");
    }

    /** Empty when nothing was ever promoted there. */
    static Optional<Reach> of(AbstractItem home, String service, String environment) {
        Map<String, EnvironmentState.Place> places =
                EnvironmentStore.of(home).read().services().getOrDefault(service, Map.of());
        return Optional.ofNullable(places.get(environment)).map(place -> new Reach(home, place));
    }

    /** To any environment of a service; empty when no build of the project can get there. */
    static Optional<Reach> any(AbstractItem home, String service) {
        return EnvironmentStore.of(home).read().services().getOrDefault(service, Map.of()).values().stream()
                .map(place -> new Reach(home, place))
                .filter(reach -> !reach.place().way().isEmpty() && reach.run().isPresent())
                .reduce((earlier, later) -> later);
    }

    /** The kept arguments that this step takes, and what is said now. */
    Map<String, Object> arguments(String step, Map<String, Object> said) {
        List<String> known = Arrays.stream(
                        OperationCatalog.named(step).requestType().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        Map<String, Object> arguments = new LinkedHashMap<>(place.way());
        arguments.putAll(said);
        arguments.keySet().retainAll(known);
        return arguments;
    }

    /** The newest run of a job that can be built: that which promoted, or another one when it is gone. */
    Optional<Run<?, ?>> run() {
        String promoted = place.newest().get("job");
        List<Job<?, ?>> jobs = Homes.jobs(home);
        return jobs.stream()
                .filter(job -> job.getName().equals(promoted))
                .flatMap(job -> buildable(job).stream())
                .findFirst()
                .or(() -> jobs.stream().flatMap(job -> buildable(job).stream()).findFirst());
    }

    /** The newest run of a job, whatever it did: it stands for the place and its credentials. All jobs of a home are Pipelines. */
    private static Optional<Run<?, ?>> buildable(Job<?, ?> job) {
        return job.isBuildable() ? Optional.ofNullable(job.getLastBuild()) : Optional.empty();
    }
}
