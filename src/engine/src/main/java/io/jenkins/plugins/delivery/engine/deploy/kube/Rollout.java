package io.jenkins.plugins.delivery.engine.deploy.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * How far a workload has come, by its status alone (Kubernetes API reference, "Workload Resources"). Pure.
 *
 * @param state where it stands
 * @param message a clause for people: {@code 1 of 3 pods are ready}
 */
record Rollout(State state, String message) {

    /** Where a rollout stands. */
    enum State {
        /** Everything runs that shall run, and nothing of the old. */
        READY,
        /** Not yet. */
        UNDER_WAY,
        /** The cluster itself has given it up. */
        GIVEN_UP
    }

    private static final Rollout READY = new Rollout(State.READY, "is ready");

    static Rollout of(String kind, JsonNode object) {
        long generation = object.path("metadata").path("generation").asLong();
        JsonNode spec = object.path("spec");
        JsonNode status = object.path("status");
        if (kind.equals("Job")) {
            return job(spec, status);
        }
        if (status.path("observedGeneration").asLong() < generation) {
            return waiting("the cluster has not seen the change yet");
        }
        return switch (kind) {
            case "Deployment" -> deployment(spec, status);
            case "StatefulSet" -> statefulSet(spec, status);
            default -> daemonSet(spec, status);
        };
    }

    private static Rollout deployment(JsonNode spec, JsonNode status) {
        if (spec.path("paused").asBoolean()) {
            return READY;
        }
        JsonNode progressing = condition(status, "Progressing");
        if (progressing.path("status").asText().equals("False")
                && progressing.path("reason").asText().equals("ProgressDeadlineExceeded")) {
            return new Rollout(State.GIVEN_UP, words("its rollout exceeded its deadline", progressing));
        }
        int wanted = spec.path("replicas").asInt(1);
        int updated = status.path("updatedReplicas").asInt();
        int old = status.path("replicas").asInt() - updated;
        int available = status.path("availableReplicas").asInt();
        if (updated < wanted) {
            return waiting(updated + " of " + wanted + " pods are new");
        }
        if (old > 0) {
            return waiting(old + " old pods are still there");
        }
        return available < wanted ? waiting(available + " of " + wanted + " pods are ready") : READY;
    }

    private static Rollout statefulSet(JsonNode spec, JsonNode status) {
        JsonNode strategy = spec.path("updateStrategy");
        int wanted = spec.path("replicas").asInt(1);
        int ready = status.path("readyReplicas").asInt();
        boolean onDelete = strategy.path("type").asText().equals("OnDelete");
        int partition = strategy.path("rollingUpdate").path("partition").asInt();
        int expected = Math.max(0, wanted - partition);
        int updated = status.path("updatedReplicas").asInt();
        if (!onDelete && updated < expected) {
            return waiting(updated + " of " + expected + " pods are new");
        }
        if (ready < wanted) {
            return waiting(ready + " of " + wanted + " pods are ready");
        }
        boolean switched = status.path("currentRevision").equals(status.path("updateRevision"));
        return onDelete || partition > 0 || switched ? READY : waiting("the last pods are being replaced");
    }

    private static Rollout daemonSet(JsonNode spec, JsonNode status) {
        int wanted = status.path("desiredNumberScheduled").asInt();
        int updated = status.path("updatedNumberScheduled").asInt();
        int available = status.path("numberAvailable").asInt();
        boolean onDelete = spec.path("updateStrategy").path("type").asText().equals("OnDelete");
        if (!onDelete && updated < wanted) {
            return waiting(updated + " of " + wanted + " pods are new");
        }
        return available < wanted ? waiting(available + " of " + wanted + " pods are ready") : READY;
    }

    private static Rollout job(JsonNode spec, JsonNode status) {
        JsonNode failed = condition(status, "Failed");
        if (failed.path("status").asText().equals("True")) {
            return new Rollout(State.GIVEN_UP, words("it has failed", failed));
        }
        boolean done = condition(status, "Complete").path("status").asText().equals("True");
        return done || spec.path("suspend").asBoolean() ? READY : waiting("it has not finished yet");
    }

    private static JsonNode condition(JsonNode status, String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return MissingNode.getInstance();
    }

    private static String words(String what, JsonNode condition) {
        String message = condition.path("message").asText().replaceFirst("\\.$", "");
        return message.isEmpty() ? what : what + ": " + message;
    }

    private static Rollout waiting(String message) {
        return new Rollout(State.UNDER_WAY, message);
    }
}
