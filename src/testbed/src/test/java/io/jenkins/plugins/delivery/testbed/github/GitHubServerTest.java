package io.jenkins.plugins.delivery.testbed.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GitHubServerTest {

    private static final String TOKEN = "ghp_test";
    private static final String SHA = "a".repeat(40);
    private static final String REPOSITORY = "/repos/acme/payments";

    private final GitHubServer github = GitHubServer.start(TOKEN, "acme/payments");
    private final GitHubRepository payments = github.repository("acme/payments");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        github.close();
        assertThat(github.failures()).isEmpty();
    }

    @Test
    void theLastStatusOfEachContextDecides() throws Exception {
        assertThat(combined()).isEqualTo("pending");

        assertThat(status("release/gate", "pending").statusCode()).isEqualTo(201);
        status("lint", "success");
        assertThat(combined()).isEqualTo("pending");

        status("release/gate", "success");
        assertThat(combined()).isEqualTo("success");

        status("lint", "error");
        assertThat(combined()).isEqualTo("failure");
        assertThat(payments.currentStatuses(SHA))
                .extracting(CommitStatus::context, CommitStatus::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("release/gate", CommitStatus.State.SUCCESS),
                        org.assertj.core.groups.Tuple.tuple("lint", CommitStatus.State.ERROR));
        assertThat(json(get(REPOSITORY + "/commits/" + SHA + "/statuses"))
                        .get(0)
                        .path("context")
                        .asText())
                .isEqualTo("lint");
    }

    @Test
    void refusesStatusesThatGitHubWouldRefuse() throws Exception {
        HttpResponse<String> state = status("x", "green");
        assertThat(state.statusCode()).isEqualTo(422);
        assertThat(state.body()).contains("state is not included in the list");

        HttpResponse<String> length = send(
                "POST", REPOSITORY + "/statuses/" + SHA, Map.of("state", "success", "description", "x".repeat(141)));
        assertThat(length.statusCode()).isEqualTo(422);
        assertThat(length.body()).contains("140 characters");

        assertThat(send("POST", REPOSITORY + "/statuses/abc", Map.of("state", "success"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(send("POST", "/repos/acme/orders/statuses/" + SHA, Map.of("state", "success"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(payments.statuses(SHA)).isEmpty();
    }

    @Test
    void aCommentIsWrittenOnceAndEdited() throws Exception {
        int number = openPull("feature/x", "develop").number();
        String comments = REPOSITORY + "/issues/" + number + "/comments";

        JsonNode created = json(send("POST", comments, Map.of("body", "1.4.0 is in dev")));
        send(
                "PATCH",
                REPOSITORY + "/issues/comments/" + created.path("id").asLong(),
                Map.of("body", "1.4.0 is in prod"));

        assertThat(payments.comments(number)).singleElement().satisfies(comment -> {
            assertThat(comment.body()).isEqualTo("1.4.0 is in prod");
            assertThat(comment.edits()).isEqualTo(1);
        });
        assertThat(json(get(comments)).get(0).path("body").asText()).isEqualTo("1.4.0 is in prod");
        assertThat(send("POST", comments, Map.of("body", " ")).statusCode()).isEqualTo(422);
        assertThat(send("POST", REPOSITORY + "/issues/99/comments", Map.of("body", "x"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("PATCH", REPOSITORY + "/issues/comments/1", Map.of("body", "x"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void listsComeInPages() throws Exception {
        int number = openPull("feature/x", "develop").number();
        String comments = REPOSITORY + "/issues/" + number + "/comments";
        for (int i = 0; i < 5; i++) {
            send("POST", comments, Map.of("body", "comment " + i));
        }

        HttpResponse<String> first = get(comments + "?per_page=3");
        String link = first.headers().firstValue("Link").orElseThrow();
        HttpResponse<String> second = get(link.substring(1, link.indexOf('>')));

        assertThat(json(first)).hasSize(3);
        assertThat(json(second).findValuesAsText("body")).containsExactly("comment 3", "comment 4");
        assertThat(second.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void pullRequestsAreOpenedOnceAndFoundByBranch() throws Exception {
        Map<String, String> wanted =
                Map.of("title", "Back-merge 1.4.0", "head", "release/1.4.0", "base", "develop", "body", "conflicts");

        HttpResponse<String> created = send("POST", REPOSITORY + "/pulls", wanted);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).at("/head/label").asText()).isEqualTo("acme:release/1.4.0");
        assertThat(send("POST", REPOSITORY + "/pulls", wanted).body()).contains("already exists");
        assertThat(send("POST", REPOSITORY + "/pulls", Map.of("title", "x")).statusCode())
                .isEqualTo(422);
        assertThat(json(get(REPOSITORY + "/pulls?head=acme:release/1.4.0&base=develop")))
                .hasSize(1);
        assertThat(json(get(REPOSITORY + "/pulls?head=acme:release/1.4.0&base=main")))
                .isEmpty();

        payments.mergePull(1, SHA);
        payments.approvePull(1, "ada");

        assertThat(json(get(REPOSITORY + "/pulls"))).isEmpty();
        assertThat(json(get(REPOSITORY + "/pulls?state=closed"))).hasSize(1);
        assertThat(json(get(REPOSITORY + "/pulls/1")).path("merged").asBoolean())
                .isTrue();
        assertThat(json(get(REPOSITORY + "/commits/" + SHA + "/pulls"))
                        .get(0)
                        .path("number")
                        .asInt())
                .isEqualTo(1);
        assertThat(json(get(REPOSITORY + "/pulls/1/reviews"))
                        .get(0)
                        .at("/user/login")
                        .asText())
                .isEqualTo("ada");
        assertThat(get(REPOSITORY + "/pulls/2").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsHowABranchIsProtected() throws Exception {
        payments.protect("release/1.4", new BranchProtection(List.of("release/gate"), 2, true));

        JsonNode protection = json(get(REPOSITORY + "/branches/release%2F1.4/protection"));

        assertThat(protection.at("/required_status_checks/contexts/0").asText()).isEqualTo("release/gate");
        assertThat(protection
                        .at("/required_pull_request_reviews/required_approving_review_count")
                        .asInt())
                .isEqualTo(2);
        assertThat(protection.at("/enforce_admins/enabled").asBoolean()).isTrue();
        HttpResponse<String> none = get(REPOSITORY + "/branches/develop/protection");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("Branch not protected");
    }

    @Test
    void wantsTheTokenAndLimitsTheRate() throws Exception {
        github.requireBearer("another");
        HttpResponse<String> refused = get(REPOSITORY + "/pulls");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("Bad credentials");

        github.requireBearer(TOKEN);
        github.rateLimitNext(1, Duration.ofMinutes(10));
        github.secondaryRateLimitNext(1, Duration.ofSeconds(60));
        assertThat(get(REPOSITORY + "/pulls").headers().firstValue("X-RateLimit-Remaining"))
                .contains("0");
        assertThat(get(REPOSITORY + "/pulls").headers().firstValue("Retry-After"))
                .contains("60");
        assertThat(get(REPOSITORY + "/pulls").statusCode()).isEqualTo(200);
    }

    private PullRequest openPull(String head, String base) {
        return payments.openPull("ada", new PullRequest.Content("Change", "", head, "b".repeat(40), base));
    }

    private String combined() throws Exception {
        return json(get(REPOSITORY + "/commits/" + SHA + "/status"))
                .path("state")
                .asText();
    }

    private HttpResponse<String> status(String context, String state) throws Exception {
        return send("POST", REPOSITORY + "/statuses/" + SHA, Map.of("context", context, "state", state));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .method(method, HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        URI uri = github.url().resolve(path);
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + TOKEN);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.parse(response.body());
    }
}
