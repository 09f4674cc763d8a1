package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The gates of an environment: suites and scan before people have it, the watch after the release. */
class EnvironmentGatesTest extends GatePlanFixture {

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
}
