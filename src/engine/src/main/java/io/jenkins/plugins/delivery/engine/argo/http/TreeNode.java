package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of Argo CD's resource tree ({@code v1alpha1ResourceNode}), with what a diagnosis needs.
 *
 * @param parents ids of what owns it
 * @param health UNKNOWN when it has none
 * @param message of its health, or empty
 * @param state of a pod in the words of {@code kubectl get pods} (info item "Status Reason"), or empty
 * @param createdAt as written, so that later ones compare greater
 */
record TreeNode(
        String group,
        String version,
        String kind,
        String namespace,
        String name,
        String uid,
        List<String> parents,
        HealthStatus health,
        String message,
        String state,
        String createdAt) {

    static TreeNode of(JsonNode json) {
        List<String> parents = new ArrayList<>();
        json.path("parentRefs").forEach(parent -> parents.add(parent.path("uid").asText()));
        String state = "";
        for (JsonNode item : json.path("info")) {
            if (item.path("name").asText().equals("Status Reason")) {
                state = item.path("value").asText();
            }
        }
        return new TreeNode(
                json.path("group").asText(),
                json.path("version").asText(),
                json.path("kind").asText(),
                json.path("namespace").asText(),
                json.path("name").asText(),
                json.path("uid").asText(),
                List.copyOf(parents),
                HealthStatus.of(json.path("health").path("status").asText()),
                json.path("health").path("message").asText(),
                state,
                json.path("createdAt").asText());
    }

    boolean isPod() {
        return kind.equals("Pod") && group.isEmpty();
    }

    boolean isApplication() {
        return kind.equals("Application") && group.equals("argoproj.io");
    }
}
