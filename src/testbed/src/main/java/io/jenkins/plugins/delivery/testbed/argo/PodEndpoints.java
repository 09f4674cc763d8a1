package io.jenkins.plugins.delivery.testbed.argo;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Json;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The endpoints that look into a pod: its live object and its log. */
final class PodEndpoints {

    private final Controller controller;

    PodEndpoints(Controller controller) {
        this.controller = controller;
    }

    void addTo(Routes routes) {
        routes.get("/api/v1/applications/{name}/resource", this::live)
                .get("/api/v1/applications/{name}/logs", this::log);
    }

    private Answer live(Call call) {
        return ReadEndpoints.read(
                controller,
                call,
                app -> Answer.json(200, Map.of("manifest", Json.write(manifest(app, pod(app, call))))));
    }

    /** The pod that the query names, which has to be one of the application's. */
    private static String pod(Application app, Call call) {
        String name = call.request()
                .queryParameter("podName")
                .or(() -> call.request().queryParameter("resourceName"))
                .orElse("");
        boolean known = ResourceJson.nodes(app).stream()
                .anyMatch(node -> "Pod".equals(node.get("kind")) && name.equals(node.get("name")));
        if (!known) {
            throw ArgoErrors.refusal(
                    ArgoErrors.Code.INVALID_ARGUMENT,
                    "Pod  " + name + " not found as part of application " + app.name());
        }
        return name;
    }

    private static Map<String, Object> manifest(Application app, String name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("apiVersion", "v1");
        json.put("kind", "Pod");
        json.put(
                "metadata",
                Map.of("name", name, "namespace", app.spec.placement().namespace()));
        // A live object has values that nobody else may see.
        json.put(
                "spec",
                Map.of(
                        "containers",
                        List.of(Map.of("env", List.of(Map.of("name", "DB", "value", "s3cret-of-the-pod"))))));
        json.put("status", name.equals(Hooks.pod(app)) ? hook() : status(app));
        return json;
    }

    /** The pod of a job that gave up. */
    private static Map<String, Object> hook() {
        return Map.of(
                "phase",
                "Failed",
                "containerStatuses",
                List.of(Map.of(
                        "name", "migrate", "state", Map.of("terminated", Map.of("exitCode", 3, "reason", "Error")))));
    }

    private static Map<String, Object> status(Application app) {
        PodFailure failure = app.podFailure;
        if (failure == null) {
            return containers("Running", Map.of("running", Map.of()), Map.of());
        }
        Map<String, Object> waiting = Map.of("reason", failure.reason().label(), "message", failure.message());
        Map<String, Object> crashed = Map.of("reason", "CrashLoopBackOff", "message", failure.message());
        return switch (failure.reason()) {
            case CRASH_LOOP_BACK_OFF ->
                containers("Running", Map.of("waiting", crashed), Map.of("terminated", ended("Error", 1)));
            case OOM_KILLED ->
                containers("Running", Map.of("waiting", crashed), Map.of("terminated", ended("OOMKilled", 137)));
            case IMAGE_PULL_BACK_OFF, CREATE_CONTAINER_CONFIG_ERROR ->
                containers("Pending", Map.of("waiting", waiting), Map.of());
            case PROBE_FAILS -> containers("Running", Map.of("running", Map.of()), Map.of());
            case UNSCHEDULABLE ->
                Map.of(
                        "phase",
                        "Pending",
                        "conditions",
                        List.of(Map.of(
                                "type",
                                "PodScheduled",
                                "status",
                                "False",
                                "reason",
                                "Unschedulable",
                                "message",
                                failure.message())));
        };
    }

    private static Map<String, Object> ended(String reason, int exitCode) {
        return Map.of("exitCode", exitCode, "reason", reason);
    }

    private static Map<String, Object> containers(
            String phase, Map<String, Object> state, Map<String, Object> lastState) {
        Map<String, Object> sidecar =
                Map.of("name", "proxy", "ready", true, "restartCount", 0, "state", Map.of("running", Map.of()));
        Map<String, Object> app = Map.of(
                "name",
                "app",
                "image",
                "registry.example.com/app",
                "ready",
                false,
                "restartCount",
                lastState.isEmpty() ? 0 : 4,
                "state",
                state,
                "lastState",
                lastState);
        return Map.of("phase", phase, "containerStatuses", List.of(sidecar, app));
    }

    /** One JSON document per line; what the kubelet refuses comes as a line, too. */
    private Answer log(Call call) {
        return ReadEndpoints.read(controller, call, app -> {
            String pod = pod(app, call);
            boolean previous =
                    call.request().queryParameter("previous").orElse("false").equals("true");
            String container = call.request().queryParameter("container").orElse("");
            List<String> lines = lines(app, pod, container, previous);
            int tail =
                    Integer.parseInt(call.request().queryParameter("tailLines").orElse("1000"));
            List<Map<String, Object>> entries = new ArrayList<>();
            for (String line : lines.subList(Math.max(0, lines.size() - tail), lines.size())) {
                entries.add(Map.of(
                        "content",
                        line,
                        "podName",
                        pod,
                        "timeStamp",
                        ApplicationJson.time(app.createdAt),
                        "timeStampStr",
                        ApplicationJson.time(app.createdAt),
                        "last",
                        false));
            }
            entries.add(Map.of("content", "", "podName", pod, "timeStampStr", "", "last", true));
            StringBuilder text = new StringBuilder();
            entries.forEach(
                    entry -> text.append(Json.write(Map.of("result", entry))).append("\n"));
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            return Answer.stream(200, "application/json", out -> out.write(bytes));
        });
    }

    private static List<String> lines(Application app, String pod, String container, boolean previous) {
        boolean hook = pod.equals(Hooks.pod(app));
        if (!List.of("", hook ? "migrate" : "app").contains(container)) {
            return List.of("container " + container + " is not valid for pod " + pod);
        }
        boolean restarted = app.podFailure != null
                && List.of(PodReason.CRASH_LOOP_BACK_OFF, PodReason.OOM_KILLED).contains(app.podFailure.reason());
        return previous && !restarted
                ? List.of("previous terminated container \"app\" in pod \"" + pod + "\" not found")
                : app.switches.podLog;
    }
}
