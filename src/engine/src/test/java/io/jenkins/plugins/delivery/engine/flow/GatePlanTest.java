package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The gates of a plan: of the change, of an environment, and after the release. */
class GatePlanTest {

    private final Map<String, Object> config = new LinkedHashMap<>(Map.of(
            "service",
            "payments",
            "flow",
            "trunk",
            "build",
            true,
            "image",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/payments",
            "gitops",
            Map.of("url", "https://git.example.com/gitops.git", "credentialsId", "git"),
            "argo",
            "https://argocd.example.com"));

    private DeliveryPlan plan(String branch, BranchKind kind) {
        Map<String, Object> version = Map.of(
                "version",
                "1.4.0",
                "ociTag",
                "1.4.0",
                "commit",
                "c0ffee",
                "source",
                "https://git.example.com/shop/payments.git");
        return new DeliveryPlanner(
                        DeliveryConfig.of(Map.of(), config, Map.of()),
                        new PlanSource(branch, kind, version, "https://ci.example.com/7", Optional.empty()))
                .plan();
    }

    private DeliveryPlan main() {
        DeliveryPlan plan = plan("main", BranchKind.MAIN);
        PlanParameters.areKnownToTheirSteps(plan);
        return plan;
    }

    private static Stream<PlanStage> stages(DeliveryPlan plan) {
        return plan.blocks().stream().flatMap(block -> block.stages().stream());
    }

    private static PlanAction gate(DeliveryPlan plan, String stage, String step) {
        return stages(plan)
                .filter(candidate -> candidate.name().equals(stage))
                .flatMap(candidate -> candidate.actions().stream())
                .filter(candidate -> step.equals(candidate.step()))
                .findFirst()
                .orElseThrow();
    }

    private void environment(Map<String, Object> settings) {
        config.put("environments", Map.of("prod", settings));
    }

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
    void suitesTakeAnAgentOnlyWhenTheEnvironmentAnswersAndTheWatchTakesNone() {
        environment(Map.of(
                "url",
                "https://payments.example.com",
                "versionPath",
                "/version",
                "suites",
                Map.of("api", Map.of("run", "newman", "file", "api.json")),
                "watch",
                "10m"));
        config.put("prometheus", Map.of("url", "https://prometheus.example.com", "credentialsId", "prom"));
        DeliveryPlan plan = main();
        List<PlanBlock> blocks = plan.blocks().stream()
                .filter(block -> "prod".equals(block.environment()))
                .toList();
        assertThat(blocks)
                .extracting(PlanBlock::place)
                .containsExactly(PlanBlock.Place.CONTROLLER, PlanBlock.Place.AGENT, PlanBlock.Place.CONTROLLER);
        assertThat(blocks.get(0).stages()).extracting(PlanStage::name).containsExactly("Deploy to prod", "Ready prod");
        assertThat(blocks.get(2).stages()).extracting(PlanStage::name).containsExactly("Watch prod");
        assertThat(blocks.stream().flatMap(block -> block.stages().stream()))
                .allMatch(stage -> stage.ending().wayBack() != null);
        PlanAction gate = gate(plan, "Verify prod", "e2eGate");
        assertThat(gate.args().get("suites"))
                .isEqualTo(
                        List.of(Map.of("name", "api", "kind", "newman", "report", List.of("target/suites/api.json"))));
        assertThat(gate.called().suites().get(0).action().env()).containsEntry("DELIVERY_FILE", "api.json");
        assertThat(gate(plan, "Watch prod", "metricsWatch").toMap()).containsEntry("judges", true);
        assertThat(gate(plan, "Watch prod", "metricsWatch").args())
                .containsEntry("onFail", "tell")
                .containsEntry("duration", "10m")
                .containsEntry("released", PlanAction.from("promotion_prod", "began"))
                .containsEntry("prometheus", "https://prometheus.example.com")
                .containsEntry("credentialsId", "prom")
                .containsEntry("url", "https://payments.example.com")
                .containsEntry("onFail", "tell");
        assertThat(gate(plan, "Watch prod", "metricsWatch").when().judges())
                .as("a watch that sees nothing has not seen a failure, and puts nothing back")
                .isTrue();
        PlanStage last = blocks.get(2).stages().get(0);
        assertThat(last.actions().get(last.actions().size() - 1).args()).containsEntry("release", true);
        assertThat(gate(plan, "Evidence", "evidenceRecord").args().get("tests"))
                .extracting(tests -> ConfigLayers.map(tests).keySet())
                .isEqualTo(Set.of("Verify prod", "Watch prod"));
    }

