package io.jenkins.plugins.delivery.testbed.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does what the controllers of a cluster do: gives workloads a status, and pods that fare as the test says. */
final class Rollouts {

    static final String HASH = "pod-template-hash";

    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final KubeObjects objects;
    private final Map<String, Rollout> byImage = new LinkedHashMap<>();
    private final Map<String, String> logs = new LinkedHashMap<>();

    Rollouts(KubeObjects objects) {
        this.objects = objects;
    }

    synchronized void when(String image, Rollout rollout) {
        byImage.put(image, rollout);
    }

    synchronized void logs(String image, String text) {
        logs.put(image, text);
    }

    /** What the pods of an image wrote. */
    synchronized String logs(String image) {
        return logs.getOrDefault(image, "");
    }

    /** Brings every workload to where its image takes it. */
    synchronized void settle() {
        for (String namespace : objects.namespaces()) {
            for (String plural : List.of("deployments", "statefulsets", "daemonsets")) {
                String collection = "/apis/apps/v1/namespaces/" + namespace + "/" + plural;
                objects.list(collection, "", "").forEach(object -> settle(collection, namespace, object));
            }
            String jobs = "/apis/batch/v1/namespaces/" + namespace + "/jobs";
            objects.list(jobs, "", "").forEach(job -> settle(jobs, namespace, job));
        }
    }

    private void settle(String collection, String namespace, ObjectNode object) {
        String name = object.path("metadata").path("name").asText();
        String kind = object.path("kind").asText();
        JsonNode template = object.path("spec").path("template");
        String image =
                template.path("spec").path("containers").path(0).path("image").asText();
        Rollout rollout = byImage.getOrDefault(image, Rollout.READY);
        String hash = Integer.toHexString(template.hashCode());
        ObjectNode wanted = status(kind, object, rollout, hash);
        String path = collection + "/" + name;
        if (!wanted.equals(object.path("status"))) {
            object.set("status", wanted);
            if (kind.equals("Deployment")) {
                object.withObject("/metadata").withObject("/annotations").put(REVISION, hash);
                replicaSet(namespace, name, template, hash);
            }
            objects.settled(path, object);
            pods(namespace, name, template, image, rollout, hash);
        }
    }

    private static ObjectNode status(String kind, JsonNode object, Rollout rollout, String hash) {
        int replicas = object.path("spec").path("replicas").asInt(1);
        int ready = rollout == Rollout.READY ? replicas : 0;
        ObjectNode status = Json.mapper().createObjectNode();
        status.put(
                "observedGeneration", object.path("metadata").path("generation").asLong());
        switch (kind) {
            case "Deployment" -> {
                status.put("replicas", replicas).put("updatedReplicas", replicas);
                status.put("readyReplicas", ready).put("availableReplicas", ready);
                if (rollout == Rollout.GIVEN_UP) {
                    status.withArray("/conditions")
                            .addObject()
                            .put("type", "Progressing")
                            .put("status", "False")
                            .put("reason", "ProgressDeadlineExceeded")
                            .put("message", "ReplicaSet has timed out progressing.");
                }
            }
            case "StatefulSet" ->
                status.put("replicas", replicas)
                        .put("updatedReplicas", replicas)
                        .put("readyReplicas", ready)
                        .put("currentRevision", hash)
                        .put("updateRevision", hash);
            case "DaemonSet" ->
                status.put("desiredNumberScheduled", 1)
                        .put("updatedNumberScheduled", 1)
                        .put("numberReady", Math.min(1, ready))
                        .put("numberAvailable", Math.min(1, ready));
            default -> {
                if (rollout == Rollout.READY || rollout == Rollout.GIVEN_UP) {
                    boolean done = rollout == Rollout.READY;
                    status.put(done ? "succeeded" : "failed", 1)
                            .withArray("/conditions")
                            .addObject()
                            .put("type", done ? "Complete" : "Failed")
                            .put("status", "True")
                            .put("reason", done ? "CompletionsReached" : "BackoffLimitExceeded")
                            .put("message", done ? "" : "Job has reached the specified backoff limit");
                } else {
                    status.put("active", 1);
                }
            }
        }
        return status;
    }

