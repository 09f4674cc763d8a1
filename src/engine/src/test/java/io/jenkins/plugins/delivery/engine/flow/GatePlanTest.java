package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The gates of a change, before and after it is built, and which servers gates ask. */
class GatePlanTest extends GatePlanFixture {

    @Test
    void theChangeIsJudgedBeforeAndAfterItIsBuilt() {
        config.putAll(Map.of(
                "secretScan",
                true,
                "lint",
                "go",
                "test",
                "go",
                "coverage",
                80,
                "quality",
                "https://sonar.example.com",
                "terraform",
                true,
                "review",
                true));
        config.put("forge", "github");
        environment(Map.of());
        DeliveryPlan plan = main();
        assertThat(plan.stageNames())
                .containsSubsequence(
                        "Version",
                        "Secrets",
                        "Terraform",
                        "Lint",
                        "Build",
                        "Test",
                        "Coverage",
                        "Analysis",
                        "Quality",
                        "Publish",
                        "Review",
                        "Deploy to prod");
        assertThat(gate(plan, "Coverage", "coverageGate").args())
                .containsEntry("minimum", "80")
                .containsEntry("reports", List.of("target/coverage/go.out"));
        assertThat(gate(plan, "Quality", "qualityGate").args())
                .containsEntry("server", "https://sonar.example.com")
                .containsEntry("receipt", PlanAction.from("analysis", "receipt"));
        assertThat(plan.blocks().stream()
                        .filter(block -> block.stages().stream()
                                .anyMatch(stage -> stage.name().equals("Quality")))
                        .map(PlanBlock::place))
                .containsExactly(PlanBlock.Place.CONTROLLER);
        assertThat(gate(plan, "Review", "reviewCheck").args())
                .containsEntry("forgeCredentialsId", "github")
                .containsEntry("commit", "c0ffee");
        assertThat(ConfigLayers.map(
                        gate(plan, "Publish", "evidenceRecord").args().get("tests")))
                .containsKeys("unit", "Secrets", "Coverage", "Quality", "Terraform");
    }

    @Test
    void gatesAskTheServersOfTheOrganisationUnlessTheyNameTheirOwn() {
        config.put("sonar", Map.of("url", "https://sonar.example.com", "credentialsId", "sonar"));
        config.put("zap", Map.of("url", "http://zap.example.com:8080", "credentialsId", "zap"));
        config.put("quality", true);
        environment(Map.of("url", "https://shop.example.com", "zap", Map.of("mode", "full")));
        DeliveryPlan plan = main();
        assertThat(gate(plan, "Quality", "qualityGate").args())
                .containsEntry("server", "https://sonar.example.com")
                .containsEntry("credentialsId", "sonar");
        Map<String, Object> scan = gate(plan, "Scan prod", "zapScan").args();
        assertThat(scan)
                .containsEntry("zap", "http://zap.example.com:8080")
                .containsEntry("credentialsId", "zap")
                .containsEntry("mode", "full");
        assertThatCode(() -> OperationCatalog.named("zapScan").bind(scan)).doesNotThrowAnyException();
        environment(Map.of("url", "https://shop.example.com", "zap", "http://zap.example.org"));
        assertThat(gate(main(), "Scan prod", "zapScan").args())
                .containsEntry("zap", "http://zap.example.org")
                .doesNotContainKey("credentialsId");
        environment(Map.of("url", "https://shop.example.com", "zap", true));
        assertThat(gate(main(), "Scan prod", "zapScan").args()).containsEntry("zap", "http://zap.example.com:8080");
        environment(Map.of("url", "https://shop.example.com", "zap", false));
        assertThat(main().blocks().stream().flatMap(block -> block.stages().stream()))
                .extracting(PlanStage::name)
                .doesNotContain("Scan prod");
    }

    @Test
    void whatFailsWithoutAnAgentIsNotNotedWithTheFilesOfTheService() {
        config.put("quality", Map.of("server", "https://sonar.example.com"));
        environment(Map.of());
        assertThat(main().blocks().stream()
                        .filter(block -> block.place() == PlanBlock.Place.CONTROLLER)
                        .flatMap(block -> block.stages().stream())
                        .map(stage -> stage.ending().recover())
                        .filter(Objects::nonNull))
                .extracting(PlanAction::step)
                .doesNotContain("versionRecord");
    }

    @Test
    void aPullRequestHasTheSameGatesAndIsReviewedByPeople() {
        config.putAll(Map.of("secretScan", true, "lint", "python", "review", true, "forge", "github"));
        environment(Map.of());
        DeliveryPlan plan = plan("PR-7", BranchKind.PULL_REQUEST);
        assertThat(plan.stageNames()).contains("Secrets", "Lint", "Build").doesNotContain("Review");
        assertThat(plan.notices()).containsKeys("started", "passed", "failed");
    }

    @Test
    void aUnitTestOfAPresetFailsByItsNameAndIsNotRunAgain() {
        config.put("test", "java-maven");
        environment(Map.of());
        PlanStage stage = stages(main())
                .filter(candidate -> candidate.name().equals("Test"))
                .findFirst()
                .orElseThrow();
        PlanAction gate = stage.actions().get(0);
        assertThat(gate.args()).containsEntry("reruns", 0);
        assertThat(gate.called().suites()).hasSize(1);
        assertThat(stage.ending().cleanup().args())
                .containsEntry("testResults", "**/target/surefire-reports/TEST-*.xml");
    }

    @Test
    void withoutAForgeNobodyIsTold() {
        config.put("secretScan", true);
        environment(Map.of());
        DeliveryPlan plan = main();
        assertThat(plan.notices()).isEmpty();
        assertThat(stages(plan)).allMatch(stage -> stage.notes().status() == null);
    }

    @Test
    void infrastructureIsPlannedWithTheChangeAndAppliedOnMainBehindAnApproval() {
        config.put("terraform", Map.of("apply", "infra", "roots", List.of("infra")));
        config.put("forge", "github");
        environment(Map.of());
        DeliveryPlan plan = main();
        assertThat(plan.stageNames())
                .containsSubsequence("Terraform", "Build", "Approve Terraform", "Apply Terraform", "Deploy to prod");
        assertThat(gate(plan, "Terraform", "terraformChecks").args()).containsEntry("action", "plan");
        assertThat(gate(plan, "Approve Terraform", "input").args()).containsEntry("submitter", "infra");
        assertThat(gate(plan, "Apply Terraform", "terraformChecks").args())
                .containsEntry("action", "apply")
                .containsEntry("reviewed", PlanAction.from("terraform", "plans"));
        assertThat(plan("PR-7", BranchKind.PULL_REQUEST).stageNames())
                .contains("Terraform")
                .doesNotContain("Approve Terraform", "Apply Terraform");
    }
}
