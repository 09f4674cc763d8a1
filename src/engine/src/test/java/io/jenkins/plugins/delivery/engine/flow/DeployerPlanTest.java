package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Environments that Helm and ECS deploy to, the calendar, and turns. */
class DeployerPlanTest {

    private final Map<String, Object> config = new LinkedHashMap<>(Map.of(
            "service",
            "payments",
            "flow",
            "trunk",
            "image",
            Map.of("repository", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/payments", "build", true),
            "gitops",
            Map.of("url", "https://git.example.com/gitops.git", "credentialsId", "git")));

    private DeliveryPlan plan() {
        Map<String, Object> version = Map.of("version", "1.4.0", "ociTag", "1.4.0", "commit", "c0ffee");
        return new DeliveryPlanner(
                        DeliveryConfig.of(Map.of(), config, Map.of()),
                        new PlanSource("main", BranchKind.MAIN, version, "https://ci.example.com/7", Optional.empty()))
                .plan();
    }

    private static Stream<PlanStage> stages(DeliveryPlan plan) {
        return plan.blocks().stream().flatMap(block -> block.stages().stream());
    }

    private static PlanStage stage(DeliveryPlan plan, String name) {
        return stages(plan)
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static PlanAction action(PlanStage stage, String step) {
        return stage.actions().stream()
                .filter(candidate -> step.equals(candidate.step()))
                .findFirst()
                .orElseThrow();
    }

    /** Issue 7: a breach of the watch triggers the rollback of the deployer, and the baseline is of the time before it began. */
    @ParameterizedTest
    @CsvSource({"argocd, argoPromote, argoRollback", "helm, helmDeploy, helmDeploy", "ecs, ecsDeploy, ecsDeploy"})
    void aWatchGoesBackByWhatDeployed(String deployer, String deploys, String goesBack) {
        config.put("chart", Map.of("path", "chart", "oci", "oci://registry.example.com/charts"));
        config.put("helm", Map.of("namespace", "shop"));
        config.put("ecs", Map.of("cluster", "shop"));
        config.put("argo", Map.of("url", "https://argo.example.com"));
        config.put(
                "environments",
                Map.of("prod", Map.of("deployWith", deployer, "url", "https://p.example.com", "watch", "10m")));
        DeliveryPlan plan = plan();
        PlanParameters.areKnownToTheirSteps(plan);
        PlanAction deploy = action(stage(plan, "Deploy to prod"), deploys);
        PlanAction watch = action(stage(plan, "Watch prod"), "metricsWatch");
        assertThat(watch.args())
                .containsEntry(
                        "released", PlanAction.from((String) deploy.toMap().get("as"), "began"));
        PlanStage back = stage(plan, "Watch prod").ending().wayBack();
        assertThat(back).isNotNull();
        assertThat(back.actions()).extracting(PlanAction::step).contains(goesBack);
    }

    @Test
    void aProtectedLedgerIsWrittenBesideItsBranchByEveryStep() {
        Map<String, Object> gitops = new java.util.LinkedHashMap<>(ConfigLayers.map(config.get("gitops")));
        gitops.put("mode", "pr");
        config.put("gitops", gitops);
        config.put("deployWith", "ecs");
        config.put("environments", Map.of("prod", Map.of("url", "https://p.example.com", "approval", true)));
        DeliveryPlan plan = plan();
        PlanParameters.areKnownToTheirSteps(plan);
        List<PlanAction> all = stages(plan)
                .flatMap(stage -> Stream.concat(
                        stage.actions().stream(),
                        Stream.ofNullable(stage.ending().cleanup())))
                .toList();
        assertThat(all)
                .filteredOn(action -> "ecsDeploy".equals(action.step()) || "deliveryRecord".equals(action.step()))
                .isNotEmpty()
                .allSatisfy(action -> assertThat(action.args()).containsEntry("mode", "pr"));
    }

    @Test
    void helmDeploysTheReleasedChartOnAnAgentWhileTurnsAreWaitedForWithoutOne() {
        config.put(
                "chart",
                Map.of("path", "chart", "oci", "oci://registry.example.com/charts", "credentialsId", "registry"));
        config.put("helm", Map.of("namespace", "shop", "credentialsId", "kube"));
        config.put(
                "environments",
                Map.of(
                        "prod",
                        Map.of(
                                "deployWith",
                                "helm",
                                "helm",
                                Map.of("namespace", "live"),
                                "url",
                                "https://p.example.com")));
        DeliveryPlan plan = plan();
        PlanParameters.areKnownToTheirSteps(plan);
        assertThat(plan.stageNames()).containsSubsequence("Turn for prod", "Deploy to prod", "Verify prod");
        PlanAction deploy = action(stage(plan, "Deploy to prod"), "helmDeploy");
        assertThat(deploy.args())
                .containsEntry("namespace", "live")
                .containsEntry("credentialsId", "kube")
                .containsEntry("gitopsCredentialsId", "git")
                .doesNotContainKey("mode")
                .containsEntry("registryCredentialsId", "registry")
                .containsEntry("chart", PlanAction.from("chart", "ociReference"))
                .containsEntry("override", PlanAction.from("turn_prod", "override"));
        assertThat(deploy.when().ends()).isEqualTo("by");
        plan.blocks().forEach(block -> block.stages().forEach(stage -> {
            boolean waits = stage.actions().stream()
                    .anyMatch(action -> "promotionTurn".equals(action.step())
                            && !action.args().containsKey("release"));
            assertThat(waits && block.place() == PlanBlock.Place.AGENT)
                    .as(stage.name())
                    .isFalse();
        }));
        assertThat(stage(plan, "Verify prod").toMap()).doesNotContainKey("inDoubt");
        PlanStage back = stage(plan, "Verify prod").ending().wayBack();
        assertThat(back.actions()).extracting(PlanAction::step).containsExactly("helmDeploy", "input", "helmDeploy");
        assertThat(back.actions().get(0).args()).containsEntry("restore", "own").containsEntry("check", true);
        assertThat(back.actions().get(1).when().only()).isEqualTo("look_prod.ask");
        assertThat(back.actions().get(2).when().only()).isEqualTo("look_prod.needed");
        assertThat(back.actions().get(2).args())
                .containsEntry("restore", "own")
                .containsEntry("choice", PlanAction.from("choice_prod", "choice"))
                .containsEntry("aborted", PlanAction.from("stopped", "aborted"))
                .doesNotContainKey("check");
    }

    @Test
    void ecsGetsTheDigestOfTheImageAndAsksWhereATeamWantsThat() {
        config.put("deployWith", "ecs");
        config.put("ecs", Map.of("cluster", "${env}", "rollback", "ask"));
        config.put("environments", Map.of("prod", Map.of("approval", true, "url", "https://p.example.com")));
        DeliveryPlan plan = plan();
        assertThat(action(stage(plan, "Deploy to prod"), "ecsDeploy").args())
                .containsEntry("image", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/payments")
                .containsEntry("region", "eu-west-1")
                .containsEntry("digest", PlanAction.from("image", "digest"));
        assertThat(stage(plan, "Approve prod").actions())
                .extracting(PlanAction::step)
                .doesNotContain("approvalEvidence");
        assertThat(stage(plan, "Verify prod").ending().wayBack().actions())
                .extracting(PlanAction::step)
                .containsExactly("ecsDeploy", "input", "ecsDeploy");
        assertThat(stage(plan, "Verify prod").toMap())
                .as("who is asked in any case decides in doubt as well")
                .containsEntry("inDoubt", true);
        assertThat(plan.toMap().get("files")).isEqualTo(List.of());
    }

    @Test
    void aDeployerWithoutWhatItDeploysIsRefused() {
        config.remove("image");
        config.put("environments", Map.of("dev", Map.of("deployWith", "ecs"), "prod", Map.of("deployWith", "helm")));
        assertThatThrownBy(this::plan)
                .hasMessageContaining("environments.dev is deployed to ECS: image.repository is missing.")
                .hasMessageContaining("environments.prod is deployed by Helm: chart.oci");
    }

    @Test
    void theApproverIsAskedWhenTheCalendarAllowsIt() {
        Map<String, Object> environments = new LinkedHashMap<>();
        environments.put("dev", Map.of());
        environments.put(
                "prod", Map.of("approval", true, "soak", "2h", "freeze", List.of("Sat-Sun"), "zone", "Europe/Berlin"));
        config.put("environments", environments);
        config.put("override", Map.of("reason", "the shop is down"));
        DeliveryPlan plan = plan();
        PlanParameters.areKnownToTheirSteps(plan);
        assertThat(stage(plan, "Approve prod").actions())
                .extracting(PlanAction::step)
                .containsSubsequence("promotionTurn", "promotionTurn", "approvalEvidence", "input");
        PlanAction calm = action(stage(plan, "Approve prod"), "promotionTurn");
        assertThat(calm.args())
                .containsEntry("soak", "2h")
                .containsEntry("after", "dev")
                .containsEntry("zone", "Europe/Berlin")
                .containsEntry("override", "the shop is down")
                .containsEntry("overrideBy", "whoever started https://ci.example.com/7");
        assertThat(action(stage(plan, "Deploy to dev"), "promotionTurn").args())
                .doesNotContainKeys("soak", "after", "freeze");
    }

    @Test
    void aReasonThatIsEmptySetsNothingAside() {
        config.put("environments", Map.of("prod", Map.of("freeze", List.of("Sat-Sun"))));
        config.put("override", Map.of("reason", ""));
        assertThat(action(stage(plan(), "Deploy to prod"), "promotionTurn").args())
                .doesNotContainKeys("override", "overrideBy");
    }
}