    private void replicaSet(String namespace, String name, JsonNode template, String hash) {
        String path = "/apis/apps/v1/namespaces/" + namespace + "/replicasets/" + name + "-" + hash;
        ObjectNode set =
                Json.mapper().createObjectNode().put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        ObjectNode metadata =
                set.putObject("metadata").put("name", name + "-" + hash).put("namespace", namespace);
        metadata.putObject("annotations").put(REVISION, hash);
        ObjectNode labels = metadata.putObject("labels");
        copyLabels(template, labels);
        labels.put(HASH, hash);
        if (!objects.has(path)) {
            objects.create(path, set);
        }
    }

    private void pods(String namespace, String name, JsonNode template, String image, Rollout rollout, String hash) {
        String collection = "/api/v1/namespaces/" + namespace + "/pods";
        objects.list(collection, "workload=" + name, "")
                .forEach(old -> objects.delete(
                        collection + "/" + old.path("metadata").path("name").asText()));
        String podName = name + "-" + hash + "-abcde";
        ObjectNode pod =
                Json.mapper().createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata").put("name", podName).put("namespace", namespace);
        ObjectNode labels = metadata.putObject("labels");
        copyLabels(template, labels);
        labels.put(HASH, hash).put("controller-revision-hash", hash).put("workload", name);
        pod.putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "app")
                .put("image", image);
        ObjectNode status = pod.putObject("status").put("phase", rollout == Rollout.READY ? "Running" : "Pending");
        ObjectNode container = status.putArray("containerStatuses")
                .addObject()
                .put("name", "app")
                .put("image", image)
                .put("ready", rollout == Rollout.READY);
        switch (rollout) {
            case READY ->
                container
                        .put("restartCount", 0)
                        .put("imageID", image.replaceFirst(":[^:/]*$", "") + "@sha256:" + "ab".repeat(32))
                        .putObject("state")
                        .putObject("running");
            case CRASH_LOOP, GIVEN_UP -> {
                container.put("restartCount", 4);
                container
                        .withObject("/state/waiting")
                        .put("reason", "CrashLoopBackOff")
                        .put("message", "back-off 40s restarting failed container");
                container.withObject("/lastState/terminated").put("exitCode", 1).put("reason", "Error");
            }
            case NO_IMAGE ->
                container
                        .put("restartCount", 0)
                        .withObject("/state/waiting")
                        .put("reason", "ImagePullBackOff")
                        .put("message", "Back-off pulling image \"" + image + "\"");
            case STARTING ->
                container.put("restartCount", 0).withObject("/state/waiting").put("reason", "ContainerCreating");
        }
        objects.create(collection + "/" + podName, pod);
        if (rollout != Rollout.READY) {
            event(namespace, podName, container.path("state").path("waiting"));
        }
    }

    private static void copyLabels(JsonNode template, ObjectNode labels) {
        template.path("metadata")
                .path("labels")
                .properties()
                .forEach(label -> labels.set(label.getKey(), label.getValue()));
    }

    private void event(String namespace, String pod, JsonNode why) {
        String name = pod + ".1";
        ObjectNode event =
                Json.mapper().createObjectNode().put("apiVersion", "v1").put("kind", "Event");
        event.putObject("metadata").put("name", name).put("namespace", namespace);
        event.putObject("involvedObject").put("kind", "Pod").put("name", pod).put("namespace", namespace);
        event.put("type", "Warning")
                .put("reason", "BackOff")
                .put("message", why.path("message").asText("waiting"))
                .put(
                        "lastTimestamp",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        String path = "/api/v1/namespaces/" + namespace + "/events/" + name;
        if (!objects.has(path)) {
            objects.create(path, event);
        }
    }
}
