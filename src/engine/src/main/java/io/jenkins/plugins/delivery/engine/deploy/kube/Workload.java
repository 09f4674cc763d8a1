package io.jenkins.plugins.delivery.engine.deploy.kube;

import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Something whose pods are waited for.
 *
 * @param kind Deployment, StatefulSet, DaemonSet or Job
 * @param namespace that has it
 * @param name of it
 */
public record Workload(String kind, String namespace, String name) {

    private static final Map<String, String> PATHS = Map.of(
            "Deployment", "/apis/apps/v1/namespaces/%s/deployments/%s",
            "StatefulSet", "/apis/apps/v1/namespaces/%s/statefulsets/%s",
            "DaemonSet", "/apis/apps/v1/namespaces/%s/daemonsets/%s",
            "Job", "/apis/batch/v1/namespaces/%s/jobs/%s");

    /**
     * Those of a manifest with several documents.
     *
     * @param namespace of those that say none
     */
    public static List<Workload> in(String manifest, String namespace) {
        List<Workload> found = new ArrayList<>();
        for (String document : manifest.split("(?m)^---.*$")) {
            if (document.isBlank()
                    || !(YamlValues.parse("The manifest of the release", document) instanceof Map<?, ?> object)) {
                continue;
            }
            String kind = String.valueOf(object.get("kind"));
            if (PATHS.containsKey(kind) && object.get("metadata") instanceof Map<?, ?> metadata) {
                Object own = metadata.get("namespace");
                found.add(new Workload(
                        kind, own == null ? namespace : own.toString(), String.valueOf(metadata.get("name"))));
            }
        }
        return found;
    }

    /** Reads what {@link #text} wrote. */
    public static Workload of(String text) {
        String[] parts = text.split("[ /]", 3);
        return new Workload(parts[0], parts[1], parts[2]);
    }

    /** For tickets: {@code Deployment stage/payments}. */
    public String text() {
        return kind + " " + namespace + "/" + name;
    }

    String path() {
        return PATHS.get(kind).formatted(namespace, name);
    }

    /** For people: {@code Deployment payments}. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
