package io.jenkins.plugins.delivery.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.forge.Account;
import io.jenkins.plugins.delivery.engine.forge.CommitState;
import io.jenkins.plugins.delivery.engine.forge.CommitStatuses;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeKind;
import io.jenkins.plugins.delivery.engine.forge.PullComment;
import io.jenkins.plugins.delivery.engine.forge.PullRequest;
import io.jenkins.plugins.delivery.engine.forge.PullRequestDraft;
import io.jenkins.plugins.delivery.engine.forge.PullRequestMerges;
import io.jenkins.plugins.delivery.engine.forge.PullRequests;
import io.jenkins.plugins.delivery.engine.forge.Reviews;
import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.github.BranchProtection;
import io.jenkins.plugins.delivery.testbed.github.GitHubRepository;
import io.jenkins.plugins.delivery.testbed.github.GitHubServer;
import io.jenkins.plugins.delivery.testbed.github.Ruleset;
import io.jenkins.plugins.delivery.testbed.http.Json;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call of ours is one of GitHub's, and every answer of the stand-in could be GitHub's, on machines that have its description. */
class GitHubContractTest {

    private static final String TOKEN = "token-of-the-forge";

    @TempDir
    Path directory;

    private GitHubContract contract;
    private GitServer git;
    private BareRepository bare;
    private final GitHubServer github = GitHubServer.start(TOKEN, "acme/payments");
    private final GitHubRepository payments = github.repository("acme/payments");

    @BeforeEach
    void open() throws Exception {
        contract = GitHubContract.find().orElse(null);
        Assumptions.assumeTrue(
                contract != null,
                "GitHub's api.github.com.json is not here; set DELIVERY_CONTRACTS to its directory, or run .ci/run.");
        git = GitServer.start(Files.createDirectories(directory.resolve("git")), GitAccess.open());
        try (RepositoryBuilder seed = RepositoryBuilder.init(directory.resolve("seed"))) {
            seed.commit("chore: first", Map.of("README.md", "x"));
            seed.push(git.create("payments"), GitAccess.open());
            for (String branch : List.of("one", "two")) {
                seed.checkout("main").branch(branch).commit("feat: " + branch, Map.of(branch, "1"));
            }
            seed.push(git.url("payments"), GitAccess.open());
        }
        bare = BareRepository.of(git, "payments");
        payments.hosts(bare);
    }

    @AfterEach
    void close() {
        if (git != null) {
            git.close();
        }
        github.close();
        assertThat(github.failures()).isEmpty();
    }

    @Test
    void everythingThatIsSaidIsOfGitHubsApi() throws Exception {
        String first = bare.tip("main");
        payments.protect("main", new BranchProtection(List.of("lint"), 1, true));
        payments.ruleset(new Ruleset("main", 1, List.of("policy"), true, true, 1));
        EngineContext context = new RecordedRun(directory)
                .with(Credential.token("forge", TOKEN))
                .context();
        ForgeAddress address = new ForgeAddress(ForgeKind.GITHUB, github.api(), "acme/payments");
        PullRequests pulls = GitHubPullRequests.open(address, "forge", context);
        PullRequestMerges merges = GitHubMerges.open(address, "forge", context);
        CommitStatuses statuses = GitHubStatuses.open(address, "forge", context);
        Reviews reviews = GitHubReviews.open(address, "forge", context);

        PullRequest pull = pulls.open(new PullRequestDraft("one", "main", "One", "text"));
        pulls.open(new PullRequestDraft("one", "main", "One", "text"));
        pulls.update(pull, new PullRequestDraft("one", "main", "One", "other"));
        pulls.openInto("main");
        payments.collaborator("ada");
        payments.author(bare.tip("one"), "ada");
        pulls.author(bare.tip("one"), "ada@example.com");
        pulls.assign(pull, new Account("ada", 1));
        PullComment comment = pulls.comment(pull, "hello");
        pulls.edit(pull, comment, "hello again");
        pulls.comments(pull);
        CommitStatuses.Place tip = statuses.tip(pull.number());
        statuses.set(tip, new CommitStatuses.Status("lint", CommitState.PENDING, "runs", "https://ci.example/1"));
        payments.checkRun(tip.commit(), "policy", "");
        payments.checkRun(tip.commit(), "scan", "failure");
        payments.requestChanges(1, "bob");
        merges.look(pull);
        merges.mergeWhenAllowed(pull, tip.commit(), "promote\n\nDelivery-Version: 1");
        String merged = payments.merge(1, MergeKind.MERGE, "Merge");
        merges.look(pull);
        pulls.mergedWith(merged);
        reviews.pull(1);
        reviews.mergedWith(merged, "main");
        reviews.mainline(first, merged);
        reviews.rules("main");
        PullRequest other = pulls.open(new PullRequestDraft("two", "main", "Two", ""));
        pulls.openInto("main");
        pulls.find("two", "main");

        List<String> problems = new ArrayList<>();
        for (RecordedRequest request : List.copyOf(github.requests())) {
            if (request.path().equals("/graphql")) {
                continue;
            }
            problems.addAll(contract.problems(request));
            if (request.method().equals("GET")) {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(github.url() + request.path() + "?" + request.query()))
                                        .header("Authorization", "Bearer " + TOKEN)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                problems.addAll(contract.problems(request, answer.statusCode(), Json.parse(answer.body())));
            }
        }

        pulls.close(other);
        problems.addAll(
                contract.problems(github.requests().get(github.requests().size() - 1)));

        assertThat(problems.stream().distinct()).isEmpty();
        assertThat(github.requests()).hasSizeGreaterThan(40);
    }

    @Test
    void theDescriptionSeesMistakes() {
        assertThat(contract.problems(request("POST", "/repos/acme/payments/pulls", "", "{\"title\":1,\"x\":true}")))
                .containsExactlyInAnyOrder(
                        "POST /repos/acme/payments/pulls.title: 1 is no string",
                        "POST /repos/acme/payments/pulls has no x",
                        "POST /repos/acme/payments/pulls lacks head",
                        "POST /repos/acme/payments/pulls lacks base");
        assertThat(contract.problems(request("GET", "/repos/acme/payments/pulls", "staate=open", "")))
                .containsExactly("/repos/acme/payments/pulls has no parameter staate");
        assertThat(contract.problems(request("GET", "/repos/acme/payments/nothing", "", "")))
                .containsExactly("there is no GET /repos/acme/payments/nothing");
        RecordedRequest reviews = request("GET", "/repos/acme/payments/pulls/1/reviews", "", "");
        assertThat(contract.problems(
                        reviews, 200, Json.parse("[{\"author_association\":\"FRIEND\",\"user\":{\"nick\":\"a\"}}]")))
                .hasSize(2);
    }

    private static RecordedRequest request(String method, String path, String query, String body) {
        return new RecordedRequest(method, path, query, Map.of(), body);
    }
}
