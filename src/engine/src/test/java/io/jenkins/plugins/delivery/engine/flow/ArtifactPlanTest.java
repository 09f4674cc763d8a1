package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the plan does with image, chart and scan. */
class ArtifactPlanTest {

    private static final String ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

    private final Map<String, Object> image = new LinkedHashMap<>(Map.of("repository", ECR + "/shop/payments"));
    private final Map<String, Object> chart =
            new LinkedHashMap<>(Map.of("path", "deploy/chart", "oci", "oci://" + ECR + "/charts"));

    private boolean evidence = true;

    private DeliveryPlan plan(BranchKind kind) {
        return plan("git-flow", kind);
    }

    private DeliveryPlan plan(String flow, BranchKind kind) {
        Map<String, Object> environments = new LinkedHashMap<>();
        environments.put("dev", Map.of());
        environments.put("stage", Map.of());
        environments.put("prod", Map.of("approval", "release-managers"));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("service", "payments");
        config.put("flow", flow);
        config.put("evidence", evidence);
        config.put("image", image);
        config.put("chart", chart);
        config.put("gitops", Map.of("url", "https://git.example.com/gitops.git", "credentialsId", "gitops"));
        config.put("environments", environments);
        return new DeliveryPlanner(
                        DeliveryConfig.of(Map.of(), config, Map.of()),
                        new PlanSource(kind.text(), kind, Map.of("version", "1.4.0"), "", Optional.empty()))
                .plan();
    }

