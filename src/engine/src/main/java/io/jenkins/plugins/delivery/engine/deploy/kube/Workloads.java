package io.jenkins.plugins.delivery.engine.deploy.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Looks at workloads and their pods. */
public final class Workloads {

    private final KubeApi api;

    public Workloads(KubeApi api) {
        this.api = api;
    }

    /**
     * The state of several workloads together.
     *
     * @param ready whether all are
     * @param givenUp whether the cluster has given one of them up
     * @param message a clause about the first that is not ready
     * @param hopeless the first of its pods' faults that more time rarely cures, as {@code payments-abc CrashLoopBackOff}; or null
     * @param images the images of all pods, with the digests that run; only when all are ready
     */
    public record State(boolean ready, boolean givenUp, String message, String hopeless, List<String> images) {}

    public State look(List<Workload> workloads) throws InterruptedException {
        TreeSet<String> images = new TreeSet<>();
        for (Workload workload : workloads) {
            JsonNode object;
            try {
                object = api.get(workload.path());
            } catch (NotFoundException e) {
                return new State(false, true, workload + " is no longer in the cluster", null, List.of());
            }
            Rollout rollout = Rollout.of(workload.kind(), object);
            if (rollout.state() != Rollout.State.READY) {
                String hopeless = pods(workload, object).stream()
                        .flatMap(pod -> PodFault.of(pod).stream())
                        .filter(PodFault::hopeless)
                        .findFirst()
                        .map(fault -> fault.pod() + " " + fault.trouble().text())
                        .orElse(null);
                boolean givenUp = rollout.state() == Rollout.State.GIVEN_UP;
                return new State(false, givenUp, workload + ": " + rollout.message(), hopeless, List.of());
            }
            for (JsonNode pod : pods(workload, object)) {
                pod.path("status").path("containerStatuses").forEach(status -> {
                    String id = status.path("imageID").asText().replaceFirst("^[a-z-]+://", "");
                    images.add(
                            id.contains("@sha256:") ? id : status.path("image").asText());
                });
            }
        }
        return new State(true, false, "", null, List.copyOf(images));
    }

    /** Why the first workload that is not ready is not. Reads what it can, and says what it cannot. */
    public Diagnosis diagnose(List<Workload> workloads) throws InterruptedException {
        PodReads reads = new PodReads(api);
        for (Workload workload : workloads) {
            try {
                JsonNode object = api.get(workload.path());
                if (Rollout.of(workload.kind(), object).state() != Rollout.State.READY) {
                    return reads.diagnosis(workload, pods(workload, object));
                }
            } catch (NotFoundException e) {
                return Diagnosis.unread(workload + " is not in the cluster.");
            }
        }
        return Diagnosis.NONE;
    }

    /** The pods of the newest revision of a workload; old ones that are on their way out say nothing about it. */
    private List<JsonNode> pods(Workload workload, JsonNode object) throws InterruptedException {
        List<String> terms = new ArrayList<>();
        object.path("spec")
                .path("selector")
                .path("matchLabels")
                .properties()
                .forEach(label ->
                        terms.add(label.getKey() + "=" + label.getValue().asText()));
        if (workload.kind().equals("Deployment")) {
            hash(workload, object, String.join(",", terms)).ifPresent(hash -> terms.add("pod-template-hash=" + hash));
        } else if (workload.kind().equals("StatefulSet")) {
            String revision = object.path("status").path("updateRevision").asText();
            if (!revision.isEmpty()) {
                terms.add("controller-revision-hash=" + revision);
            }
        }
        List<JsonNode> pods = new ArrayList<>();
        if (!terms.isEmpty()) {
            api.get(PodReads.list(
                            "/api/v1/namespaces/" + workload.namespace() + "/pods",
                            "labelSelector",
                            String.join(",", terms)))
                    .path("items")
                    .forEach(pods::add);
        }
        return pods;
    }

    /** What the controller has named the newest ReplicaSet by: it carries the revision of its Deployment. */
    private Optional<String> hash(Workload workload, JsonNode object, String selector) throws InterruptedException {
        String revision = revision(object);
        JsonNode sets = api.get(PodReads.list(
                "/apis/apps/v1/namespaces/" + workload.namespace() + "/replicasets", "labelSelector", selector));
        for (JsonNode set : sets.path("items")) {
            if (!revision.isEmpty() && revision(set).equals(revision)) {
                return Optional.of(set.path("metadata")
                                .path("labels")
                                .path("pod-template-hash")
                                .asText())
                        .filter(hash -> !hash.isEmpty());
            }
        }
        return Optional.empty();
    }

    private static String revision(JsonNode object) {
        return object.path("metadata")
                .path("annotations")
                .path("deployment.kubernetes.io/revision")
                .asText();
    }
}
