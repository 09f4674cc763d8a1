package io.jenkins.plugins.delivery.engine.gate.quality;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The web API of SonarQube and SonarCloud, as far as a gate needs it (each server documents its own at {@code /web_api}): the background
 * task, the status of the quality gate by analysis, the analyses of a branch, and the history of measures.
 */
final class SonarServer {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Newer analyses of the same branch that may have come in since. */
    private static final int MOST_NEWER = 50;

    private final JsonHttp http;

    private SonarServer(HttpEndpoint endpoint) {
        this.http = new JsonHttp(endpoint, PATIENCE);
    }

    /** @param asUser whether a token is sent as a user name, which is what servers before 10.0 want */
    static SonarServer of(QualityGateRequest request, boolean asUser, EngineContext context) {
        Optional<Credential> credential =
                Optional.ofNullable(request.credentialsId()).map(context::credential);
        HttpEndpoint endpoint = HttpEndpoint.of(
                "SonarQube",
                request.server(),
                asUser
                        ? credential.map(token -> Credential.usernamePassword(
                                token.id(), token.secret().strip(), ""))
                        : credential);
        return new SonarServer(endpoint);
    }

    /** The task in which the server computes an analysis. */
    JsonNode task(String id) throws InterruptedException {
        return http.get("/api/ce/task?id=" + encoded(id)).path("task");
    }

    /** Status and conditions of the quality gate for one analysis. */
    JsonNode gate(String analysis) throws InterruptedException {
        return http.get("/api/qualitygates/project_status?analysisId=" + encoded(analysis))
                .path("projectStatus");
    }

    /** The analysis and the one before it, newest first; empty when the server tells of none. */
    List<JsonNode> analyses(String project, Analysis analysis) throws InterruptedException {
        JsonNode all = http.get("/api/project_analyses/search?project=" + encoded(project) + branch(analysis) + "&ps="
                        + MOST_NEWER)
                .path("analyses");
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode one : all) {
            if (found.size() < 2
                    && (!found.isEmpty() || analysis.id().equals(one.path("key").asText()))) {
                found.add(one);
            }
        }
        return found;
    }

    /** How measures moved from one date to another; those that one of the two does not have are left out. */
    List<Trend> trend(String project, Analysis analysis, List<String> metrics, String from, String to)
            throws InterruptedException {
        JsonNode measures = http.get("/api/measures/search_history?component=" + encoded(project) + branch(analysis)
                        + "&metrics=" + encoded(String.join(",", metrics)) + "&from=" + encoded(from) + "&to="
                        + encoded(to))
                .path("measures");
        Map<String, Trend> trends = new HashMap<>();
        for (JsonNode measure : measures) {
            JsonNode history = measure.path("history");
            String metric = measure.path("metric").asText();
            String before = history.path(0).path("value").asText("");
            String now = history.path(history.size() - 1).path("value").asText("");
            if (history.size() > 1 && !before.isEmpty() && !now.isEmpty()) {
                trends.put(metric, new Trend(metric, before, now));
            }
        }
        return metrics.stream().filter(trends::containsKey).map(trends::get).toList();
    }

    private static String branch(Analysis analysis) {
        return analysis.branch().isEmpty() ? "" : "&branch=" + encoded(analysis.branch());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
