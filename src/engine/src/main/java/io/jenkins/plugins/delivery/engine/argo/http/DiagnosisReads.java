package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads of one diagnosis: all of them together end after a limit, each answer has a largest size, and what cannot be read becomes a gap
 * instead of an exception.
 */
final class DiagnosisReads {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 8 << 20;
    private static final int LONGEST_LOG = 256 << 10;

    private final ArgoHttpClient client;
    private final LongSupplier nanos;
    private final long end;
    private final List<String> gaps = new ArrayList<>();

    /** @param limit for everything together */
    DiagnosisReads(ArgoHttpClient client, Duration limit, LongSupplier nanos) {
        this.client = client;
        this.nanos = nanos;
        this.end = nanos.getAsLong() + limit.toNanos();
    }

    List<String> gaps() {
        return gaps;
    }

    void gap(String sentence) {
        gaps.add(sentence);
    }

    /** {@code GET /api/v1/applications/{name}}. */
    Optional<JsonNode> application(String name) throws InterruptedException {
        return read("the application", http -> http.atMost(LONGEST).get(path(name, "", Map.of())));
    }

    /** {@code GET …/resource-tree}. */
    Optional<JsonNode> tree(String name) throws InterruptedException {
        return read("the resources", http -> http.atMost(LONGEST).get(path(name, "/resource-tree", Map.of())));
    }

    /** {@code GET …/resource}: the live object of a node; only its status is looked at. */
    Optional<JsonNode> live(String application, TreeNode node) throws InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("namespace", node.namespace());
        query.put("resourceName", node.name());
        query.put("version", node.version());
        query.put("group", node.group());
        query.put("kind", node.kind());
        Optional<JsonNode> answer = read("the state of the " + node.kind(), http -> http.atMost(LONGEST)
                .get(path(application, "/resource", query)));
        try {
            return answer.isEmpty()
                    ? answer
                    : Optional.of(JSON.readTree(answer.get().path("manifest").asText()));
        } catch (JsonProcessingException e) {
            gap("The state of the " + node.kind() + " is not JSON.");
            return Optional.empty();
        }
    }

    /** {@code GET …/events} of one resource. */
    Optional<JsonNode> events(String application, TreeNode node) throws InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("resourceNamespace", node.namespace());
        query.put("resourceName", node.name());
        query.put("resourceUID", node.uid());
        return read("the events", http -> http.atMost(LONGEST).get(path(application, "/events", query)));
    }

    /** {@code GET …/logs} of one container: a line is one JSON document, {@code result} or {@code error}. */
    Optional<List<JsonNode>> log(String application, TreeNode pod, String container, boolean previous, int lines)
            throws InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("podName", pod.name());
        query.put("namespace", pod.namespace());
        if (!container.isEmpty()) {
            query.put("container", container);
        }
        query.put("tailLines", String.valueOf(lines));
        query.put("previous", String.valueOf(previous));
        query.put("follow", "false");
        return read("the log", http -> http.atMost(LONGEST_LOG).documents(path(application, "/logs", query)));
    }

    private <T> Optional<T> read(String what, ArgoUser.Call<T> call) throws InterruptedException {
        long left = end - nanos.getAsLong();
        if (left <= 0) {
            gap("Argo CD took too long, so " + what + " was not asked for.");
            return Optional.empty();
        }
        try {
            return Optional.of(client.call(http -> call.on(http.within(Duration.ofNanos(left)))));
        } catch (DeliveryException e) {
            gap("Argo CD does not give " + what + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private String path(String name, String below, Map<String, String> query) {
        Target own = client.target();
        // The project of a child application is its own affair.
        String project = own.application().equals(name) ? own.project() : null;
        List<String> more = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + JsonHttp.encode(entry.getValue()))
                .toList();
        return new Target(name, project).path(below, more);
    }
}
