package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.testbed.github.BranchProtection;
import io.jenkins.plugins.delivery.testbed.github.GitHubServer;
import io.jenkins.plugins.delivery.testbed.github.Ruleset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What keeps a pull request from being merged is told, to whoever looks and to those who forget it, and the wait has an end of its own. */
class PullRequestReasonsTest extends GitHubFixture {

    @Test
    void saysWhatIsMissingUntilTheSiteMergesIt() throws Exception {
        repository.protect("main", new BranchProtection(List.of("lint", "policy"), 2, true));

        Ticket ticket = start(Map.of());
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
        assertThat(waiting(ticket).message())
                .startsWith("payments in stage: pull request " + github.url() + "/acme/gitops/pull/1: ")
                .contains(
                        "2 of 2 approvals are missing; check 'lint' has not reported; check 'policy' has not reported")
                .endsWith("(5s of 4h)");
        green("lint", "failure");
        green("policy", "pending");
        repository.approvePull(1, "ada");
        repository.requestChanges(1, "bob");
        assertThat(waiting(ticket).message())
                .contains("bob asked for changes; 1 of 2 approvals are missing; check 'lint' failed; check 'policy' is"
                        + " running");
        assertThat(waiting(ticket).ticket().deadline())
                .isEqualTo(ticket.startedAt().plus(Duration.ofHours(4)));
    }

    @Test
    void saysWhatRulesetsAndCheckRunsWant() throws Exception {
        repository.ruleset(new Ruleset("main", 1, List.of("build", "policy"), false, false, 0));
        Ticket ticket = start(Map.of("autoMerge", false));
        String head = bare.tip(repository.pulls().get(0).content().head());
        repository.checkRun(head, "build", "");
        repository.checkRun(head, "policy", "timed_out");
        repository.review(1, "stranger", "APPROVED", "NONE");
        assertThat(waiting(ticket).message())
                .contains(": 1 of 1 approval is missing; check 'build' is running; check 'policy' failed (");

        repository.checkRun(head, "build", "success");
        repository.checkRun(head, "policy", "neutral");
        repository.checkRun(head, "not-required", "failure");
        repository.approvePull(1, "ada");
        assertThat(waiting(ticket).message()).contains("nothing is missing, it waits to be merged");
        repository.ruleset(new Ruleset("main", 0, List.of(), false, true, 0));
        assertThat(waiting(ticket).message()).contains(": the rules of main want every conversation resolved (");
        repository.draft(1, true);
        assertThat(waiting(ticket).message()).contains(": it is a draft (");
    }

    @Test
    void speaksToAGitHubOfOnesOwn() throws Exception {
        try (GitHubServer own = GitHubServer.enterprise(TOKEN, "acme/gitops")) {
            own.repository("acme/gitops").hosts(bare);
            own.repository("acme/gitops").protect("main", new BranchProtection(List.of(), 1, true));
            Ticket ticket = start(Map.of("forgeUrl", own.api()));
            assertThat(waiting(ticket).message()).contains("1 of 1 approval is missing");
            own.repository("acme/gitops").approvePull(1, "ada");

            assertThat(finish(ticket).state()).isEqualTo(PromotionState.DEPLOYED);
            assertThat(own.requests("POST", "/api/graphql")).isNotEmpty();
            assertThat(own.failures()).isEmpty();
        }
    }

    @Test
    void remindsPeopleLessAndLessOften() throws Exception {
        repository.protect("main", new BranchProtection(List.of(), 1, true));
        Ticket ticket = start(Map.of("mergeTimeout", "8h"));
        List<Integer> comments = new ArrayList<>();
        for (int minutes = 0; minutes < 300; minutes += 30) {
            ticket = waiting(ticket).ticket();
            comments.add(repository.comments(1).size());
            world.clock.advance(Duration.ofMinutes(30).minusSeconds(5));
        }

        assertThat(comments).containsExactly(0, 0, 1, 1, 2, 2, 2, 2, 3, 3);
        assertThat(repository.comments(1).get(0).body())
                .isEqualTo("The delivery has been waiting for this for 1h: `1 of 1 approval is missing`. It gives up in"
                        + " 6h 59m.\n");
        assertThat(world.log)
                .anyMatch(line -> line.startsWith("WARN payments 1.4.0 in stage has been waiting for 1h: "));
        assertThat(start(Map.of("remindAfter", "5m", "run", "other")).state()).doesNotContainKey("reminders");
    }

    @Test
    void givesUpAfterItsOwnTime() throws Exception {
        repository.protect("main", new BranchProtection(List.of(), 1, true));
        Ticket ticket = start(Map.of("mergeTimeout", "30m", "timeout", "5m"));
        world.clock.advance(Duration.ofMinutes(30));

        assertThatThrownBy(() -> turn(ticket))
                .hasMessageContaining("argoPromote gave up after 30m 5s")
                .hasMessageContaining("1 of 1 approval is missing")
                .hasMessageContaining("was closed; stage still has 1.3.0.");
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
}
