package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GateServersTest {

    private static final Map<String, Object> LAYER = OrganisationLayer.parse("The test", """
            prometheus: {url: 'https://prometheus.example.com/prod', credentialsId: metrics}
            sonar: {url: 'https://sonar.example.com', credentialsId: sonar}
            zap: {url: 'http://zap.example.com:8080', credentialsId: zap}
            """);

    private static Map<String, Object> of(String step, Map<String, Object> given) {
        return StepArguments.of(step, LAYER, given);
    }

    @Test
    void aGateThatNamesNoServerAsksTheOrganisations() {
        assertThat(of("metricsWatch", Map.of("env", "prod")))
                .isEqualTo(Map.of("prometheus", "https://prometheus.example.com/prod", "credentialsId", "metrics"));
        assertThat(of("qualityGate", Map.of()))
                .isEqualTo(Map.of("server", "https://sonar.example.com", "credentialsId", "sonar"));
        assertThat(of("zapScan", Map.of("url", "https://shop.example.com")))
                .isEqualTo(Map.of("zap", "http://zap.example.com:8080", "credentialsId", "zap"));
        assertThat(StepArguments.of("zapScan", Map.of(), Map.of())).isEmpty();
    }

    @Test
    void anotherServerGetsNoCredentialsOfThisOne() {
        assertThat(of("qualityGate", Map.of("server", "https://sonar.example.org")))
                .isEmpty();
        assertThat(of("qualityGate", Map.of("server", "https://sonar.example.com/root")))
                .isEqualTo(Map.of("credentialsId", "sonar"));
        assertThat(of("metricsWatch", Map.of("credentialsId", "own")))
                .isEqualTo(Map.of("prometheus", "https://prometheus.example.com/prod"));
    }

    @Test
    void asWhomPrometheusIsAskedBelongsToItsAddress() {
        Map<String, Object> layer = OrganisationLayer.parse("The test", """
                prometheus:
                  url: 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1f2e'
                  credentialsId: aws
                  roleArn: 'arn:aws:iam::123456789012:role/metrics'
                  tenant: team-a
                """);
        assertThat(StepArguments.of("metricsWatch", layer, Map.of("tenant", "team-b")))
                .containsOnlyKeys("prometheus", "credentialsId", "roleArn");
        assertThat(StepArguments.of("metricsWatch", layer, Map.of("prometheus", "https://prometheus.example.org")))
                .isEmpty();
    }

    @Test
    void whatReadsTheHistoryOfTheCheckoutReachesItsRemote() {
        Map<String, Object> layer = OrganisationLayer.parse("The test", """
                version: {credentialsId: checkout, prefix: ''}
                coverage: {minimum: 80}
                """);
        assertThat(StepArguments.of("coverageGate", layer, Map.of()))
                .containsEntry("credentialsId", "checkout")
                .containsKey("minimum")
                .doesNotContainKey("prefix");
        assertThat(StepArguments.of("secretScan", layer, Map.of())).isEqualTo(Map.of("credentialsId", "checkout"));
    }

    @Test
    void theSettingsOfAGateAreItsParametersAndItsServerCounts() {
        GateServers servers = new GateServers(LAYER, Map.of());
        assertThat(servers.ask("sonar", "server", Map.of("timeout", "5m")))
                .isEqualTo(Map.of("timeout", "5m", "server", "https://sonar.example.com", "credentialsId", "sonar"));
        Map<String, Object> own = Map.of("server", "https://sonar.example.org", "credentialsId", "own");
        assertThat(servers.ask("sonar", "server", own)).isEqualTo(own);
        assertThat(new GateServers(LAYER, Map.of("server", "https://sonar.example.net")).ask("sonar", "server", own))
                .doesNotContainKey("credentialsId");
    }
}
