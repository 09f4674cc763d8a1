package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.github.BranchProtection;
import io.jenkins.plugins.delivery.testbed.github.GitHubRepository;
import io.jenkins.plugins.delivery.testbed.github.GitHubServer;
import io.jenkins.plugins.delivery.testbed.github.PullRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promotions by pull request at GitHub: what keeps them waiting is told, whatever merges them is recognised, and nothing is left open. */
class PullRequestModeTest {

    private static final String TOKEN = "token-of-the-forge";
    private static final String VALUES = "environments/stage/payments/values.yaml";

    @TempDir
    Path directory;

    private PromotionWorld world;
    private GitHubServer github;
    private GitHubRepository site;
    private BareRepository bare;

    @BeforeEach
    void open() {
        world = new PromotionWorld(directory);
        github = GitHubServer.start(TOKEN, "acme/gitops");
        site = github.repository("acme/gitops");
        bare = BareRepository.of(world.git, "gitops");
        site.hosts(bare);
        world.credentials.put("forge", Credential.token("forge", TOKEN));
    }

    @AfterEach
    void close() {
        github.close();
        world.close();
        assertThat(world.log).noneMatch(line -> line.contains(TOKEN) || line.contains(PromotionWorld.PASSWORD));
        assertThat(github.failures()).isEmpty();
    }

