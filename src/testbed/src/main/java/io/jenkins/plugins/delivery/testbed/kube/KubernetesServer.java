package io.jenkins.plugins.delivery.testbed.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Json;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Kubernetes API server on a local port, whose controllers bring workloads to where the test says. Real Helm programs (3.8 to 4)
 * install, upgrade, roll back and wait for hooks with it. Namespaces need not be created.
 */
public final class KubernetesServer extends StandInServer {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String IN_NAMESPACE = "/namespaces/{namespace}/{resource}";
    private static final List<String> BASES = List.of("/api/v1", "/apis/{group}/{version}");

    private final KubeObjects objects = new KubeObjects();
    private final Rollouts rollouts = new Rollouts(objects);
    private final String token;

    private KubernetesServer(String token) {
        this.token = token;
    }

    /** Starts a cluster that refuses other tokens than this. None at all is taken: clients send no credentials by plain http. */
    public static KubernetesServer start(String token) {
        KubernetesServer server = new KubernetesServer(token);
        server.open();
        return server;
    }

    /** A kubeconfig for this cluster. */
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts:
                - name: here
                  context: {cluster: here, user: ci}
                clusters:
                - name: here
                  cluster: {server: "%s"}
                users:
                - name: ci
                  user: {token: "%s"}
                """.formatted(url(), token);
    }

    /** From now on workloads with this image fare so; those that run already, too. */
    public void when(String image, Rollout rollout) {
        rollouts.when(image, rollout);
        rollouts.settle();
    }

    /** What containers of this image write. */
    public void logs(String image, String text) {
        rollouts.logs(image, text);
    }

    /**
     * An object as it is now; a copy.
     *
     * @param path for example {@code /apis/apps/v1/namespaces/stage/deployments/payments}
     */
    public ObjectNode object(String path) {
        return objects.get(path);
    }

    /** Replaces an object, as another client would. */
    public void replace(String path, ObjectNode object) {
        objects.replace(path, object);
    }

    /** Adds an object, as another client would. */
    public void create(String path, ObjectNode object) {
        objects.create(path, object);
    }

    /** The objects of a collection with these labels ({@code name=value}, separated by commas). */
    public List<ObjectNode> objects(String collection, String labels) {
        return objects.list(collection, labels, "");
    }

    @Override
    protected boolean accepts(String sent) {
        return sent == null || sent.equals(token);
    }

    @Override
    protected Answer error(int status, String message) {
        return Answer.json(status, KubeObjects.status(status, reason(status), message));
    }

    private static String reason(int status) {
        return switch (status) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 429 -> "TooManyRequests";
            default -> "InternalError";
        };
    }

    @Override
    protected Routes routes() {
        Routes routes = new Routes();
        routes.get(
                        "/api/v1/namespaces/{namespace}",
                        call -> Answer.json(
                                200,
                                Map.of(
                                        "apiVersion", "v1",
                                        "kind", "Namespace",
                                        "metadata", Map.of("name", call.variable("namespace")))))
                .get("/api/v1/namespaces/{namespace}/pods/{name}/log", this::podLog);
        KubeDiscovery.addTo(routes);
        for (String base : BASES) {
            String one = base + IN_NAMESPACE + "/{name}";
            routes.get(base + IN_NAMESPACE, this::list)
                    .post(base + IN_NAMESPACE, call -> changed(201, create(call)))
                    .get(
                            one,
                            call -> Answer.json(200, objects.get(call.request().path())))
                    .on(
                            "PUT",
                            one,
                            call -> changed(200, objects.replace(call.request().path(), body(call))))
                    .on("PATCH", one, call -> changed(200, patch(call)))
                    .delete(
                            one,
                            call -> changed(200, objects.delete(call.request().path())));
        }
        return routes;
    }

    private Answer changed(int status, ObjectNode object) {
        rollouts.settle();
        return Answer.json(status, object);
    }

    private ObjectNode create(Call call) {
        ObjectNode object = body(call);
        object.withObject("/metadata").put("namespace", call.variable("namespace"));
        return objects.create(
                call.request().path() + "/"
                        + object.path("metadata").path("name").asText(),
                object);
    }

    /** An apply patch makes what is not there yet (API documentation, "Server-Side Apply"). */
    private ObjectNode patch(Call call) {
        String path = call.request().path();
        boolean apply = call.request().header("Content-Type").orElse("").contains("apply-patch");
        if (apply && !objects.has(path)) {
            ObjectNode object = body(call);
            object.withObject("/metadata").put("namespace", call.variable("namespace"));
            return objects.create(path, object);
        }
        return objects.patch(path, body(call));
    }

    private static ObjectNode body(Call call) {
        RecordedRequest request = call.request();
        String type = request.header("Content-Type").orElse("");
        if (type.contains(KubeProtobuf.MEDIA_TYPE)) {
            return KubeProtobuf.secret(request.body());
        }
        try {
            return (ObjectNode) (type.contains("yaml") ? YAML.readTree(request.body()) : request.json());
        } catch (JsonProcessingException e) {
            throw KubeObjects.refusal(400, "BadRequest", "the body is not YAML");
        }
    }

    private Answer podLog(Call call) {
        JsonNode pod = objects.get(call.request().path().replaceFirst("/log$", ""));
        String image = pod.path("spec").path("containers").path(0).path("image").asText();
        return Answer.text(200, "text/plain", rollouts.logs(image));
    }

    private Answer list(Call call) {
        RecordedRequest request = call.request();
        if (request.queryParameter("sendInitialEvents").isPresent()) {
            throw KubeObjects.refusal(422, "Invalid", "sendInitialEvents is forbidden: watch lists are switched off");
        }
        String labels = request.queryParameter("labelSelector").orElse("");
        String fields = request.queryParameter("fieldSelector").orElse("");
        if (request.queryParameter("watch").map(List.of("true", "1")::contains).orElse(false)) {
            return watch(request, labels, fields);
        }
        long version = objects.version();
        String kind = KubeDiscovery.kind(call.variable("resource"));
        boolean core = request.path().startsWith("/api/v1/");
        return Answer.json(
                200,
                Map.of(
                        "apiVersion",
                        core ? "v1" : call.variable("group") + "/" + call.variable("version"),
                        "kind",
                        kind + "List",
                        "metadata",
                        Map.of("resourceVersion", String.valueOf(version)),
                        "items",
                        objects.list(request.path(), labels, fields)));
    }

    /** Tells of every object that is new to this watch or has changed, until the client leaves or a minute has passed. */
    private Answer watch(RecordedRequest request, String labels, String fields) {
        return Answer.stream(200, "application/json", out -> {
            Map<String, String> told = new HashMap<>();
            long since = Long.parseLong(request.queryParameter("resourceVersion")
                    .filter(v -> !v.isEmpty())
                    .orElse("0"));
            long end = System.nanoTime() + 60_000_000_000L;
            while (System.nanoTime() < end) {
                long version = objects.version();
                for (ObjectNode object : objects.list(request.path(), labels, fields)) {
                    String name = object.path("metadata").path("name").asText();
                    String now = object.path("metadata").path("resourceVersion").asText();
                    if (!now.equals(told.put(name, now)) && Long.parseLong(now) > since) {
                        String event = Json.write(Map.of("type", "MODIFIED", "object", object)) + "\n";
                        out.write(event.getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                }
                try {
                    objects.awaitChange(version, 1000);
                } catch (InterruptedException e) {
                    throw new IOException("the stand-in was stopped during a watch", e);
                }
            }
        });
    }
}
