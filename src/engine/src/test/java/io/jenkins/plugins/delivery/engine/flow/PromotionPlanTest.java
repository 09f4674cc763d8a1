package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.action;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.full;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.plan;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.planner;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a plan promotes: at which Argo CD, after whom, with whose approval, and how it goes back. */
class PromotionPlanTest {

    @ParameterizedTest
    @CsvSource({
        "git-flow, develop, Deploy to dev, ",
        "git-flow, release, Deploy to stage, dev",
        "git-flow, hotfix, Deploy to stage, ",
        "git-flow, main, Deploy to prod, stage",
        "trunk, main, Deploy to dev, ",
        "trunk, main, Deploy to stage, dev",
        "trunk, main, Deploy to prod, stage"
    })
    void anEnvironmentFollowsTheOneBefore(String flow, String kind, String stage, String after) {
        Map<String, Object> config = full();
        config.put("flow", flow);
        DeliveryPlan plan = planner(config, kind, BranchKind.valueOf(kind.toUpperCase(Locale.ROOT)))
                .plan();
        assertThat(action(plan, stage, "argoPromote").args().get("after")).isEqualTo(after);
    }

    @Test
    void anEarlierConditionCanBeSwitchedOff() {
        Map<String, Object> config = full();
        Map<String, Object> environments = new LinkedHashMap<>();
        environments.put("dev", Map.of());
        environments.put("prod", Map.of("after", "none"));
        config.put("environments", environments);
        DeliveryPlan plan = planner(config, "main", BranchKind.MAIN).plan();
        plan.blocks().stream()
                .flatMap(block -> block.stages().stream())
                .flatMap(stage -> stage.actions().stream())
                .filter(action -> "argoPromote".equals(action.step()))
                .forEach(action -> assertThat(action.args()).doesNotContainKey("after"));
    }

    @Test
    void anEnvironmentMayHaveItsOwnArgo() {
        Map<String, Object> config = full();
        Map<String, Object> environments = new LinkedHashMap<>();
        environments.put("dev", Map.of());
        environments.put("stage", Map.of("argo", Map.of("project", "shop")));
        environments.put(
                "prod", Map.of("argo", Map.of("url", "https://argocd.prod.example.com", "credentialsId", "argo-prod")));
        config.put("environments", environments);
        config.put("flow", "trunk");
        DeliveryPlan plan = planner(config, "main", BranchKind.MAIN).plan();
        assertThat(action(plan, "Deploy to dev", "argoPromote").args())
                .containsEntry("argo", "https://argocd.example.com")
                .containsEntry("argoCredentialsId", "argo")
                .doesNotContainKey("project");
        assertThat(action(plan, "Deploy to stage", "argoPromote").args())
                .containsEntry("argo", "https://argocd.example.com")
                .containsEntry("argoCredentialsId", "argo")
                .containsEntry("project", "shop");
        assertThat(action(plan, "Deploy to prod", "argoPromote").args())
                .containsEntry("argo", "https://argocd.prod.example.com")
                .containsEntry("argoCredentialsId", "argo-prod");
        environments.put("prod", Map.of("argo", "https://argocd.prod.example.com"));
        assertThat(action(planner(config, "main", BranchKind.MAIN).plan(), "Deploy to prod", "argoPromote")
                        .args())
                .containsEntry("argo", "https://argocd.prod.example.com")
                .doesNotContainKey("argoCredentialsId");
    }

    @Test
    void withoutArgoThePromotionEndsWithTheCommit() {
        Map<String, Object> config = full();
        config.remove("argo");
        assertThat(action(planner(config, "develop", BranchKind.DEVELOP).plan(), "Deploy to dev", "argoPromote")
                        .args())
                .containsEntry("waitFor", "none");
    }

    @Test
    void thePlanNamesTheFileAndTheValueThatWillChange() {
        assertThat(plan("main", BranchKind.MAIN).files())
                .containsExactly(Map.of(
                        "environment", "prod",
                        "app", "payments-prod",
                        "repository", "https://git.example.com/gitops.git",
                        "file", "environments/prod/payments/values.yaml",
                        "set", Map.of("image.tag", "1.4.0")));
    }

