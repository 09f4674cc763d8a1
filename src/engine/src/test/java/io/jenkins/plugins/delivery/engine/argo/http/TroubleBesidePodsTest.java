package io.jenkins.plugins.delivery.engine.argo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.card.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Troubles that the status of no container tells: they stand in events, or in the pod as a whole. */
class TroubleBesidePodsTest {

    private static final String APPLICATION = "/api/v1/applications/payments";
    private static final String DEPLOYMENT = "{'kind': 'Deployment', 'group': 'apps', 'name': 'payments', 'uid': 'd',"
            + " 'health': {'status': 'Degraded', 'message': 'exceeded its progress deadline'}}";
    private static final String REPLICA_SET = "{'kind': 'ReplicaSet', 'group': 'apps', 'name': '%s', 'uid': '%s',"
            + " 'createdAt': '%s', 'parentRefs': [{'uid': 'd'}], 'health': {'status': '%s'}}";
    private static final String POD = "{'kind': 'Pod', 'name': 'payments-1', 'uid': 'p', 'parentRefs': [{'uid': '%s'}],"
            + " 'createdAt': '2026-03-01T08:00:00Z', 'health': {'status': '%s'}}";

    /** By path and, behind a blank, the resource that is asked for. */
    private final Map<String, String> answers = new HashMap<>();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final StringBuffer bodies = new StringBuffer();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        answers.put(APPLICATION, "{'metadata': {'name': 'payments'}}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        bodies.append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        String resource =
                query.contains("resourceName=") ? " " + query.replaceFirst(".*resourceName=([^&]*).*", "$1") : "";
        String body = answers.get(exchange.getRequestURI().getPath() + resource);
        byte[] bytes = (body == null ? "{}" : body.replace('\'', '"')).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private Diagnosis diagnose(String... nodes) throws InterruptedException {
        answers.put(APPLICATION + "/resource-tree", "{'nodes': [" + String.join(", ", nodes) + "]}");
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        return new ArgoHttpClient(address, Optional.empty(), "payments", null).diagnosis();
    }

    private void event(String resource, String reason, String message) {
        answers.put(
                APPLICATION + "/events " + resource,
                "{'items': [{'type': 'Normal', 'reason': 'Scheduled', 'message': 'assigned'}, {'type': 'Warning', 'reason': '"
                        + reason + "', 'message': '" + message + "', 'lastTimestamp': '2026-03-01T08:00:00Z'}]}");
    }

    private void live(String status) {
        answers.put(
                APPLICATION + "/resource payments-1",
                "{'manifest': '{\\\"status\\\": " + status.replace("'", "\\\"") + "}'}");
    }

    @Test
    void anApplicationOfAnotherNamespaceIsAskedForThere() throws InterruptedException {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        ArgoHttpClient client = new ArgoHttpClient(address, Optional.empty(), "team-a/payments", "shop");

        client.get();
        client.sync(null);
        client.diagnosis();

        assertThat(asked)
                .startsWith(APPLICATION + "?project=shop&appNamespace=team-a", APPLICATION + "/sync")
                .contains(APPLICATION + "/resource-tree?project=shop&appNamespace=team-a");
        assertThat(bodies).contains("\"name\":\"payments\"", "\"appNamespace\":\"team-a\"");
        assertThat(client.page()).isEqualTo(address + "/applications/team-a/payments");
    }

    @Test
    void aVolumeThatCannotBeMounted() throws InterruptedException {
        live("{'containerStatuses': [{'name': 'app', 'state': {'waiting': {'reason': 'ContainerCreating'}}}]}");
        event("payments-1", "FailedMount", "configmap payments-conf not found");

        Diagnosis found = diagnose(DEPLOYMENT, POD.formatted("d", "Progressing"));

        assertThat(found.culprit())
                .hasValue(new Diagnosis.Culprit(
                        Trouble.VOLUME, "Pod", "payments-1", "", "configmap payments-conf not found"));
        assertThat(found.log()).isEmpty();
    }

    @Test
    void aPodThatItsNodeThrewOut() throws InterruptedException {
        live("{'phase': 'Failed', 'reason': 'Evicted', 'message': 'The node was low on resource: memory.'}");

        assertThat(diagnose(POD.formatted("d", "Degraded")).culprit())
                .hasValue(new Diagnosis.Culprit(
                        Trouble.EVICTED, "Pod", "payments-1", "", "The node was low on resource: memory."));
    }

    @Test
    void podsThatTheClusterRefuses() throws InterruptedException {
        event("payments", "ScalingReplicaSet", "Scaled up replica set new to 1");
        event("new", "FailedCreate", "exceeded quota: team");

        Diagnosis found = diagnose(
                DEPLOYMENT,
                REPLICA_SET.formatted("old", "r1", "2026-02-01T08:00:00Z", "Healthy"),
                POD.formatted("r1", "Healthy"),
                REPLICA_SET.formatted("new", "r2", "2026-03-01T08:00:00Z", "Progressing"));

        assertThat(found.culprit())
                .hasValue(new Diagnosis.Culprit(
                        Trouble.NOT_CREATED, "Deployment", "payments", "", "exceeded quota: team"));
        assertThat(found.events()).extracting(Diagnosis.Event::reason).contains("FailedCreate");
    }
}
