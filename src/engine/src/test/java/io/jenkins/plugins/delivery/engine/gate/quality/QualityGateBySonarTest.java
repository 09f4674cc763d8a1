package io.jenkins.plugins.delivery.engine.gate.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Against a real SonarQube, which takes minutes to start and two gigabytes, so it is started by hand: its address in DELIVERY_SONAR, a token
 * in DELIVERY_SONAR_TOKEN, and in DELIVERY_SONAR_SCANNED a directory in which a scanner has just run.
 */
@Tag("tools")
class QualityGateBySonarTest {

    @Test
    void theVerdictIsThatOfTheServer() throws Exception {
        String server = System.getenv("DELIVERY_SONAR");
        String token = System.getenv("DELIVERY_SONAR_TOKEN");
        String scanned = System.getenv("DELIVERY_SONAR_SCANNED");
        assumeTrue(
                server != null && token != null && scanned != null,
                "no SonarQube is named (DELIVERY_SONAR), so what only the real one can show was not tested.");
        RecordedRun run = new RecordedRun(Path.of(scanned)).with(Credential.token("sonar", token));
        QualityGateRequest request = RequestBinder.bind(
                "qualityGate",
                QualityGateRequest.class,
                Map.of(
                        "server",
                        server,
                        "credentialsId",
                        "sonar",
                        "trend",
                        List.of("coverage", "ncloc", "violations")));
        EngineContext context = run.context().toBuilder()
                .clock(Clock.systemUTC(), pause -> Thread.sleep(pause.toMillis()))
                .build();
        Map<String, Object> result;
        try {
            result = new QualityGate().run(request, context).toMap();
        } catch (GateFailedException e) {
            result = e.result();
        }
        assertThat(result).as(run.everything()).containsKeys("analysis", "url", "project", "conditions");
        assertThat(result.get("verdict")).isIn("passed", "failed");
        assertThat(run.warnings()).isEmpty();
        assertThat(run.everything() + result).doesNotContain(token);
    }
}
