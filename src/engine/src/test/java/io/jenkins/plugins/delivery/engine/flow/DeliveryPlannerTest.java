package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.action;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.candidate;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.full;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.plan;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.planner;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which stages a plan has, in which order, and where they run. */
class DeliveryPlannerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "develop     | develop      | Version, Lint, Build, Test, Image, Chart, Scan, Publish, Deploy to dev, Verify dev, Evidence",
                "release/1.4 | release      | Version, Lint, Build, Test, Image, Chart, Scan, Publish, Deploy to stage, Verify stage, Evidence",
                "hotfix/1.4.1| hotfix       | Version, Lint, Build, Test, Image, Chart, Scan, Publish, Deploy to stage, Verify stage, Evidence",
                "main        | main         | Version, Lint, Build, Test, Image, Chart, Scan, Publish, Approve prod, Deploy to prod, Finish, Evidence",
                "feature/x   | feature      | Version, Lint, Build, Test, Chart",
                "PR-7        | pull_request | Version, Lint, Build, Test, Chart",
                "wip         | other        | Version, Lint, Build, Test, Chart",
            })
    void gitFlowTakesEachKindOfBranchToItsEnvironments(String branch, String kind, String stages) {
        assertThat(plan(branch, BranchKind.valueOf(kind.toUpperCase(Locale.ROOT)))
                        .stageNames())
                .containsExactlyElementsOf(Arrays.asList(stages.split(", ")));
    }

    @ParameterizedTest
    @CsvSource({
        "develop, develop, Deploy to stage;Deploy to prod",
        "release/1.4, release, Deploy to dev;Deploy to prod",
        "main, main, Deploy to dev;Deploy to stage",
        "PR-7, pull_request, Deploy to dev;Deploy to stage;Deploy to prod"
    })
    void everyBranchDrawsEveryEnvironmentInItsPlace(String branch, String kind, String skipped) {
        List<PlanStage> stages = plan(branch, BranchKind.valueOf(kind.toUpperCase(Locale.ROOT))).blocks().stream()
                .flatMap(block -> block.stages().stream())
                .toList();
        assertThat(stages.stream().filter(stage -> !stage.runs()).map(PlanStage::name))
                .containsExactly(skipped.split(";"));
        assertThat(stages.stream().map(PlanStage::name).filter(name -> name.startsWith("Deploy")))
                .containsExactly("Deploy to dev", "Deploy to stage", "Deploy to prod");
    }

    @Test
    void trunkTakesMainThroughAllEnvironmentsInOrder() {
        Map<String, Object> config = full();
        config.put("flow", "trunk");
        assertThat(planner(config, "main", BranchKind.MAIN).plan().stageNames())
                .containsExactly(
                        "Version",
                        "Lint",
                        "Build",
                        "Test",
                        "Image",
                        "Chart",
                        "Scan",
                        "Publish",
                        "Deploy to dev",
                        "Verify dev",
                        "Deploy to stage",
                        "Verify stage",
                        "Approve prod",
                        "Deploy to prod",
                        "Evidence");
    }

    @Test
    void freeNamesAndCountsOfEnvironmentsWork() {
        Map<String, Object> config = full();
        Map<String, Object> environments = new LinkedHashMap<>();
        List.of("ci-test", "qa", "uat", "live").forEach(name -> environments.put(name, Map.of()));
        config.put("environments", environments);
        assertThat(planner(config, "release/2.0.0", BranchKind.RELEASE).plan().stageNames())
                .endsWith("Deploy to qa", "Deploy to uat", "Evidence");
        config.put("environments", Map.of("live", Map.of("from", List.of("main", "develop"))));
        assertThat(planner(config, "develop", BranchKind.DEVELOP).plan().stageNames())
                .endsWith("Deploy to live", "Evidence");
    }

    @Test
    void waitsAndApprovalsAreNotOnAnAgentAndBodiesAre() {
        for (PlanBlock block : plan("release/1.4", BranchKind.RELEASE).blocks()) {
            for (PlanStage stage : block.stages()) {
                boolean hasBody = stage.actions().stream().anyMatch(action -> action.body() != null);
                boolean waits = stage.actions().stream().anyMatch(action -> List.of("argoPromote", "ecrScan", "input")
                        .contains(String.valueOf(action.step())));
                assertThat(block.place() == PlanBlock.Place.AGENT && waits)
                        .as("%s waits on an agent", stage.name())
                        .isFalse();
                assertThat(block.place() == PlanBlock.Place.CONTROLLER && hasBody)
                        .as("%s has a closure without a workspace", stage.name())
                        .isFalse();
            }
        }
    }

    @Test
    void theFirstBlockIsAlwaysOnAnAgentBecauseItHasTheCheckout() {
        for (BranchKind kind : BranchKind.values()) {
            assertThat(plan("b", kind).blocks().get(0).place()).isEqualTo(PlanBlock.Place.AGENT);
        }
    }

    @Test
    void closuresRunInTheContainerOfTheirRole() {
        List<PlanBlock> onAgents = plan("release/1.4", BranchKind.RELEASE).blocks().stream()
                .filter(block -> block.place() == PlanBlock.Place.AGENT)
                .toList();
        assertThat(onAgents).hasSizeGreaterThan(1).allSatisfy(block -> assertThat(block.toMap())
                .containsEntry("role", block.environment() == null ? "build" : "e2e"));
    }

    /** Every argument that a plan gives to a step is one of its parameters. */
    @ParameterizedTest
    @CsvSource({"main, main", "develop, develop", "release/1.4.0, release", "PR-7, pull_request"})
    void plansCallStepsWithTheirOwnParameters(String branch, String kind) {
        Map<String, Object> config = full();
        config.put("version", Map.of("credentialsId", "git", "hotfixBump", "minor", "remote", "upstream"));
        DeliveryPlan plan = planner(
                        config, branch, BranchKind.valueOf(kind.toUpperCase(Locale.ROOT)), Optional.of(candidate(true)))
                .plan();
        PlanParameters.areKnownToTheirSteps(plan);
    }

    @Test
    void ecrCoordinatesComeFromTheRegistryHost() {
        assertThat(action(plan("develop", BranchKind.DEVELOP), "Scan", "ecrScan")
                        .args())
                .containsEntry("repository", "shop/payments")
                .containsEntry("registryId", "123456789012")
                .containsEntry("region", "eu-west-1");
    }

    @Test
    void aChangeIsPackagedAndNotPushed() {
        assertThat(action(plan("PR-7", BranchKind.PULL_REQUEST), "Chart", "helmPackage")
                        .args())
                .containsEntry("push", false)
                .doesNotContainKey("imageTag");
    }

    @Test
    void withoutSlackNothingIsSaid() {
        Map<String, Object> config = full();
        config.remove("slack");
        DeliveryPlan plan = planner(config, "main", BranchKind.MAIN).plan();
        assertThat(plan.messages()).isEmpty();
        assertThat(plan.toMap().toString()).doesNotContain("slackNotify");
    }

    @Test
    void samePlanForTheSameInput() {
        assertThat(plan("main", BranchKind.MAIN).toMap())
                .isEqualTo(plan("main", BranchKind.MAIN).toMap());
    }
}
