package io.jenkins.plugins.delivery.testbed.argo;

import io.jenkins.plugins.delivery.testbed.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The resources of an application in the shapes of the API's different answers. */
final class ResourceJson {

    private ResourceJson() {}

    /** {@code status.resources}. */
    static List<Map<String, Object>> statuses(Application app) {
        Rendered shown = app.target != null ? app.target : app.live;
        if (shown == null) {
            return List.of();
        }
        return shown.manifests().resources().stream()
                .map(resource -> {
                    Map<String, Object> json = reference(app, resource);
                    json.remove("uid");
                    json.put("status", app.sync.label());
                    return json;
                })
                .toList();
    }

    /** {@code status.operationState.syncResult.resources}; empty while the operation runs. */
    static List<Map<String, Object>> results(Application app, Operation operation) {
        if (operation.isRunning()) {
            return List.of();
        }
        boolean applied = operation.phase() == OperationPhase.SUCCEEDED;
        Optional<Resource> job = Hooks.job(app);
        if (job.isPresent()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("group", job.get().group());
            json.put("version", job.get().version());
            json.put("kind", job.get().kind());
            json.put("namespace", app.spec.placement().namespace());
            json.put("name", job.get().name());
            json.put("message", app.switches.hookFailure.message());
            json.put("hookType", "PreSync");
            json.put("hookPhase", "Failed");
            json.put("syncPhase", "PreSync");
            return List.of(json);
        }
        return operation.content().manifests().resources().stream()
                .map(resource -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("group", resource.group());
                    json.put("version", resource.version());
                    json.put("kind", resource.kind());
                    json.put("name", resource.name());
                    json.put("status", applied ? "Synced" : "SyncFailed");
                    json.put(
                            "message",
                            applied
                                    ? resource.kind() + " configured"
                                    : operation.end().message());
                    json.put("hookPhase", applied ? "Running" : "Failed");
                    json.put("syncPhase", "Sync");
                    return json;
                })
                .toList();
    }

    /** Nodes of the resource tree: what was applied, and the replica sets and pods that workloads own. */
    static List<Map<String, Object>> nodes(Application app) {
        List<Map<String, Object>> nodes = new ArrayList<>();
        Hooks.job(app).ifPresent(job -> {
            Map<String, Object> node = reference(app, job);
            node.put("health", Map.of("status", "Degraded", "message", app.switches.hookFailure.message()));
            nodes.add(node);
            Resource pod = new Resource("", "v1", "Pod", Hooks.pod(app), List.of());
            nodes.add(owned(app, pod, job, Map.of("status", "Degraded", "message", "")));
        });
        if (app.live == null) {
            return nodes;
        }
        for (Resource resource : app.live.manifests().resources()) {
            Map<String, Object> node = reference(app, resource);
            if (!resource.kind().equals("Application")) {
                node.put("health", health(resource.isWorkload() ? app.health : Health.HEALTHY, Optional.empty()));
            }
            nodes.add(withImages(node, resource));
            if (resource.kind().equals("ApplicationSet")) {
                nodes.addAll(made(app, resource));
            }
            if (resource.isWorkload()) {
                Resource set = new Resource(
                        "apps", "v1", "ReplicaSet", Pods.replicaSet(app, resource.name()), resource.images());
                Resource pod = new Resource("", "v1", "Pod", Pods.name(app, resource.name()), resource.images());
                nodes.add(owned(app, set, resource, health(app.health, Optional.empty())));
                Map<String, Object> podNode = owned(app, pod, set, podHealth(app));
                podNode.put("info", List.of(Map.of("name", "Status Reason", "value", podState(app))));
                nodes.add(podNode);
            }
        }
        return nodes;
    }

    /** The applications that an ApplicationSet has made; they have no health of their own. */
    private static List<Map<String, Object>> made(Application app, Resource set) {
        return app.live.manifests().sets().getOrDefault(set.name(), List.of()).stream()
                .map(made -> {
                    Resource one = new Resource("argoproj.io", "v1alpha1", "Application", made.name(), List.of());
                    Map<String, Object> node = reference(app, one);
                    node.put("parentRefs", List.of(reference(app, set)));
                    return node;
                })
                .toList();
    }

    /** {@code managed-resources}: the manifests as JSON texts. */
    static List<Map<String, Object>> managed(Application app) {
        List<Map<String, Object>> items = new ArrayList<>();
        if (app.target != null) {
            for (Resource resource : app.target.manifests().resources()) {
                Map<String, Object> item = reference(app, resource);
                item.remove("uid");
                item.remove("version");
                String target = manifest(app, resource);
                String live = app.live == null
                        ? "null"
                        : app.live.manifests().resources().stream()
                                .filter(other -> other.kind().equals(resource.kind())
                                        && other.name().equals(resource.name()))
                                .map(other -> manifest(app, other))
                                .findFirst()
                                .orElse("null");
                item.put("targetState", target);
                item.put("liveState", live);
                item.put("normalizedLiveState", live);
                item.put("predictedLiveState", target);
                item.put("modified", !live.equals(target));
                items.add(item);
            }
        }
        return items;
    }

    private static Map<String, Object> owned(
            Application app, Resource resource, Resource owner, Map<String, Object> health) {
        Map<String, Object> node = reference(app, resource);
        node.put("parentRefs", List.of(reference(app, owner)));
        node.put("health", health);
        return withImages(node, resource);
    }

    private static Map<String, Object> podHealth(Application app) {
        boolean unready = app.podFailure != null && app.podFailure.reason().onlyUnready();
        return unready
                ? health(Health.PROGRESSING, Optional.empty())
                : health(app.health, Optional.ofNullable(app.podFailure));
    }

    private static String podState(Application app) {
        return app.podFailure == null ? "Running" : app.podFailure.reason().label();
    }

    private static Map<String, Object> withImages(Map<String, Object> node, Resource resource) {
        if (!resource.images().isEmpty()) {
            node.put("images", resource.images());
        }
        return node;
    }

    private static Map<String, Object> health(Health health, Optional<PodFailure> failure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", health.label());
        failure.ifPresent(cause -> json.put("message", cause.reason().label() + ": " + cause.message()));
        return json;
    }

    private static Map<String, Object> reference(Application app, Resource resource) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!resource.group().isEmpty()) {
            json.put("group", resource.group());
        }
        json.put("version", resource.version());
        json.put("kind", resource.kind());
        json.put(
                "namespace",
                resource.group().equals("argoproj.io")
                        ? "argocd"
                        : app.spec.placement().namespace());
        json.put("name", resource.name());
        json.put("uid", uid(app, resource));
        return json;
    }

    private static String manifest(Application app, Resource resource) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("apiVersion", (resource.group().isEmpty() ? "" : resource.group() + "/") + resource.version());
        json.put("kind", resource.kind());
        json.put(
                "metadata",
                Map.of(
                        "name",
                        resource.name(),
                        "namespace",
                        app.spec.placement().namespace()));
        if (!resource.images().isEmpty()) {
            json.put(
                    "spec",
                    Map.of(
                            "template",
                            Map.of(
                                    "spec",
                                    Map.of(
                                            "containers",
                                            resource.images().stream()
                                                    .map(image -> Map.of("image", image))
                                                    .toList()))));
        }
        return Json.write(json);
    }

    private static String uid(Application app, Resource resource) {
        String seed = app.name() + "/" + resource.kind() + "/" + resource.name();
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