    @Test
    void aWatchThatOnlyWarnsEndsNothing() {
        environment(Map.of("url", "https://payments.example.com", "watch", Map.of("duration", "5m", "onFail", "warn")));
        PlanAction watch = gate(main(), "Watch prod", "metricsWatch");
        assertThat(watch.args()).containsEntry("onFail", "warn");
        assertThat(watch.toMap()).doesNotContainKey("judges");
    }

    @Test
    void aWatchAtAnotherPrometheusDoesNotGetItsPassword() {
        Map<String, Object> organisations = Map.of(
                "url",
                "https://prometheus.example.com",
                "credentialsId",
                "prom",
                "region",
                "eu-west-1",
                "roleArn",
                "arn:aws:iam::123456789012:role/metrics",
                "tenant",
                "team-a");
        config.put("prometheus", organisations);
        environment(Map.of("watch", "5m"));
        assertThat(gate(main(), "Watch prod", "metricsWatch").args())
                .containsEntry("credentialsId", "prom")
                .containsEntry("region", "eu-west-1")
                .containsEntry("roleArn", "arn:aws:iam::123456789012:role/metrics")
                .containsEntry("tenant", "team-a");
        environment(Map.of("watch", Map.of("duration", "5m", "prometheus", "https://other.example.com")));
        assertThat(gate(main(), "Watch prod", "metricsWatch").args())
                .containsEntry("prometheus", "https://other.example.com")
                .doesNotContainKeys("credentialsId", "region", "roleArn", "tenant");
    }

    @Test
    void theClosureWithReportsIsASuiteAndWithoutThemAStepOfItsOwn() {
        environment(Map.of("verify", true, "junit", List.of("e2e/*.xml")));
        PlanAction gate = gate(main(), "Verify prod", "e2eGate");
        assertThat(gate.args()).doesNotContainKey("junit");
        assertThat(gate.called().suites().get(0).action().body()).isEqualTo("environments.prod.verify");

        environment(Map.of("verify", true, "url", "https://payments.example.com"));
        PlanStage verify = stages(main())
                .filter(stage -> stage.name().equals("Verify prod"))
                .findFirst()
                .orElseThrow();
        assertThat(verify.actions().get(0).body()).isEqualTo("environments.prod.verify");
        assertThat(verify.actions().get(1).called().suites()).isEmpty();
    }

