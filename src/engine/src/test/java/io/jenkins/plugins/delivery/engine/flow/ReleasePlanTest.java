package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.action;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.full;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.plan;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.planner;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a version: reserved, recorded, and its release finished. */
class ReleasePlanTest {

    @Test
    void onlyMainReservesAVersion() {
        assertThat(action(plan("develop", BranchKind.DEVELOP), "Version", "semverTag")
                        .args())
                .containsEntry("reserve", false);
        assertThat(action(plan("main", BranchKind.MAIN), "Version", "semverTag").args())
                .containsEntry("reserve", true);
    }

    @Test
    void whatBecameOfAReservedVersionIsRecorded() {
        DeliveryPlan main = plan("main", BranchKind.MAIN);
        assertThat(action(main, "Image", "versionRecord").args())
                .containsEntry("tag", PlanAction.from("version", "tag"))
                .containsEntry("state", "built")
                .containsEntry("digest", PlanAction.from("image", "digest"));
        assertThat(List.of("Lint", "Build", "Test", "Image")).allSatisfy(name -> {
            PlanAction given = stage(main, name).ending().recover();
            assertThat(given.step()).isEqualTo("versionRecord");
            assertThat(given.args()).containsEntry("state", "abandoned").containsEntry("reason", name + " failed");
        });
        Map<String, Object> config = full();
        config.put("version", Map.of("reserve", false));
        for (DeliveryPlan plan : List.of(
                plan("develop", BranchKind.DEVELOP),
                planner(config, "main", BranchKind.MAIN).plan())) {
            assertThat(plan.toMap().toString()).doesNotContain("versionRecord");
        }
    }

    @Test
    void aReleaseIsMergedBackAfterItsLastEnvironment() {
        Map<String, Object> config = full();
        config.put("version", Map.of("prefix", "r", "credentialsId", "git", "signingCredentialsId", "key"));
        config.put("branches", Map.of("develop", "next"));
        config.put("finish", Map.of("forgeCredentialsId", "token"));
        DeliveryPlan plan = planner(config, "main", BranchKind.MAIN).plan();
        PlanBlock last = plan.blocks().get(plan.blocks().size() - 2);
        assertThat(last.place()).isEqualTo(PlanBlock.Place.AGENT);
        assertThat(last.environment()).isNull();
        assertThat(action(plan, "Finish", "gitFlowFinish").args())
                .containsEntry("branch", "main")
                .containsEntry("commit", PlanAction.from("version", "commit"))
                .containsEntry("version", PlanAction.from("version", "version"))
                .containsEntry("prefix", "r")
                .containsEntry("developBranch", "next")
                .containsEntry("releasePrefix", "release/")
                .containsEntry("credentialsId", "git")
                .containsEntry("signingCredentialsId", "key")
                .containsEntry("forgeCredentialsId", "token")
                .doesNotContainKeys("reserve", "repository", "region", "sources");
        assertThat(action(plan, "Finish", "slackNotify").args())
                .containsEntry("fields", Map.of("Back-merge", PlanAction.from("finish", "message")))
                .doesNotContainKey("env");
        assertThat(stage(plan, "Finish").toMap().get("failure").toString()).startsWith("The release is out");
    }

    @ParameterizedTest
    @CsvSource({"main, main, git-flow, false", "main, main, trunk, true", "develop, develop, git-flow, true"})
    void thereIsNothingToFinishElsewhereOrWhenPeopleDoIt(String branch, String kind, String flow, boolean finish) {
        Map<String, Object> config = full();
        config.put("flow", flow);
        config.put("finish", finish);
        assertThat(planner(config, branch, BranchKind.valueOf(kind.toUpperCase(Locale.ROOT)))
                        .plan()
                        .stageNames())
                .doesNotContain("Finish");
        assertThat(planner(full(), "main", BranchKind.MAIN).plan().stageNames()).contains("Finish");
    }

    @Test
    void aTeamThatSetsItsTagsItselfFinishesItsReleasesItself() {
        Map<String, Object> config = full();
        config.put("version", Map.of("reserve", false));
        assertThat(planner(config, "main", BranchKind.MAIN).plan().stageNames()).doesNotContain("Finish");
    }
}
