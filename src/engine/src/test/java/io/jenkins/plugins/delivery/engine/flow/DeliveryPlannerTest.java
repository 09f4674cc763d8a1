package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
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

class DeliveryPlannerTest {

    private static final String ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    private static Map<String, Object> full() {
        Map<String, Object> environments = new LinkedHashMap<>();
        environments.put("dev", Map.of("url", "https://payments.dev.example.com"));
        environments.put("stage", Map.of("verify", true, "junit", List.of("e2e/*.xml")));
        environments.put("prod", Map.of("approval", Map.of("submitters", "release-managers", "timeout", "4h")));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("service", "payments");
        config.put("lint", true);
        config.put("build", true);
        config.put("test", true);
        config.put("image", Map.of("repository", ECR + "/shop/payments", "build", true, "archive", "build/image.tar"));
        config.put("chart", Map.of("path", "deploy/chart", "oci", "oci://" + ECR + "/charts"));
        config.put("gitops", "https://git.example.com/gitops.git");
        config.put("argo", Map.of("url", "https://argocd.example.com", "credentialsId", "argo"));
        config.put("environments", environments);
        config.put("slack", "#payments");
        return config;
    }

    private static DeliveryPlanner planner(Map<String, Object> config, String branch, BranchKind kind) {
        return planner(config, branch, kind, Optional.empty());
    }

    private static DeliveryPlanner planner(
            Map<String, Object> config, String branch, BranchKind kind, Optional<Candidate> candidate) {
        Map<String, Object> version = Map.of(
                "version",
                "1.4.0",
                "ociTag",
                "1.4.0",
                "chartVersion",
                "1.4.0",
                "commit",
                "c0ffee",
                "author",
                "Ada",
                "reason",
                "feat: pay");
        return new DeliveryPlanner(
                DeliveryConfig.of(Map.of(), config, Map.of()),
                new PlanSource(branch, kind, version, "https://ci.example.com/7", candidate));
    }

    private static DeliveryPlan plan(String branch, BranchKind kind) {
        return planner(full(), branch, kind).plan();
    }

    private static PlanAction action(DeliveryPlan plan, String stage, String step) {
        return plan.blocks().stream()
                .flatMap(block -> block.stages().stream())
                .filter(candidate -> candidate.name().equals(stage))
                .flatMap(candidate -> candidate.actions().stream())
                .filter(candidate -> step.equals(candidate.step()))
                .findFirst()
                .orElseThrow();
    }

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

    @Test
    void theImageIsBuiltOnlyWhenItsTreeIsNotInTheRegistry() {
        List<PlanAction> actions = plan("develop", BranchKind.DEVELOP)
                .blocks()
                .get(0)
                .stages()
                .get(4)
                .actions();
        assertThat(actions).extracting(PlanAction::step).containsExactly("imagePush", null, "imagePush");
        assertThat(actions.get(0).args())
                .containsEntry("lookup", true)
                .containsEntry("repository", ECR + "/shop/payments");
        assertThat(actions.get(1).body()).isEqualTo("image.build");
        assertThat(actions.get(1).when().unless()).isEqualTo("image.found");
        assertThat(actions.get(2).when().unless()).isEqualTo("image.found");
        assertThat(actions.get(2).args())
                .containsEntry("archive", "build/image.tar")
                .doesNotContainKey("lookup");
    }

    private static Candidate candidate(boolean sameTree, String... differences) {
        return new Candidate(
                "release/1.4.0", "abc1234567", "1.4.0-rc.3", "1.4.0-rc.3", sameTree, Optional.of(List.of(differences)));
    }