    @Test
    void everythingWrongWithGatesIsToldAtOnce() {
        config.putAll(Map.of("lint", "goo", "test", "rust"));
        environment(Map.of(
                "suites",
                Map.of(
                        "api", Map.of("run", "newmann", "file", "a.json"),
                        "ui", Map.of("run", true),
                        "slow", Map.of("run", "newman", "timeout", "soon"))));
        assertThatThrownBy(this::main)
                .hasMessageContaining("lint: ")
                .hasMessageContaining("'go'")
                .hasMessageContaining("test: ")
                .hasMessageContaining("environments.prod.suites.api.run: ")
                .hasMessageContaining("'newman'")
                .hasMessageContaining("environments.prod.suites.ui.report is missing")
                .hasMessageContaining("environments.prod.suites.slow.timeout: ");
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

    @Test
    void slackGetsTheNumbersOfTheTestsAndTheDashboardOfTheWatch() {
        config.put("slack", Map.of("channel", "#payments"));
        environment(Map.of(
                "url",
                "https://payments.example.com",
                "suites",
                Map.of("load", Map.of("run", "jmeter", "file", "load.jmx", "p95", "500ms")),
                "watch",
                Map.of("duration", "5m", "grafana", "https://grafana.example.com/d/1")));
        DeliveryPlan plan = main();
        assertThat(gate(plan, "Verify prod", "slackNotify").args())
                .containsEntry("fields", Map.of("Result", PlanAction.from("gate_prod", "message")));
        assertThat(ConfigLayers.map(
                        gate(plan, "Watch prod", "slackNotify").args().get("fields")))
                .containsEntry("Dashboard", PlanAction.from("watch_prod", "url"));
        assertThat(ConfigLayers.map(plan.messages().get("failed")).get("fields"))
                .isEqualTo(Map.of("Dashboard of prod", PlanAction.from("watch_prod", "url")));
    }

    private List<String> refused() {
        return catchThrowableOfType(
                        InvalidInputException.class,
                        () -> DeliveryConfig.of(Map.of(), config, Map.of(), OperationCatalog.GATES))
                .problems();
    }

    @Test
    void whatAGateWouldRefuseIsRefusedBeforeAnythingRuns() {
        environment(Map.of(
                "url",
                "https://payments.example.com",
                "checks",
                List.of(Map.of("path", "health")),
                "watch",
                Map.of("duration", "soon", "interval", "2s")));
        config.put("coverage", Map.of("minimum", "most"));
        config.put("review", Map.of("approvals", 0));
        config.put("secretScan", Map.of("histroy", "all"));
        assertThat(refused())
                .contains(
                        "secretScan.histroy is not known; did you mean 'history'?",
                        "review.approvals is 0; a review that is required needs at least one.")
                .anySatisfy(problem -> assertThat(problem).startsWith("environments.prod.watch.duration: 'soon'"))
                .anySatisfy(problem -> assertThat(problem).startsWith("environments.prod.checks[0]"))
                .anySatisfy(problem -> assertThat(problem).startsWith("coverage.minimum: 'most'"))
                .hasSize(5);
        environment(Map.of("url", "https://payments.example.com", "watch", "5m"));
        config.putAll(Map.of("coverage", 80, "quality", "https://sonar.example.com", "secretScan", true));
        config.putAll(Map.of("terraform", Map.of("apply", true), "review", true, "forge", "github"));
        assertThat(DeliveryConfig.of(Map.of(), config, Map.of(), OperationCatalog.GATES)
                        .service())
                .isEqualTo("payments");
    }

    @Test
    void whereGoingBackIsAPersonsChoiceThatOneIsAskedAsWellWhenAGateCouldNotDecide() {
        Map<String, Object> settings = new LinkedHashMap<>(
                Map.of("url", "https://payments.example.com", "zap", "http://zap:8080", "watch", "5m"));
        environment(settings);
        List<String> stages = List.of("Verify prod", "Scan prod", "Watch prod");
        assertThat(stages(main()).filter(stage -> stages.contains(stage.name())))
                .hasSize(3)
                .allMatch(stage -> stage.actions().get(0).when().judges())
                .noneMatch(stage -> stage.ending().inDoubt());
        settings.put("rollback", "ask");
        assertThat(stages(main()).filter(stage -> stages.contains(stage.name())))
                .hasSize(3)
                .allMatch(stage -> stage.ending().inDoubt());
    }

    @Test
    void whatTheSchemaRefusesHidesNothingOfWhatGatesWouldRefuse() {
        environment(Map.of(
                "ready",
                "health",
                "url",
                "https://payments.example.com",
                "relod",
                true,
                "suites",
                Map.of("api", Map.of("run", "newmn", "file", "c.json", "minTests", -1)),
                "watch",
                "soon"));
        assertThat(refused())
                .extracting(problem -> problem.split(":| is ")[0])
                .containsExactlyInAnyOrder(
                        "environments.prod.ready",
                        "environments.prod.relod",
                        "environments.prod.suites.api.minTests must have a minimum value of 0.",
                        "environments.prod.suites.api.run",
                        "environments.prod.watch.duration");
    }

    @Test
    void theCheckBeforeAnAgentIsTakenTellsIt() {
        environment(Map.of("url", "https://payments.example.com", "watch", "soon"));
        assertThatThrownBy(() -> OperationCatalog.named("deliveryCheck")
                        .run(
                                Map.of("config", config),
                                EngineContext.in(Path.of(".")).build()))
                .hasMessageContaining("environments.prod.watch.duration: 'soon'");
    }

    /** Each key of each kind, in environments that the branch does not reach as well. */
    @Test
    void thresholdsOfEveryKindOfSuiteAreReadWhilePlanningAndAllTheirMistakesAreTold() {
        Map<String, Object> load = new LinkedHashMap<>(Map.of(
                "run",
                "jmeter",
                "file",
                "load.jmx",
                "p95",
                "fast",
                "p99",
                "-1s",
                "errorRate",
                "150%",
                "throughput",
                "50"));
        load.putAll(Map.of("minSamples", 0, "ignoreFirst", "a while", "lables", Map.of(), "minTests", 3));
        load.put("labels", Map.of("login", Map.of("p59", "1s", "errorRate", "few")));
        config.put(
                "environments",
                Map.of(
                        "dev",
                        Map.of(),
                        "stage",
                        Map.of(
                                "url",
                                "https://stage.example.com",
                                "suites",
                                Map.of(
                                        "load",
                                        load,
                                        "alerts",
                                        Map.of(
                                                "run",
                                                true,
                                                "kind",
                                                "zap",
                                                "report",
                                                List.of("zap.json"),
                                                "failOn",
                                                "hgih",
                                                "confidence",
                                                "false-positive",
                                                "risk",
                                                "high",
                                                "site",
                                                "stage"),
                                        "api",
                                        Map.of("run", "newman", "file", "c.json", "p95", "1s", "reprots", "x"),
                                        "ui",
                                        Map.of("run", true, "report", List.of("/tmp/*.xml"), "minTests", 2)))));
        String suites = "environments.stage.suites.";
        String noTime = " is not a duration; write for example 90s, 10m, 1h30m or a number of seconds.";
        assertThat(refused())
                .containsExactlyInAnyOrder(
                        suites + "ui.report: '/tmp/*.xml' leaves the work directory; write it relative to that.",
                        suites
                                + "load.minTests: only suites of tests (junit, newman) have it, and this one is of the kind jmeter.",
                        suites + "load.lables is not known; did you mean 'labels'?",
                        suites + "load.p95: 'fast'" + noTime,
                        suites + "load.p99: '-1s'" + noTime,
                        suites + "load.ignoreFirst: 'a while'" + noTime,
                        suites
                                + "load.errorRate: '150%' is not a share of at most 100%; write for example '1%' or '0.5%'.",
                        suites + "load.throughput: '50' is not a rate; write for example '50/s' or '3000/m'.",
                        suites + "load.minSamples: 0 would judge by nothing; 1 is the least.",
                        suites + "load.labels['login'].p59 is not known; did you mean 'p95'?",
                        suites
                                + "load.labels['login'].errorRate: 'few' is not a share of at most 100%; write for example '1%' or '0.5%'.",
                        suites + "alerts.risk is not known; known here: allowList, confidence, failOn, site.",
                        suites + "alerts.failOn: 'hgih' is not one of informational, low, medium, high.",
                        suites
                                + "alerts.confidence: alerts that a person called false never count; write low, medium, high or confirmed.",
                        suites + "alerts.site: 'stage' is not an http or https address.",
                        suites
                                + "api.p95 is a setting of the kind jmeter, and this suite is of the kind newman; did you mean kind: 'jmeter'?",
                        suites + "api.reprots is not known; did you mean 'report'?");
    }
}