    @Test
    void theApprovalNamesWhatIsDeployedAndItsRecordIsKept() {
        DeliveryPlan plan = plan("main", BranchKind.MAIN);
        PlanAction input = action(plan, "Approve prod", "input");
        assertThat(input.args())
                .containsEntry("message", PlanAction.from("evidence_prod", "message"))
                .containsEntry("submitter", "release-managers")
                .containsEntry("timeoutSeconds", 4L * 3600);
        assertThat(action(plan, "Deploy to prod", "argoPromote").args())
                .containsEntry("approver", PlanAction.from("approval_prod", "approver"))
                .containsEntry("run", "https://ci.example.com/7");
        assertThat(action(plan, "Approve prod", "approvalEvidence").args())
                .containsEntry("question", "Deploy payments 1.4.0 to prod?")
                .containsEntry("file", "environments/${env}/${service}/values.yaml")
                .containsEntry("after", "stage");
        assertThat(action(plan, "Approve prod", "slackNotify").args())
                .containsEntry("url", "https://ci.example.com/7/input/");
        assertThat(plan.approvals())
                .extracting(approval -> approval.get("environment"))
                .containsExactly("prod");
    }

    @Test
    void aPromotionThatANewerOneReplacedEndsTheRun() {
        assertThat(action(plan("develop", BranchKind.DEVELOP), "Deploy to dev", "argoPromote")
                        .when()
                        .ends())
                .isEqualTo("supersededBy");
    }

    @Test
    void aFailedDeploymentOrVerificationIsLookedAtAskedAboutAndPutBackOutsideOfTheAgent() {
        for (String failed : List.of("Deploy to stage", "Verify stage")) {
            PlanStage back = stage(plan("release/1.4", BranchKind.RELEASE), failed)
                    .ending()
                    .wayBack();
            assertThat(back.name()).isEqualTo("Roll back stage");
            assertThat(back.actions())
                    .extracting(PlanAction::step)
                    .containsExactly("argoRollback", "input", "argoRollback");
            assertThat(back.actions().get(0).args())
                    .containsEntry("check", true)
                    .doesNotContainKeys("after", "approver", "choice");
            assertThat(back.actions().get(1).when().only()).isEqualTo("look_stage.ask");
            assertThat(back.actions().get(1).args())
                    .containsEntry("message", PlanAction.from("look_stage", "question"))
                    .containsEntry("timeoutSeconds", 14400L);
            assertThat(back.actions().get(2).when().only()).isEqualTo("look_stage.needed");
            assertThat(back.actions().get(2).args())
                    .containsEntry("choice", PlanAction.from("choice_stage", "choice"))
                    .containsEntry("approver", PlanAction.from("choice_stage", "approver"))
                    .containsEntry("run", "https://ci.example.com/7");
        }
    }

    @Test
    void theWayBackGoesByPullRequestWherePromotionsDo() {
        Map<String, Object> config = full();
        Map<String, Object> byPullRequest = Map.of(
                "mode", "pr",
                "forge", "gitlab",
                "forgeCredentialsId", "forge",
                "autoMerge", false,
                "mergeTimeout", "2h",
                "remindAfter", "20m");
        Map<String, Object> gitops = new LinkedHashMap<>(byPullRequest);
        gitops.put("url", "https://git.example.com/gitops.git");
        config.put("gitops", gitops);

        DeliveryPlan plan = planner(config, "release/1.4", BranchKind.RELEASE).plan();

        assertThat(action(plan, "Deploy to stage", "argoPromote").args()).containsAllEntriesOf(byPullRequest);
        PlanStage back = stage(plan, "Deploy to stage").ending().wayBack();
        assertThat(back.actions().get(2).args()).containsAllEntriesOf(byPullRequest);
    }

    @Test
    void aTeamMayKeepWhatFailed() {
        Map<String, Object> config = full();
        config.put("argo", Map.of("url", "https://argocd.example.com", "rollback", "off"));
        planner(config, "develop", BranchKind.DEVELOP).plan().blocks().stream()
                .flatMap(block -> block.stages().stream())
                .forEach(stage -> assertThat(stage.ending().wayBack()).isNull());
    }

    @Test
    void onePromotionAloneCanBePlannedForPipelinesThatBuildByThemselves() {
        DeliveryPlan plan = planner(full(), "wip", BranchKind.OTHER).planOnly("dev");
        assertThat(plan.stageNames()).containsExactly("Deploy to dev", "Verify dev");
        assertThatThrownBy(() -> planner(full(), "wip", BranchKind.OTHER).planOnly("stge"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean 'stage'?");
    }
}
