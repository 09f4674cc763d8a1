package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.sonar.SonarQubeServer;
import java.util.List;
import java.util.Map;

/** qualityGate, while SonarQube has the analysis in its queue. */
final class WaitingQuality implements WaitingStep {

    private static final String TOKEN = "s3cret" + "-of-sonarqube";

    private final SonarQubeServer sonar = SonarQubeServer.start(TOKEN);

    @Override
    public String name() {
        return "qualityGate";
    }

    @Override
    public void credentials(Pipelines pipelines) throws Exception {
        pipelines.token("sonar", TOKEN);
    }

    @Override
    public String script() {
        return """
            node {
                writeFile file: '.scannerwork/report-task.txt', text: '''%s'''
                def g = qualityGate server: '%s', credentialsId: 'sonar', timeout: '20m'
                echo "state: ${g.verdict}, ${g.message}"
            }
            """.formatted(sonar.receipt("shop:payments"), sonar.url());
    }

    @Override
    public String sign() {
        return "waits for SonarQube to compute the analysis of shop:payments";
    }

    @Override
    public void release() {
        sonar.compute(
                "OK",
                List.of(Map.of(
                        "metricKey", "new_coverage",
                        "comparator", "LT",
                        "errorThreshold", "80",
                        "actualValue", "91.2",
                        "status", "OK")));
    }

    @Override
    public String end() {
        return "passed, Gate quality passed: shop:payments meets";
    }

    @Override
    public void assertDone() {
        assertThat(sonar.failures()).isEmpty();
    }

    @Override
    public void assertAborted(String log) {
        assertThat(log).contains("WARNING: The analysis goes on in SonarQube; the gate only reads.");
    }

    @Override
    public List<String> secrets() {
        return List.of(TOKEN);
    }

    @Override
    public void close() {
        sonar.close();
    }
}
