package io.jenkins.plugins.delivery.testbed.kube;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the API server says of itself: groups, versions, resources (API documentation, "Discovery API"). */
final class KubeDiscovery {

    /** Kinds of this cluster by the path of their group: kind, and the plural that paths use. */
    private static final Map<String, Map<String, String>> KINDS = new LinkedHashMap<>();

    static {
        Map<String, String> core = new LinkedHashMap<>();
        core.put("ConfigMap", "configmaps");
        core.put("Secret", "secrets");
        core.put("Service", "services");
        core.put("ServiceAccount", "serviceaccounts");
        core.put("Pod", "pods");
        core.put("Event", "events");
        core.put("PersistentVolumeClaim", "persistentvolumeclaims");
        KINDS.put("v1", core);
        Map<String, String> apps = new LinkedHashMap<>();
        apps.put("Deployment", "deployments");
        apps.put("StatefulSet", "statefulsets");
        apps.put("DaemonSet", "daemonsets");
        apps.put("ReplicaSet", "replicasets");
        KINDS.put("apps/v1", apps);
        KINDS.put("batch/v1", Map.of("Job", "jobs"));
    }

    private KubeDiscovery() {}

    static void addTo(Routes routes) {
        routes.get(
                        "/version",
                        call -> Answer.json(
                                200,
                                Map.of(
                                        "major",
                                        "1",
                                        "minor",
                                        "34",
                                        "gitVersion",
                                        "v1.34.0",
                                        "platform",
                                        "linux/amd64")))
                .get("/api", call -> Answer.json(200, Map.of("kind", "APIVersions", "versions", List.of("v1"))))
                .get("/apis", call -> Answer.json(200, groups()))
                .get("/api/v1", call -> Answer.json(200, resources("v1")))
                .get(
                        "/apis/{group}/{version}",
                        call -> Answer.json(200, resources(call.variable("group") + "/" + call.variable("version"))))
                // A document without definitions (older clients read it as protobuf): nothing is checked against it.
                .get("/openapi/v2", call -> Answer.empty(200))
                .get("/openapi/v3", call -> Answer.json(200, Map.of("paths", openApiPaths())))
                .get("/openapi/v3/api/v1", call -> Answer.json(200, openApi("v1", "/api/v1")))
                .get("/openapi/v3/apis/{group}/{version}", call -> {
                    String version = call.variable("group") + "/" + call.variable("version");
                    return Answer.json(200, openApi(version, "/apis/" + version));
                });
    }

    /** The kind of a plural. */
    static String kind(String plural) {
        return KINDS.values().stream()
                .flatMap(kinds -> kinds.entrySet().stream())
                .filter(kind -> kind.getValue().equals(plural))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> KubeObjects.refusal(404, "NotFound", "there is no resource " + plural));
    }

    private static Map<String, Object> groups() {
        List<Object> groups = new ArrayList<>();
        for (String group : List.of("apps", "batch")) {
            Map<String, Object> version = Map.of("groupVersion", group + "/v1", "version", "v1");
            groups.add(Map.of("name", group, "versions", List.of(version), "preferredVersion", version));
        }
        return Map.of("kind", "APIGroupList", "apiVersion", "v1", "groups", groups);
    }

    private static Map<String, Object> resources(String version) {
        if (!KINDS.containsKey(version)) {
            throw KubeObjects.refusal(404, "NotFound", "there is no API " + version);
        }
        List<Object> resources = new ArrayList<>();
        KINDS.get(version)
                .forEach((kind, plural) -> resources.add(Map.of(
                        "name",
                        plural,
                        "singularName",
                        "",
                        "namespaced",
                        true,
                        "kind",
                        kind,
                        "verbs",
                        List.of("create", "delete", "get", "list", "patch", "update", "watch"))));
        return Map.of("kind", "APIResourceList", "apiVersion", "v1", "groupVersion", version, "resources", resources);
    }

    private static Map<String, Object> openApiPaths() {
        Map<String, Object> paths = new LinkedHashMap<>();
        KINDS.keySet().forEach(version -> {
            String path = version.equals("v1") ? "api/v1" : "apis/" + version;
            paths.put(path, Map.of("serverRelativeURL", "/openapi/v3/" + path));
        });
        return paths;
    }

    /** As much as a client needs to find out that the server checks fields itself (the query parameter {@code fieldValidation}). */
    private static Map<String, Object> openApi(String version, String base) {
        Map<String, Object> paths = new LinkedHashMap<>();
        String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
        KINDS.get(version).forEach((kind, plural) -> {
            Map<String, Object> operation = Map.of(
                    "parameters",
                    List.of(Map.of("name", "fieldValidation", "in", "query")),
                    "x-kubernetes-group-version-kind",
                    Map.of("group", group, "version", "v1", "kind", kind),
                    "responses",
                    Map.of());
            paths.put(base + "/namespaces/{namespace}/" + plural + "/{name}", Map.of("patch", operation));
        });
        return Map.of("openapi", "3.0.0", "info", Map.of("title", "Kubernetes", "version", "v1.34.0"), "paths", paths);
    }
}
