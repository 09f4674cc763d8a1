package io.jenkins.plugins.delivery.testbed.argo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgoApiTest {

    private static final String APP = "/api/v1/applications/payments";

    @TempDir
    Path temp;

    private ArgoFixture fixture;

    @BeforeEach
    void start() {
        fixture = new ArgoFixture(temp);
    }

    @AfterEach
    void noBugs() {
        assertThat(fixture.argo.failures()).isEmpty();
        fixture.close();
    }

    @Test
    void wantsATokenAndGivesOneToItsUser() throws Exception {
        fixture.withPayments();
        HttpResponse<String> none = send("GET", APP, null, "");
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(Json.parse(none.body()))
                .isEqualTo(Json.parse("{\"error\":\"no session information\",\"code\":16,"
                        + "\"message\":\"no session information\"}"));
        assertThat(send("GET", APP, null, "wrong").statusCode()).isEqualTo(401);
        assertThat(send("GET", "/api/version", null, "").statusCode()).isEqualTo(200);

        String wrong = "{\"username\":\"admin\",\"password\":\"wrong\"}";
        assertThat(send("POST", "/api/v1/session", wrong, "").statusCode()).isEqualTo(401);
        String right = Json.write(Map.of("username", fixture.argo.user(), "password", fixture.argo.password()));
        String token = Json.parse(send("POST", "/api/v1/session", right, "").body())
                .path("token")
                .asText();
        assertThat(send("GET", APP, null, token).statusCode()).isEqualTo(200);

        fixture.argo.revoke(token);
        assertThat(send("GET", APP, null, token).statusCode()).isEqualTo(401);
    }

    @Test
    void aMissingApplicationIsForbiddenUnlessAProjectIsGiven() throws Exception {
        assertThat(fixture.call("GET", APP, null).statusCode()).isEqualTo(403);
        assertThat(fixture.call("GET", APP, null).body()).contains("permission denied");
        HttpResponse<String> missing = fixture.call("GET", APP + "?project=default", null);
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(Json.parse(missing.body()).path("code").asInt()).isEqualTo(5);

        fixture.withPayments();
        assertThat(fixture.call("GET", APP + "?project=other", null).statusCode())
                .isEqualTo(404);
        assertThat(fixture.call("GET", APP + "?project=default", null).statusCode())
                .isEqualTo(200);
    }

    @Test
    void faultsCarryTheGrpcCode() throws Exception {
        fixture.withPayments();
        Map<Integer, Integer> codes = Map.of(400, 3, 401, 16, 403, 7, 404, 5, 429, 8, 500, 13, 503, 14, 504, 4);
        codes.forEach((status, code) -> {
            fixture.argo.failNext(1, status);
            try {
                HttpResponse<String> response = fixture.call("GET", APP, null);
                assertThat(response.statusCode()).isEqualTo(status);
                assertThat(Json.parse(response.body()).path("code").asInt()).isEqualTo(code);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
    }

    @Test
    void listsByProjectNameRepositoryAndSelector() throws Exception {
        fixture.argo.define(fixture.payments().inProject("shop").labelled(Map.of("team", "a", "tier", "web")));
        fixture.argo.define(
                ArgoApplication.of("orders", fixture.url, "main", "apps/orders").labelled(Map.of("team", "b")));

        assertThat(names("")).isEqualTo("orders payments ");
        assertThat(names("?projects=shop")).isEqualTo("payments ");
        assertThat(names("?project=default")).isEqualTo("orders ");
        assertThat(names("?name=orders")).isEqualTo("orders ");
        assertThat(names("?repo=nothing")).isEmpty();
        assertThat(names("?selector=team%3Da")).isEqualTo("payments ");
        assertThat(names("?selector=team!%3Da")).isEqualTo("orders ");
        assertThat(names("?selector=tier,team%20%3D%3D%20a")).isEqualTo("payments ");
        assertThat(names("?selector=!tier")).isEqualTo("orders ");
    }

    @Test
    void syncsOnRequestOnly() throws Exception {
        fixture.argo.define(fixture.payments().manualSync());
        String commit = fixture.promote("payments", "1.1.0");
        fixture.payments("?refresh=normal");
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(fixture.state("payments")).isEqualTo("OutOfSync Healthy Succeeded");

        HttpResponse<String> dryRun = fixture.call("POST", APP + "/sync", "{\"dryRun\":true}");
        assertThat(dryRun.statusCode()).isEqualTo(200);
        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(fixture.state("payments")).isEqualTo("OutOfSync Healthy Succeeded");

        HttpResponse<String> sync = fixture.call("POST", APP + "/sync", "{\"revision\":\"main\",\"prune\":true}");
        assertThat(sync.statusCode()).isEqualTo(200);
        JsonNode operation = Json.parse(sync.body()).path("operation");
        assertThat(operation.at("/sync/revision").asText()).isEqualTo(commit);
        assertThat(operation.at("/initiatedBy/username").asText()).isEqualTo("admin");

        HttpResponse<String> second = fixture.call("POST", APP + "/sync", "{}");
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(Json.parse(second.body()).path("code").asInt()).isEqualTo(9);
        assertThat(second.body()).contains("another operation is already in progress");

        fixture.clock.advance(Duration.ofSeconds(40));
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
    }

    @Test
    void autoSyncRefusesOtherRevisions() throws Exception {
        fixture.withPayments();
        HttpResponse<String> response = fixture.call("POST", APP + "/sync", "{\"revision\":\"v1\"}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Cannot sync to v1: auto-sync currently set to main");
    }

    @Test
    void anUnknownRevisionIsRefused() throws Exception {
        fixture.argo.define(fixture.payments().manualSync());
        HttpResponse<String> response = fixture.call("POST", APP + "/sync", "{\"revision\":\"nowhere\"}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("unable to resolve 'nowhere'");
    }

    @Test
    void terminatesAnOperation() throws Exception {
        fixture.withPayments();
        HttpResponse<String> idle = fixture.call("DELETE", APP + "/operation", null);
        assertThat(idle.statusCode()).isEqualTo(400);
        assertThat(Json.parse(idle.body()).path("code").asInt()).isEqualTo(3);

        fixture.argo.stickOperation("payments");
        fixture.promote("payments", "1.1.0");
        fixture.payments("?refresh=normal");
        assertThat(fixture.call("DELETE", APP + "/operation", null).statusCode())
                .isEqualTo(200);
        assertThat(fixture.state("payments")).isEqualTo("OutOfSync Healthy Failed");
        assertThat(fixture.payments("").at("/status/operationState/message").asText())
                .isEqualTo("Operation terminated");
    }

    @Test
    void rollsBackOnlyWithoutAutoSync() throws Exception {
        fixture.withPayments();
        HttpResponse<String> refused = fixture.call("POST", APP + "/rollback", "{\"id\":0}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Json.parse(refused.body()).path("code").asInt()).isEqualTo(9);
        assertThat(refused.body()).contains("rollback cannot be initiated when auto-sync is enabled");

        fixture.promote("payments", "1.1.0");
        fixture.payments("?refresh=normal");
        fixture.clock.advance(Duration.ofSeconds(40));
        fixture.argo.define(fixture.payments().manualSync());
        assertThat(fixture.call("POST", APP + "/rollback", "{\"id\":77}").body())
                .contains("does not have deployment id 77");
        assertThat(fixture.call("POST", APP + "/rollback", "{\"id\":0}").statusCode())
                .isEqualTo(200);
        fixture.clock.advance(Duration.ofSeconds(40));
        assertThat(fixture.state("payments")).isEqualTo("OutOfSync Healthy Succeeded");
        assertThat(fixture.payments("").at("/status/summary/images/0").asText()).endsWith(":1.0.0");
    }

    @Test
    void managedResourcesShowWhatWouldChange() throws Exception {
        fixture.argo.define(fixture.payments().manualSync());
        fixture.promote("payments", "1.1.0");
        fixture.payments("?refresh=normal");
        JsonNode deployment = fixture.get(APP + "/managed-resources").at("/items/0");
        assertThat(deployment.path("kind").asText()).isEqualTo("Deployment");
        assertThat(deployment.path("liveState").asText()).contains("payments:1.0.0");
        assertThat(deployment.path("targetState").asText()).contains("payments:1.1.0");
    }

    @Test
    void theStreamStartsWithTheCurrentStateAndFollowsEveryChange() throws Exception {
        fixture.withPayments();
        HttpResponse<InputStream> stream = stream("application/json");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            JsonNode first = Json.parse(lines.readLine()).path("result");
            assertThat(first.path("type").asText()).isEqualTo("ADDED");
            assertThat(first.at("/application/status/health/status").asText()).isEqualTo("Healthy");

            String commit = fixture.promote("payments", "1.1.0");
            fixture.payments("?refresh=normal");
            fixture.clock.advance(Duration.ofSeconds(40));
            fixture.argo.tick();
            fixture.argo.remove("payments");

            List<String> healths = new ArrayList<>();
            JsonNode event = Json.parse(lines.readLine()).path("result");
            while (event.path("type").asText().equals("MODIFIED")) {
                assertThat(event.at("/application/status/sync/revision").asText())
                        .isEqualTo(commit);
                healths.add(event.at("/application/status/health/status").asText());
                event = Json.parse(lines.readLine()).path("result");
            }
            assertThat(event.path("type").asText()).isEqualTo("DELETED");
            assertThat(healths).startsWith("Healthy").containsSubsequence("Progressing", "Healthy");
        }
    }

    @Test
    void theStreamSpeaksServerSentEventsToo() throws Exception {
        fixture.withPayments();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(stream("text/event-stream").body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("data: {\"result\":");
            assertThat(lines.readLine()).isEmpty();
        }
    }

    @Test
    void onTheRealClockItMovesByItself() throws Exception {
        try (ArgoCdServer real = ArgoCdServer.start()) {
            real.repositoryCredentials(fixture.url, ArgoFixture.CI);
            CompletableFuture<DeployedState> deployed = new CompletableFuture<>();
            real.onDeployed(deployed::complete);
            real.create(fixture.payments());
            assertThat(deployed.get(60, TimeUnit.SECONDS).revision()).isEqualTo(fixture.gitops.head());
            assertThat(real.failures()).isEmpty();
        }
    }

    private HttpResponse<InputStream> stream(String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(fixture.argo.url() + "/api/v1/stream/applications?name=payments"))
                .header("Authorization", "Bearer " + fixture.argo.token())
                .header("Accept", accept)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private String names(String query) throws Exception {
        StringBuilder names = new StringBuilder();
        fixture.get("/api/v1/applications" + query).path("items").forEach(item -> names.append(
                        item.at("/metadata/name").asText())
                .append(' '));
        return names.toString();
    }

    private HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(fixture.argo.url() + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
