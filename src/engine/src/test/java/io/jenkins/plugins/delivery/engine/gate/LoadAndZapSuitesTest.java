package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step {@code e2eGate} with the results of a load test and the report of a security scan. */
class LoadAndZapSuitesTest {

    private static final Map<String, Object> ZAP =
            Map.of("name", "security", "kind", "zap", "report", "report.json", "allowList", "allow.yaml");

    @TempDir
    Path workDir;

    @BeforeEach
    void copyReports() throws IOException {
        for (String report : List.of("load/shop.jtl", "zap/report.json")) {
            try (InputStream in = getClass().getResourceAsStream(report)) {
                Files.write(workDir.resolve(report.replaceAll(".*/", "")), in.readAllBytes());
            }
        }
        Files.writeString(
                workDir.resolve("allow.yaml"), "- {id: 40012, url: '*', reason: known, expires: 2027-12-31}\n");
    }

    @Test
    void bothPassWithTheirFigures() throws Exception {
        Map<String, Object> result = gate(load("errorRate", "40%"), ZAP);
        assertThat(result).containsEntry("verdict", "passed");
        assertThat(result.get("suites").toString())
                .contains("p95=111ms", "errorRate=33.3%", "throughput=66/s", "high=0", "medium=1", "accepted=1");
    }

    @Test
    void eachFailsByItself() {
        GateFailedException slow = catchThrowableOfType(
                GateFailedException.class, () -> gate(load("p95", "100ms", "errorRate", "40%"), ZAP));
        assertThat(slow).hasMessageContaining("p95 is 111ms, at most 100ms");
        GateFailedException insecure = catchThrowableOfType(
                GateFailedException.class,
                () -> gate(
                        load("errorRate", "40%"), Map.of("name", "security", "kind", "zap", "report", "report.json")));
        assertThat(insecure).hasMessageContaining("1 alert of high risk: Cross Site Scripting (Reflected) (40012)");
    }

    @Test
    void aReportThatBreaksOffDecidesNothing() throws IOException {
        Files.writeString(workDir.resolve("report.json"), "{\"site\": [");
        assertThatThrownBy(() -> gate(load("errorRate", "40%"), ZAP))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("the report report.json cannot be read: it is not whole JSON");
    }

    @Test
    void settingsThatAreWrongAreToldForAllSuitesAtOnce() {
        assertThatThrownBy(() -> gate(
                        load("errorRate", "much"),
                        Map.of("name", "security", "kind", "zap", "report", "report.json", "failOn", "critical")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("errorRate: 'much' is not a share")
                .hasMessageContaining("failOn: 'critical' is not one of informational, low, medium, high");
    }

    private static Map<String, Object> load(String... settings) {
        Map<String, Object> suite =
                new java.util.LinkedHashMap<>(Map.of("name", "load", "kind", "jmeter", "report", "shop.jtl"));
        for (int i = 0; i < settings.length; i += 2) {
            suite.put(settings[i], settings[i + 1]);
        }
        return suite;
    }

    private Map<String, Object> gate(Map<String, Object> first, Map<String, Object> second)
            throws InterruptedException {
        return OperationCatalog.named("e2eGate")
                .run(Map.of("env", "stage", "suites", List.of(first, second)), new RecordedRun(workDir).context())
                .toMap();
    }
}