    private ArgoPromoteRequest request(Map<String, Object> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of(
                "mode", "pr",
                "forge", "github",
                "forgeUrl", github.url().toString(),
                "forgeProject", "acme/gitops",
                "forgeCredentialsId", "forge"));
        arguments.putAll(changes);
        return world.request(arguments);
    }

    private Ticket start(Map<String, Object> changes) throws InterruptedException {
        return world.promoter().start(request(changes), world.context());
    }

    /** One turn of the wait, with the ticket as a host saves it. */
    private Progress<ArgoPromoteResult> turn(Ticket ticket) throws InterruptedException {
        world.clock.advance(Duration.ofSeconds(5));
        return world.promoter().look(Ticket.fromMap(ticket.toMap()), world.context());
    }

    private Progress.Waiting<ArgoPromoteResult> waiting(Ticket ticket) throws InterruptedException {
        return (Progress.Waiting<ArgoPromoteResult>) turn(ticket);
    }

    private ArgoPromoteResult finish(Ticket first) throws InterruptedException {
        Ticket ticket = first;
        for (int turns = 0; turns < 300; turns++) {
            Progress<ArgoPromoteResult> progress = turn(ticket);
            if (progress instanceof Progress.Done<ArgoPromoteResult> done) {
                return done.result();
            }
            ticket = ((Progress.Waiting<ArgoPromoteResult>) progress).ticket();
        }
        throw new AssertionError("still waiting: " + world.log);
    }

    private void green(String context, String state) throws Exception {
        String head = bare.tip(site.pulls().get(0).content().head());
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(github.url() + "/repos/acme/gitops/statuses/" + head))
                                .header("Authorization", "Bearer " + TOKEN)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"state\":\"" + state + "\",\"context\":\"" + context + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @Test
    void saysWhatIsMissingUntilTheSiteMergesIt() throws Exception {
        site.protect("main", new BranchProtection(List.of("lint", "policy"), 2, true));

        Ticket ticket = start(Map.of());
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
        assertThat(waiting(ticket).message())
                .startsWith("payments in stage: pull request " + github.url() + "/acme/gitops/pull/1: ")
                .contains(
                        "2 of 2 approvals are missing; check 'lint' has not reported; check 'policy' has not reported")
                .endsWith("(5s of 4h)");
        green("lint", "failure");
        green("policy", "pending");
        site.approvePull(1, "ada");
        site.requestChanges(1, "bob");
        assertThat(waiting(ticket).message())
                .contains("bob asked for changes; 1 of 2 approvals are missing; check 'lint' failed; check 'policy' is"
                        + " running");
        assertThat(waiting(ticket).ticket().deadline())
                .isEqualTo(ticket.startedAt().plus(Duration.ofHours(4)));
    }

    @ParameterizedTest
    @EnumSource(MergeKind.class)
    void recognisesEveryKindOfMergeAndThenWaitsForArgoCd(MergeKind kind) throws Exception {
        site.allows(true, kind);
        site.protect("main", new BranchProtection(List.of(), 1, true));
        Ticket ticket = start(Map.of());
        assertThat(site.pulls().get(0).content().body())
                .contains("-  tag: \"1.3.0\"", "+  tag: \"1.4.0\"", "It is merged as soon as");
        site.approvePull(1, "ada");

        ArgoPromoteResult result = finish(ticket);

        assertThat(result.state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(result.change().from()).isEqualTo("1.3.0");
        assertThat(result.change().to()).isEqualTo("1.4.0");
        assertThat(bare.contains("main", result.change().commit())).isTrue();
        assertThat(world.git(
                                "show",
                                "-s",
                                "--format=%(trailers:key=Delivery-Version,valueonly)",
                                result.change().commit())
                        .strip())
                .isEqualTo("1.4.0");
        assertThat(site.pulls()).singleElement().extracting(PullRequest::state).isEqualTo(PullRequest.State.MERGED);
        assertThat(world.git("branch", "--list", "delivery/*")).isEmpty();
    }

    @Test
    void mergesByItselfWhereTheSiteHasNoAutoMerge() throws Exception {
        site.allows(false, MergeKind.MERGE);
        site.protect("main", new BranchProtection(List.of("lint"), 0, true));
        Ticket ticket = start(Map.of());
        assertThat(waiting(ticket).message()).contains("check 'lint' has not reported");
        green("lint", "success");

        assertThat(finish(ticket).state()).isEqualTo(PromotionState.DEPLOYED);
    }

    @Test
    void waitsForAPersonWhenToldSo() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        assertThat(waiting(ticket).message()).contains("nothing is missing, it waits to be merged");
        assertThat(site.pulls().get(0).state()).isEqualTo(PullRequest.State.OPEN);
        // Somebody squashes it and writes a message of their own.
        site.merge(1, MergeKind.SQUASH, "new payments (#1)");

        ArgoPromoteResult result = finish(ticket);

        assertThat(result.state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(result.change().commit()).isEqualTo(bare.tip("main"));
        assertThat(world.log)
                .anyMatch(line -> line.startsWith("WARN The merge of ") && line.contains("dropped the lines"));
    }

    @Test
    void isMadeAnewInTheSamePullRequestWhenItsBaseHasMoved() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        world.foreignCommit(
                VALUES, PromotionWorld.VALUES.replace("1.3.0", "1.3.1").replace("replicas: 2", "replicas: 5"));

        Ticket renewed = waiting(ticket).ticket();
        assertThat(waiting(renewed).message()).contains("nothing is missing");
        site.merge(1, MergeKind.MERGE, "Merge");
        ArgoPromoteResult result = finish(renewed);

        assertThat(site.pulls()).hasSize(1);
        assertThat(result.change().from()).isEqualTo("1.3.1");
        assertThat(world.values("stage")).contains("1.4.0").contains("replicas: 5");
    }

    @Test
    void endsWhenItsBaseNeedsItNoMore() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        world.foreignCommit(
                VALUES, PromotionWorld.VALUES.replace("1.3.0", "1.4.0").replace("replicas: 2", "replicas: 5"));
        // The same value with other neighbours merges cleanly; only what conflicts is made anew.
        world.foreignCommit(VALUES, PromotionWorld.VALUES.replace("\"1.3.0\"", "1.4.0"));

        ArgoPromoteResult result = finish(ticket);

        assertThat(result.state()).isEqualTo(PromotionState.UNCHANGED);
        assertThat(site.pulls().get(0).state()).isEqualTo(PullRequest.State.CLOSED);
        assertThat(world.git("branch", "--list", "delivery/*")).isEmpty();
    }

    @Test
    void leavesABranchAloneThatSomebodyElseHasPushedTo() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        String branch = site.pulls().get(0).content().head();
        world.git("branch", "-f", branch, "main");
        world.foreignCommit("README.md", "moved\n");
        world.git("branch", "-f", branch, "main");

        assertThat(waiting(ticket).message()).contains("has commits of somebody else, so it is left to people");
        assertThat(bare.tip(branch)).isEqualTo(bare.tip("main"));
    }

    @Test
    void closesTheOlderOneAsSuperseded() throws Exception {
        List<String> commits = source();
        Ticket older = start(of(commits.get(0), "1.4.0", 7));
        Ticket newer = start(of(commits.get(1), "1.5.0", 8));

        assertThat(finish(older).state()).isEqualTo(PromotionState.SUPERSEDED);
        assertThat(site.comments(1)).singleElement().satisfies(comment -> assertThat(comment.body())
                .contains("Superseded by `payments 1.5.0`: " + github.url() + "/acme/gitops/pull/2"));
        site.merge(2, MergeKind.MERGE, "Merge");
        assertThat(finish(newer).state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(world.values("stage")).contains("1.5.0");
    }

    @Test
    void doesNotOvertakeTheNewerOne() throws Exception {
        List<String> commits = source();
        start(of(commits.get(1), "1.5.0", 8));
        Ticket older = start(of(commits.get(0), "1.4.0", 7));

        assertThat(finish(older).state()).isEqualTo(PromotionState.SUPERSEDED);
        assertThat(site.pulls()).singleElement().extracting(PullRequest::state).isEqualTo(PullRequest.State.OPEN);
        assertThat(world.git("branch", "--list", "delivery/*").lines()).hasSize(1);
    }

    private Map<String, Object> of(String commit, String version, int run) {
        return Map.of(
                "autoMerge",
                false,
                "commit",
                commit,
                "version",
                version,
                "source",
                world.git.url("payments"),
                "sourceCredentialsId",
                "git",
                "run",
                "https://ci.example/job/payments/" + run);
    }

    private List<String> source() {
        String url = world.git.create("payments");
        try (RepositoryBuilder service = RepositoryBuilder.init(directory.resolve("payments"))) {
            String first = service.commit("feat: one", Map.of("a", "1")).head();
            String second = service.commit("feat: two", Map.of("a", "2")).head();
            service.push(url, PromotionWorld.access());
            return List.of(first, second);
        }
    }

    @Test
    void failsWhenSomebodyClosesIt() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        world.promoter();
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(github.url() + "/repos/acme/gitops/pulls/1"))
                                .header("Authorization", "Bearer " + TOKEN)
                                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"state\":\"closed\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());

        assertThatThrownBy(() -> turn(ticket))
                .isInstanceOf(TerminalException.class)
                .hasMessage("payments 1.4.0 in stage was not promoted: its pull request " + github.url()
                        + "/acme/gitops/pull/1 was closed without being merged. stage still has 1.3.0. Promote it"
                        + " again, or reopen it first.");
    }

    @Test
    void anAbortClosesItAndSaysSo() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));

        assertThat(world.promoter().cancel(ticket, "aborted by ada\n/merge", world.context()))
                .isEqualTo(
                        "The pull request " + github.url() + "/acme/gitops/pull/1 was closed; stage still has 1.3.0.");
        assertThat(site.pulls().get(0).state()).isEqualTo(PullRequest.State.CLOSED);
        assertThat(site.comments(1)).singleElement().satisfies(comment -> assertThat(comment.body())
                .contains("gave this promotion up", "```text\naborted by ada /merge\n```"));
        assertThat(world.git("branch", "--list", "delivery/*")).isEmpty();
        assertThat(world.commits()).isEqualTo(1);
    }

    @Test
    void anAbortAfterTheMergePutsBack() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        site.merge(
                1,
                MergeKind.SQUASH,
                world.git(
                        "show",
                        "-s",
                        "--format=%B",
                        site.pulls().get(0).content().head()));

        assertThat(world.promoter().cancel(ticket, "aborted", world.context()))
                .startsWith("It was merged before it could be closed. stage is back at 1.3.0 (commit ");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
    }

    @Test
    void givesUpAfterItsOwnTime() throws Exception {
        site.protect("main", new BranchProtection(List.of(), 1, true));
        Ticket ticket = start(Map.of("mergeTimeout", "30m", "timeout", "5m"));
        world.clock.advance(Duration.ofMinutes(30));

        assertThatThrownBy(() -> turn(ticket))
                .hasMessageContaining("argoPromote gave up after 30m 5s")
                .hasMessageContaining("1 of 1 approval is missing")
                .hasMessageContaining("was closed; stage still has 1.3.0.");
    }

    @Test
    void aRestartedRunFindsItsPullRequest() throws Exception {
        Ticket first = start(Map.of("autoMerge", false));
        Ticket again = start(Map.of("autoMerge", false));

        assertThat(site.pulls()).hasSize(1);
        assertThat(again.state()).containsEntry("pull", 1L);
        assertThat(first.operation()).isEqualTo(again.operation());
        site.merge(1, MergeKind.MERGE, "Merge");
        assertThat(start(Map.of("autoMerge", false)).state()).containsEntry("landed", "PUSHED");
        assertThat(finish(again).state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(site.pulls()).hasSize(1);
    }

    @Test
    void whatFailsAfterTheMergeIsPutBackAsEver() throws Exception {
        world.argo.degradeWhenDeployed("payments-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");
        Ticket ticket = start(Map.of());

        assertThatThrownBy(() -> finish(ticket))
                .hasMessageContaining("payments 1.4.0 in stage did not come up")
                .hasMessageContaining("stage is back at 1.3.0");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
    }

    @Test
    void looksAgainLaterWhenTheSiteIsAway() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        github.failNext(3, 503);

        Progress.Waiting<ArgoPromoteResult> away = waiting(ticket);

        assertThat(away.troubled()).isTrue();
        assertThat(away.message()).contains("503");
        assertThat(waiting(away.ticket()).message()).contains("nothing is missing");
    }

    @Test
    void opensNothingInADryRunOrWithoutWhatItNeeds() throws Exception {
        EngineContext dry = world.context().toBuilder().dryRun(true).build();
        Ticket planned = world.promoter().start(request(Map.of()), dry);
        assertThat(planned.state()).containsEntry("landed", "PLANNED");
        assertThatThrownBy(() -> start(Map.of("forge", "none")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("Set forge: github or gitlab");
        Map<String, Object> without = new LinkedHashMap<>();
        without.put("run", null);
        assertThatThrownBy(() -> start(without))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("run is required with mode: pr");
        assertThat(site.pulls()).isEmpty();
        assertThat(world.git("branch", "--list", "delivery/*")).isEmpty();
    }
}