    private static PlanStage stage(DeliveryPlan plan, String name) {
        return plan.blocks().stream()
                .flatMap(block -> block.stages().stream())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Object> helmPackage(BranchKind kind) {
        return stage(plan(kind), "Chart").actions().get(0).args();
    }

    @Test
    void aChartInTheImagesRegistryIsPushedAsWhoPushesTheImage() {
        image.put("credentialsId", "ecr");
        image.put("plainHttp", true);
        assertThat(helmPackage(BranchKind.DEVELOP))
                .containsEntry("credentialsId", "ecr")
                .containsEntry("plainHttp", true);
        chart.put("credentialsId", "charts");
        assertThat(helmPackage(BranchKind.DEVELOP)).containsEntry("credentialsId", "charts");
        chart.remove("credentialsId");
        chart.put("oci", "oci://" + ECR + ".example.org/charts");
        assertThat(helmPackage(BranchKind.DEVELOP)).doesNotContainKeys("credentialsId", "plainHttp");
    }

    @Test
    void aChartWhoseRepositoryIsNotCreatedNeedsNoSettingsForThat() {
        image.put("createRepository", true);
        image.put("repositorySettings", Map.of("untaggedDays", 90));
        assertThat(helmPackage(BranchKind.DEVELOP)).containsEntry("repositorySettings", Map.of("untaggedDays", 90));
        chart.put("createRepository", false);
        assertThat(helmPackage(BranchKind.DEVELOP)).doesNotContainKey("repositorySettings");
    }

    @Test
    void valuesNameTheImageByItsDigestWhereTheTeamWantsIt() {
        assertThat(helmPackage(BranchKind.DEVELOP)).doesNotContainKeys("imageDigest", "pinDigest");
        chart.put("pinDigest", true);
        assertThat(helmPackage(BranchKind.DEVELOP))
                .containsEntry("imageDigest", PlanAction.from("image", "digest"))
                .doesNotContainKey("pinDigest");
        assertThat(helmPackage(BranchKind.PULL_REQUEST)).doesNotContainKeys("imageDigest", "pinDigest");
        chart.remove("pinDigest");
        chart.put("set", Map.of("app.image", "${digest}"));
        assertThat(helmPackage(BranchKind.DEVELOP)).containsKey("imageDigest");
    }

    @Test
    void theLastTwoEnvironmentsAreToBeAlike() {
        assertThat(helmPackage(BranchKind.DEVELOP)).containsEntry("alike", List.of("stage", "prod"));
    }

    @Test
    void theScanIsComparedWithWhatTheLastEnvironmentRuns() {
        List<PlanAction> actions = stage(plan(BranchKind.DEVELOP), "Scan").actions();
        assertThat(actions).extracting(PlanAction::step).containsExactly("promotedVersion", "ecrScan");
        assertThat(actions.get(0).args())
                .containsEntry("env", "prod")
                .containsEntry("service", "payments")
                .containsEntry("gitops", "https://git.example.com/gitops.git")
                .containsEntry("credentialsId", "gitops");
        assertThat(actions.get(1).args())
                .containsEntry("compareWith", PlanAction.from("running", "digest"))
                .doesNotContainKey("baseline");
    }

    @Test
    void theBaselineIsAnEnvironmentOrAnImage() {
        image.put("scan", Map.of("baseline", "stage"));
        List<PlanAction> actions = stage(plan(BranchKind.DEVELOP), "Scan").actions();
        assertThat(actions.get(0).args()).containsEntry("env", "stage");
        assertThat(actions.get(1).args()).containsEntry("baseline", PlanAction.from("running", "digest"));
        image.put("scan", Map.of("baseline", "1.3.0"));
        actions = stage(plan(BranchKind.DEVELOP), "Scan").actions();
        assertThat(actions.get(0).args()).containsEntry("env", "prod");
        assertThat(actions.get(1).args()).containsEntry("baseline", "1.3.0");
    }

    @Test
    void whoAsksTheRegistryAsksForItsFindings() {
        image.put("credentialsId", "aws");
        image.put("roleArn", "arn:aws:iam::123456789012:role/push");
        image.put("createRepository", true);
        Map<String, Object> scan =
                stage(plan(BranchKind.DEVELOP), "Scan").actions().get(1).args();
        assertThat(scan)
                .containsEntry("credentialsId", "aws")
                .containsEntry("roleArn", "arn:aws:iam::123456789012:role/push")
                .containsEntry("region", "eu-central-1")
                .doesNotContainKeys("createRepository", "plainHttp");
        image.put("scan", Map.of("roleArn", "arn:aws:iam::123456789012:role/read"));
        assertThat(stage(plan(BranchKind.DEVELOP), "Scan").actions().get(1).args())
                .containsEntry("roleArn", "arn:aws:iam::123456789012:role/read");
        assertThat(stage(plan(BranchKind.DEVELOP), "Image").actions().get(0).args())
                .containsEntry("roleArn", "arn:aws:iam::123456789012:role/push")
                .containsEntry("createRepository", true);
        assertThat(helmPackage(BranchKind.DEVELOP))
                .containsEntry("roleArn", "arn:aws:iam::123456789012:role/push")
                .containsEntry("createRepository", true);
    }

    @Test
    void theProofIsKeptBeforeTheFirstPromotionAndAfterTheLast() {
        DeliveryPlan plan = plan(BranchKind.MAIN);
        Map<String, Object> before = stage(plan, "Publish").actions().get(0).args();
        assertThat(before)
                .containsEntry("requireScan", true)
                .extractingByKey("scan")
                .asInstanceOf(MAP)
                .containsEntry("verdict", PlanAction.from("scan", "verdict"));
        Map<String, Object> after = stage(plan, "Evidence").actions().get(0).args();
        assertThat(after).extractingByKey("promotions").asInstanceOf(MAP).containsOnlyKeys("prod");
        image.put("scan", false);
        assertThat(stage(plan(BranchKind.MAIN), "Publish").actions().get(0).args())
                .doesNotContainKey("scan")
                .containsEntry("requireScan", false);
        assertThat(plan(BranchKind.PULL_REQUEST).stageNames()).doesNotContain("Publish", "Evidence");
    }

    @Test
    void aClosureThatPushesByItselfIsLoggedInForAsLongAsItRuns() {
        image.put("build", true);
        image.put("roleArn", "arn:aws:iam::123456789012:role/push");
        image.put("createRepository", true);
        PlanStage stage = stage(plan(BranchKind.DEVELOP), "Image");
        assertThat(stage.actions())
                .extracting(action -> action.step() == null ? action.body() : action.step())
                .containsExactly("imagePush", "registryLogin", "image.build", "imagePush");
        PlanAction login = stage.actions().get(1);
        assertThat(login.args())
                .containsEntry("registry", ECR + "/shop/payments")
                .containsEntry("roleArn", "arn:aws:iam::123456789012:role/push")
                .containsEntry("createRepository", true);
        assertThat(login.when().unless()).isEqualTo("image.found");
        assertThat(stage.actions().get(2).env())
                .containsEntry("DOCKER_CONFIG", PlanAction.from("login", "configDirectory"))
                .containsEntry("REGISTRY_AUTH_FILE", PlanAction.from("login", "configFile"));
        assertThat(stage.ending().cleanup().args())
                .containsEntry("logout", true)
                .doesNotContainKey("createRepository");
        assertThat(stage.ending().cleanup().when().unless())
                .as("the push has found the image by then")
                .isNull();
    }

    @Test
    void noLoginIsLentToAClosureThatWritesAnArchiveOrDoesItItself() {
        image.put("build", true);
        image.put("archive", "build/image.tar");
        assertThat(stage(plan(BranchKind.DEVELOP), "Image").ending().cleanup()).isNull();
        image.put("login", true);
        assertThat(stage(plan(BranchKind.DEVELOP), "Image").ending().cleanup()).isNotNull();
        image.remove("archive");
        image.put("login", false);
        assertThat(stage(plan(BranchKind.DEVELOP), "Image").ending().cleanup()).isNull();
        image.remove("login");
        image.put("repository", "registry.example.com/shop/payments");
        assertThat(stage(plan(BranchKind.DEVELOP), "Image").ending().cleanup())
                .as("nobody said as whom")
                .isNull();
        image.put("credentialsId", "registry");
        assertThat(stage(plan(BranchKind.DEVELOP), "Image").ending().cleanup()).isNotNull();
    }

    @Test
    void whatAnEnvironmentHasShownIsKeptBeforeTheNextIsTouched() {
        DeliveryPlan plan = plan("trunk", BranchKind.MAIN);
        assertThat(stage(plan, "Deploy to dev").actions())
                .extracting(PlanAction::step)
                .containsExactly("promotionTurn", "argoPromote", "promotionTurn");
        assertThat(stage(plan, "Deploy to stage").actions())
                .extracting(PlanAction::step)
                .containsExactly("evidenceRecord", "promotionTurn", "argoPromote", "promotionTurn");
        assertThat(stage(plan, "Approve prod").actions())
                .extracting(PlanAction::step)
                .containsExactly("evidenceRecord", "approvalEvidence", "input");
        assertThat(stage(plan, "Deploy to prod").actions())
                .extracting(PlanAction::step)
                .containsExactly("promotionTurn", "argoPromote", "promotionTurn");
        assertThat(stage(plan, "Approve prod").actions().get(0).args())
                .extractingByKey("promotions")
                .asInstanceOf(MAP)
                .containsOnlyKeys("dev", "stage");
    }

    @Test
    void aRegistryThatTakesNoProofGetsChartsAtOnce() {
        assertThat(helmPackage(BranchKind.MAIN)).containsEntry("hold", true);
        evidence = false;
        DeliveryPlan plan = plan(BranchKind.MAIN);
        assertThat(plan.stageNames()).doesNotContain("Publish", "Evidence").contains("Scan");
        assertThat(helmPackage(BranchKind.MAIN)).doesNotContainKey("hold");
        assertThat(stage(plan, "Approve prod").actions().get(0).args())
                .doesNotContainKey("evidence")
                .extractingByKey("gates")
                .asInstanceOf(MAP)
                .containsKeys("scan", "against what runs");
    }
}