    private static PlanStage stage(DeliveryPlan plan, String name) {
        return plan.blocks().stream()
                .flatMap(block -> block.stages().stream())
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReleaseOfATestedTreeIsNotBuiltAgain() {
        DeliveryPlan plan = planner(full(), "main", BranchKind.MAIN, Optional.of(candidate(true)))
                .plan();
        String sentence =
                "1.4.0 has the tree of 1.4.0-rc.3 (release/1.4.0 at abc1234) and reuses what was built and tested"
                        + " there.";
        assertThat(plan.toMap().get("candidate"))
                .isEqualTo(Map.of(
                        "version",
                        "1.4.0-rc.3",
                        "branch",
                        "release/1.4.0",
                        "commit",
                        "abc1234567",
                        "sameTree",
                        true,
                        "differences",
                        List.of(),
                        "message",
                        sentence));
        assertThat(stage(plan, "Version").actions())
                .extracting(PlanAction::step)
                .containsExactly("semverTag", "imagePush");
        assertThat(action(plan, "Version", "imagePush").args()).containsEntry("lookup", true);
        assertThat(List.of("Lint", "Build", "Test"))
                .allSatisfy(name -> assertThat(stage(plan, name).toMap())
                        .containsEntry("unless", "image.found")
                        .containsEntry("because", sentence));
        assertThat(action(plan, "Chart", "helmPackage").args()).containsEntry("candidate", "1.4.0-rc.3");
        assertThat(action(plan, "Approve prod", "approvalEvidence").args()).containsEntry("candidate", sentence);
        assertThat(action(plan, "Deploy to prod", "argoPromote").args())
                .containsEntry("sameDigest", true)
                .containsEntry("chartContent", PlanAction.from("chart", "content"));
    }

    @Test
    void aTeamMayTestEveryCommitOfMain() {
        Map<String, Object> config = full();
        config.put("buildOnce", false);
        DeliveryPlan plan = planner(config, "main", BranchKind.MAIN, Optional.of(candidate(true)))
                .plan();
        assertThat(stage(plan, "Build").toMap()).doesNotContainKey("unless");
        assertThat(stage(plan, "Version").actions()).hasSize(1);
        assertThat(stage(plan, "Image").actions()).hasSize(4);
        assertThat(action(plan, "Chart", "helmPackage").args()).containsKey("candidate");
    }

    @Test
    void anImageThatTheBuildStagePushesIsReusedAsWell() {
        Map<String, Object> config = full();
        config.put("image", Map.of("repository", ECR + "/shop/payments"));
        DeliveryPlan plan = planner(config, "main", BranchKind.MAIN, Optional.of(candidate(true)))
                .plan();
        assertThat(stage(plan, "Image").actions())
                .extracting(action -> action.step() + " " + action.args().get("lookup") + " "
                        + action.when().unless())
                .containsExactly("imagePush true null", "imagePush null image.found", "versionRecord null null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.txt | 1 file differs: a.txt.",
                "a,b | 2 files differ: a, b.",
                "1,2,3,4,5,6,7,8,9,10,11,12 | 12 files differ: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more."
            })
    void aReleaseOfAnotherTreeIsBuiltAnewAndSaysWhatDiffers(String files, String said) {
        DeliveryPlan plan = planner(full(), "main", BranchKind.MAIN, Optional.of(candidate(false, files.split(","))))
                .plan();
        String sentence = "1.4.0 is not what 1.4.0-rc.3 (release/1.4.0 at abc1234) was: " + said
                + " It is built anew, and what was tested of 1.4.0-rc.3 does not cover it.";
        assertThat(((Map<?, ?>) plan.toMap().get("candidate")).get("message")).isEqualTo(sentence);
        assertThat(stage(plan, "Build").toMap()).doesNotContainKey("unless");
        assertThat(action(plan, "Chart", "helmPackage").args()).doesNotContainKey("candidate");
        assertThat(action(plan, "Approve prod", "approvalEvidence").args()).containsEntry("candidate", sentence);
        assertThat(action(plan, "Deploy to prod", "argoPromote").args()).containsEntry("sameDigest", true);
    }

    @Test
    void anEnvironmentMayTakeWhatWasNotTestedBefore() {
        Map<String, Object> config = full();
        config.put("environments", Map.of("prod", Map.of("after", "none")));
        assertThat(action(planner(config, "main", BranchKind.MAIN).plan(), "Deploy to prod", "argoPromote")
                        .args())
                .doesNotContainKey("sameDigest");
        Map<String, Object> environments = new LinkedHashMap<>();
        environments.put("stage", Map.of());
        environments.put("prod", Map.of("sameDigest", false));
        config.put("environments", environments);
        assertThat(action(planner(config, "main", BranchKind.MAIN).plan(), "Deploy to prod", "argoPromote")
                        .args())
                .containsEntry("sameDigest", false);
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
    void onlyMainReservesAVersion() {
        assertThat(action(plan("develop", BranchKind.DEVELOP), "Version", "semverTag")
                        .args())
                .containsEntry("reserve", false);
        assertThat(action(plan("main", BranchKind.MAIN), "Version", "semverTag").args())
                .containsEntry("reserve", true);
    }

    @Test
    void aChangeIsPackagedAndNotPushed() {
        assertThat(action(plan("PR-7", BranchKind.PULL_REQUEST), "Chart", "helmPackage")
                        .args())
                .containsEntry("push", false)
                .doesNotContainKey("imageTag");
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
    void aPromotionThatANewerOneReplacedEndsTheRun() {
        assertThat(action(plan("develop", BranchKind.DEVELOP), "Deploy to dev", "argoPromote")
                        .when()
                        .ends())
                .isEqualTo("supersededBy");
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
    void withoutSlackNothingIsSaid() {
        Map<String, Object> config = full();
        config.remove("slack");
        DeliveryPlan plan = planner(config, "main", BranchKind.MAIN).plan();
        assertThat(plan.messages()).isEmpty();
        assertThat(plan.toMap().toString()).doesNotContain("slackNotify");
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
    void onePromotionAloneCanBePlannedForPipelinesThatBuildByThemselves() {
        DeliveryPlan plan = planner(full(), "wip", BranchKind.OTHER).planOnly("dev");
        assertThat(plan.stageNames()).containsExactly("Deploy to dev", "Verify dev");
        assertThatThrownBy(() -> planner(full(), "wip", BranchKind.OTHER).planOnly("stge"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean 'stage'?");
    }

    @Test
    void samePlanForTheSameInput() {
        assertThat(plan("main", BranchKind.MAIN).toMap())
                .isEqualTo(plan("main", BranchKind.MAIN).toMap());
    }
}
