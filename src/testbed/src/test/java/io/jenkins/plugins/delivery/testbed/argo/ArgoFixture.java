package io.jenkins.plugins.delivery.testbed.argo;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A GitOps repository with two services, the stand-in on a manual clock, and a plain client. */
final class ArgoFixture implements AutoCloseable {

    static final GitAccess CI = GitAccess.only("ci", "s3cret-git");
    static final ArgoTimings TIMINGS = new ArgoTimings(
            Duration.ofSeconds(120), Duration.ZERO, Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(30));

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
    final GitServer git;
    final RepositoryBuilder gitops;
    final String url;
    final ArgoCdServer argo;
    private final HttpClient client = HttpClient.newHttpClient();

    ArgoFixture(Path temp) {
        this(temp, TIMINGS);
    }

    ArgoFixture(Path temp, ArgoTimings timings) {
        git = GitServer.start(temp.resolve("server"), CI);
        url = git.create("gitops");
        gitops = RepositoryBuilder.init(temp.resolve("gitops"))
                .commit(
                        "chore: start",
                        Map.of(
                                "apps/payments/values.yaml", values("1.0.0"),
                                "apps/orders/values.yaml", values("5.0.0")))
                .push(url, CI);
        argo = ArgoCdServer.start(clock, timings);
        argo.repositoryCredentials(git.url("").replace(".git", ""), CI);
    }

    /** Defines payments as running what the repository says. */
    ArgoFixture withPayments() {
        argo.define(payments());
        return this;
    }

    ArgoApplication payments() {
        return ArgoApplication.of("payments", url, "main", "apps/payments");
    }

    static String values(String tag) {
        return "# what runs\nimage:\n  repository: registry.example.com/payments\n  tag: \"" + tag
                + "\"\nreplicas: 2\n";
    }

    /** Commits a new tag and pushes it; returns the commit. */
    String promote(String service, String tag) {
        return gitops.commit("promote " + service + " " + tag, Map.of("apps/" + service + "/values.yaml", values(tag)))
                .push(url, CI)
                .head();
    }

    HttpResponse<String> call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(argo.url() + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + argo.token())
                .header("Content-Type", "application/json")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonNode get(String path) throws Exception {
        HttpResponse<String> response = call("GET", path, null);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " -> " + response.statusCode() + " " + response.body());
        }
        return Json.parse(response.body());
    }

    JsonNode payments(String query) throws Exception {
        return get("/api/v1/applications/payments" + query);
    }

    /** Sync status, health, and phase of the last operation, in one line. */
    String state(String application) throws Exception {
        JsonNode status = get("/api/v1/applications/" + application).path("status");
        return status.at("/sync/status").asText() + " "
                + status.at("/health/status").asText() + " "
                + status.at("/operationState/phase").asText();
    }

    @Override
    public void close() {
        argo.close();
        gitops.close();
        git.close();
    }
}
