package io.jenkins.plugins.delivery.testbed.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.gitlab.MergeRules.Method;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitLabServerTest {

    private static final String TOKEN = "glpat-test";
    private static final String PROJECT = "/projects/acme%2Fpayments";
    private static final String MERGE = PROJECT + "/merge_requests/1";

    @TempDir
    Path directory;

    private final GitLabServer gitlab = GitLabServer.start(TOKEN, "acme/payments");
    private final GitLabProject payments = gitlab.project("acme/payments");
    private final HttpClient client = HttpClient.newHttpClient();
    private GitServer git;
    private BareRepository bare;

    @BeforeEach
    void open() throws Exception {
        git = GitServer.start(Files.createDirectories(directory.resolve("git")), GitAccess.open());
        try (RepositoryBuilder seed = RepositoryBuilder.init(directory.resolve("seed"))) {
            seed.commit("chore: first", Map.of("README.md", "x"));
            seed.push(git.create("payments"), GitAccess.open());
            seed.branch("feature").commit("feat: one", Map.of("one", "1"));
            seed.push(git.url("payments"), GitAccess.open());
        }
        bare = BareRepository.of(git, "payments");
        payments.hosts(bare);
        payments.open("feature", "main", "One");
    }

    @AfterEach
    void close() {
        git.close();
        gitlab.close();
        assertThat(gitlab.failures()).isEmpty();
    }

    private HttpResponse<String> send(String method, String path, Map<String, Object> body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(gitlab.api() + path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(Json.write(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        return Json.parse(send("GET", path, null).body());
    }

    private int merge(Object... more) throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return send("PUT", MERGE + "/merge", body).statusCode();
    }

    private String status() throws Exception {
        return get(MERGE).path("detailed_merge_status").asText();
    }

    @Test
    void mergesWhenTheRulesAreMetAndTheTipIsTheOneThatWasMeant() throws Exception {
        payments.rules(MergeRules.usual().approvals(1));
        assertThat(status()).isEqualTo("not_approved");
        assertThat(merge()).isEqualTo(405);
        payments.approve(1, "ada");
        assertThat(merge("sha", "0".repeat(40))).isEqualTo(409);

        assertThat(merge("sha", bare.tip("feature"), "should_remove_source_branch", true))
                .isEqualTo(200);

        JsonNode merged = get(MERGE);
        assertThat(merged.path("state").asText()).isEqualTo("merged");
        assertThat(merged.path("merge_commit_sha").asText()).isEqualTo(bare.tip("main"));
        assertThat(bare.tip("feature")).isEmpty();
        assertThat(get(PROJECT + "/repository/commits/" + bare.tip("main") + "/merge_requests"))
                .hasSize(1);
    }

    @Test
    void waitsWithMergingForWhatIsStillMissing() throws Exception {
        payments.rules(MergeRules.usual().approvals(1));
        assertThat(merge("auto_merge", true)).isEqualTo(200);
        assertThat(get(MERGE).path("merge_when_pipeline_succeeds").asBoolean()).isTrue();
        payments.approve(1, "ada");
        assertThat(get(MERGE).path("state").asText()).isEqualTo("merged");
    }

    @Test
    void mergesNothingLaterThatNoPipelineLeadsTo() throws Exception {
        assertThat(status()).isEqualTo("mergeable");
        assertThat(merge("merge_when_pipeline_succeeds", true)).isEqualTo(405);
        payments.pipeline(bare.tip("feature"), "running");
        assertThat(merge("merge_when_pipeline_succeeds", true)).isEqualTo(200);
    }

    @Test
    void aFastForwardWantsTheNewestCommitAndMakesNone() throws Exception {
        payments.rules(new MergeRules(Method.FAST_FORWARD, false, 0, false, true));
        assertThat(merge()).isEqualTo(200);
        assertThat(get(MERGE).path("merge_commit_sha").isNull()).isTrue();
        assertThat(bare.tip("main")).isEqualTo(get(MERGE).path("sha").asText());
        assertThat(get(PROJECT + "/repository/merge_base?refs%5B%5D=main&refs%5B%5D=feature")
                        .path("id")
                        .asText())
                .isEqualTo(bare.tip("main"));
    }

    @Test
    void anOpenStatusLeadsOnlyOn() throws Exception {
        String path = PROJECT + "/statuses/" + bare.tip("feature");
        assertThat(send("POST", path, Map.of("state", "pending", "name", "gate"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("POST", path, Map.of("state", "pending", "name", "gate"))
                        .body())
                .contains("Cannot transition status");
        assertThat(send("POST", path, Map.of("state", "success", "name", "gate"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("POST", path, Map.of("state", "pending", "name", "gate"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(payments.statuses(bare.tip("feature"))).hasSize(2);
        assertThat(send("POST", path, Map.of("state", "green")).statusCode()).isEqualTo(400);
        assertThat(send("POST", PROJECT + "/statuses/" + "0".repeat(40), Map.of("state", "success"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void approvalRulesNeedALicence() throws Exception {
        assertThat(send("GET", PROJECT + "/approval_rules", null).statusCode()).isEqualTo(404);
        payments.premium(2, false);
        assertThat(get(PROJECT + "/approval_rules")
                        .get(0)
                        .path("approvals_required")
                        .asInt())
                .isEqualTo(2);
        assertThat(send("GET", PROJECT + "/repository/branches/none", null).statusCode())
                .isEqualTo(404);
    }
}
