package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import io.jenkins.plugins.delivery.testbed.github.BranchProtection;
import io.jenkins.plugins.delivery.testbed.github.PullRequest;
import io.jenkins.plugins.delivery.testbed.github.Ruleset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promotions by pull request at GitHub: whatever merges them is recognised, and they keep up with their base. */
class PullRequestModeTest extends GitHubFixture {

    @ParameterizedTest
    @EnumSource(MergeKind.class)
    void recognisesEveryKindOfMergeAndThenWaitsForArgoCd(MergeKind kind) throws Exception {
        repository.allows(true, kind);
        repository.protect("main", new BranchProtection(List.of(), 1, true));
        Ticket ticket = start(Map.of());
        assertThat(repository.pulls().get(0).content().body())
                .contains("-  tag: \"1.3.0\"", "+  tag: \"1.4.0\"", "It is merged as soon as");
        repository.approvePull(1, "ada");

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
        assertThat(repository.pulls())
                .singleElement()
                .extracting(PullRequest::state)
                .isEqualTo(PullRequest.State.MERGED);
        assertThat(world.git("branch", "--list", "delivery/*")).isEmpty();
    }

    @Test
    void mergesByItselfWhereTheSiteHasNoAutoMerge() throws Exception {
        repository.allows(false, MergeKind.MERGE);
        repository.protect("main", new BranchProtection(List.of("lint"), 0, true));
        Ticket ticket = start(Map.of());
        assertThat(waiting(ticket).message()).contains("check 'lint' has not reported");
        green("lint", "success");

        assertThat(finish(ticket).state()).isEqualTo(PromotionState.DEPLOYED);
    }

    @Test
    void waitsForAPersonWhenToldSo() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        assertThat(waiting(ticket).message()).contains("nothing is missing, it waits to be merged");
        assertThat(repository.pulls().get(0).state()).isEqualTo(PullRequest.State.OPEN);
        // Somebody squashes it and writes a message of their own.
        repository.merge(1, MergeKind.SQUASH, "new payments (#1)");

        ArgoPromoteResult result = finish(ticket);

        assertThat(result.state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(result.change().commit()).isEqualTo(bare.tip("main"));
        assertThat(world.log)
                .anyMatch(line -> line.startsWith("The merge of ")
                        && line.contains("dropped the lines of the ledger from its message; they are in commit "));
        assertThat(promoted())
                .containsEntry("version", "1.4.0")
                .containsEntry("run", "https://ci.example/job/payments/7");
        assertThat(promoted()).containsEntry("commit", bare.tip("main"));
        assertThat(world.git("log", "-1", "--format=%s %(trailers:key=Delivery-Landed)", "delivery-records")
                        .strip())
                .isEqualTo("promote payments 1.4.0 to stage Delivery-Landed: " + bare.tip("main"));
    }

    @Test
    void saysThatTheLedgerLacksAPromotionWhereItCannotBeWritten() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        repository.merge(1, MergeKind.SQUASH, "new payments (#1)");
        world.git.protectBranch("gitops", "delivery-records");

        ArgoPromoteResult result = finish(ticket);

        assertThat(result.state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(result.change().from()).isEqualTo("1.3.0");
        assertThat(result.change().commit()).isEqualTo(bare.tip("main"));
        assertThat(world.log)
                .anyMatch(line -> line.startsWith("WARN The merge of ")
                        && line.contains("so the history does not tell of it: ")
                        && line.endsWith("Let the site keep the messages of the commits."));
    }

    @Test
    void isMadeAnewWhenTheRulesWantTheNewestBase() throws Exception {
        repository.ruleset(new Ruleset("main", 1, List.of(), true, false, 0));
        Ticket ticket = start(Map.of());
        world.foreignCommit("README.md", "moved\n");
        repository.approvePull(1, "ada");

        assertThat(finish(ticket).state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(repository.pulls()).hasSize(1);
        assertThat(world.log).anyMatch(line -> line.endsWith("was made anew on the newest base."));
    }

    @Test
    void isMadeAnewInTheSamePullRequestWhenItsBaseHasMoved() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        world.foreignCommit(
                VALUES, PromotionWorld.VALUES.replace("1.3.0", "1.3.1").replace("replicas: 2", "replicas: 5"));

        Ticket renewed = waiting(ticket).ticket();
        assertThat(waiting(renewed).message()).contains("nothing is missing");
        repository.merge(1, MergeKind.MERGE, "Merge");
        ArgoPromoteResult result = finish(renewed);

        assertThat(repository.pulls()).hasSize(1);
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
        assertThat(repository.pulls().get(0).state()).isEqualTo(PullRequest.State.CLOSED);
        assertThat(world.git("branch", "--list", "delivery/*")).isEmpty();
    }

    @Test
    void leavesABranchAloneThatSomebodyElseHasPushedTo() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        String branch = repository.pulls().get(0).content().head();
        world.git("branch", "-f", branch, "main");
        world.foreignCommit("README.md", "moved\n");
        world.git("branch", "-f", branch, "main");

        assertThat(waiting(ticket).message()).contains("has commits of somebody else, so it is left to people");
        assertThat(bare.tip(branch)).isEqualTo(bare.tip("main"));
    }

    @Test
    void aRestartedRunFindsItsPullRequest() throws Exception {
        Ticket first = start(Map.of("autoMerge", false));
        Ticket again = start(Map.of("autoMerge", false));

        assertThat(repository.pulls()).hasSize(1);
        assertThat(again.state()).containsEntry("pull", 1L);
        assertThat(first.operation()).isEqualTo(again.operation());
        repository.merge(1, MergeKind.MERGE, "Merge");
        assertThat(start(Map.of("autoMerge", false)).state()).containsEntry("landed", "PUSHED");
        assertThat(finish(again).state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(repository.pulls()).hasSize(1);
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
        assertThat(repository.pulls()).isEmpty();
        assertThat(world.git("branch", "--list", "delivery/*")).isEmpty();
    }

    @Test
    void noSecretOfTheRunGetsIntoThePullRequest() throws Exception {
        world.foreignCommit(VALUES, PromotionWorld.VALUES.replace("replicas: 2", "owner: " + PromotionWorld.PASSWORD));
        // Where the text is cut there is a secret, too.
        String reason = "r".repeat(470) + " it was " + PromotionWorld.PASSWORD + " and " + TOKEN;
        Ticket ticket = start(Map.of("autoMerge", false, "reason", reason, "approver", "ada " + TOKEN));

        assertThat(repository.pulls().get(0).content().body())
                .contains("r it was ****", "Approved by `ada ****`", " owner: ****")
                .doesNotContain(PromotionWorld.PASSWORD.substring(0, 6), TOKEN.substring(0, 8));
        assertThat((String) ticket.state().get("diff")).doesNotContain(PromotionWorld.PASSWORD);

        world.promoter().cancel(ticket, "the token " + TOKEN + " is dead", world.context());

        assertThat(repository.comments(1).get(0).body()).contains("is dead").doesNotContain(TOKEN);
    }
}
