package io.jenkins.plugins.delivery.engine.gate.zap;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.Suite;
import io.jenkins.plugins.delivery.engine.gate.SuiteKind;
import io.jenkins.plugins.delivery.engine.gate.SuiteResult;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code report.json} has the form that ZAP 2.17 writes with its template traditional-json. */
class ZapSuiteReaderTest {

    @TempDir
    Path workDir;

    private String report;

    @BeforeEach
    void copyReport() throws IOException {
        try (InputStream in = ZapSuiteReaderTest.class.getResourceAsStream("report.json")) {
            report = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Files.writeString(workDir.resolve("zap.json"), report);
    }

    @Test
    void alertsOfEnoughRiskFail() {
        SuiteResult result = read(Map.of());
        assertThat(result.verdict()).isEqualTo(GateVerdict.FAILED);
        assertThat(result.message())
                .isEqualTo("1 alert of high risk: Cross Site Scripting (Reflected) (40012) at GET"
                        + " https://payments.example/search?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E&page=2 (q)");
        assertThat(result.figures())
                .containsEntry("high", "1")
                .containsEntry("medium", "1")
                .containsEntry("low", "1")
                .containsEntry("informational", "0")
                .containsEntry("accepted", "0");
        assertThat(result.details())
                .extracting(row -> row.get("id"))
                .as("what fails comes first, false positives not at all")
                .containsExactly("40012", "10038-1", "10035-1");
        assertThat(result.details().get(0)).containsEntry("count", 2).containsEntry("fails", true);
    }

    @Test
    void onlyTheSiteCountsWhenItIsNamed() {
        SuiteResult result = read(Map.of("failOn", "low", "confidence", "high", "site", "https://cdn.example"));
        assertThat(result.message()).startsWith("1 alert of low risk or higher: Strict-Transport-Security");
        assertThat(read(Map.of("failOn", "low", "site", "https://other.example"))
                        .verdict())
                .isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void anAllowListAcceptsByRuleOrReferenceAndPlace() throws IOException {
        Files.writeString(workDir.resolve("allow.yaml"), """
                - {id: 40012, url: 'https://payments.example/legacy/*', reason: goes in spring, expires: 2027-03-31}
                - {id: 10038, url: '*', reason: set by the gateway, expires: 2027-03-31}
                - {id: 10035-2, url: '*', reason: another kind, expires: 2027-03-31}
                """);
        SuiteResult result = read(Map.of("failOn", "medium", "allowList", "allow.yaml"));
        assertThat(result.message())
                .startsWith("1 alert of medium risk or higher: Cross Site Scripting")
                .contains("/search?q=%3C");
        assertThat(result.figures()).containsEntry("medium", "0").containsEntry("accepted", "2");
        assertThat(result.notes())
                .containsExactly("The allow list accepts 10035-2 at *, which matches no alert; it can be deleted.");
        SuiteResult missing = read(Map.of("allowList", "nowhere.yaml"));
        assertThat(missing.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(missing.message()).startsWith("There is no allow list 'nowhere.yaml' in the workspace.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                     | it has no 'site', so it is no report of the kind traditional-json",
                "[]                     | it has no 'site', so it is no report of the kind traditional-json",
                "{\"alerts\": []}       | it has no 'site', so it is no report of the kind traditional-json",
                "{\"site\": []}         | it names no site, so nothing was scanned",
                "<OWASPZAPReport/>      | it is not whole JSON, it breaks off or goes wrong in line 1",
                "{\"site\": [{\"alerts\": [{\"pluginid\": \"1\", \"riskcode\": \"9\", \"confidence\": \"1\"}]}]} | line 1 has an alert whose riskcode is '9'",
                "{\"site\": [{\"alerts\": [{\"pluginid\": \"1\", \"riskcode\": \"3\"}]}]} | line 1 has an alert whose confidence is 'null'",
                "{\"site\": [{\"alerts\": [{\"pluginid\": \"1\", \"name\": \"x\", \"riskcode\": \"3\", \"confidence\": \"1\"}]}]} | line 1 has the alert x (1) without any instance",
            })
    void whatIsNoReportDecidesNothing(String content, String reason) throws IOException {
        Files.writeString(workDir.resolve("zap.json"), content);
        SuiteResult result = read(Map.of());
        assertThat(result.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(result.message()).isEqualTo("the report zap.json cannot be read: " + reason);
    }

    @Test
    void aReportThatBreaksOffOrIsNotUtf8IsRefusedWithTheLine() throws IOException {
        Files.writeString(workDir.resolve("zap.json"), report.substring(0, report.indexOf("legacy")));
        assertThat(read(Map.of()).message())
                .isEqualTo(
                        "the report zap.json cannot be read: it is not whole JSON, it breaks off or goes wrong in line 35");
        Files.write(workDir.resolve("zap.json"), report.replace("CSP", "Grüße").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read(Map.of()).message()).contains("it is not whole JSON, it breaks off or goes wrong in line 56");
        Files.writeString(workDir.resolve("zap.json"), "{\"site\": " + "[".repeat(10_000));
        assertThat(read(Map.of()).message()).startsWith("the report zap.json cannot be read: ");
    }

    @Test
    void aReportWithTheBodiesOfAllPagesIsSkippedThrough() throws IOException {
        String body = "x".repeat(4 << 20);
        try (BufferedWriter out = Files.newBufferedWriter(workDir.resolve("zap.json"))) {
            out.write(report.substring(0, report.indexOf("\"@name\"")));
            for (int i = 0; i < 16; i++) {
                out.write("\"response-body\": \"" + body + "\",");
            }
            out.write(report.substring(report.indexOf("\"@name\"")));
        }
        assertThat(read(Map.of()).figures()).containsEntry("high", "1");
    }

    @Test
    void aReportThatIsNotThereDecidesNothing() throws IOException {
        Files.delete(workDir.resolve("zap.json"));
        assertThat(read(Map.of()).message()).startsWith("no report of ZAP matches '*.json' in ");
    }

    @Test
    void settingsThatAreWrongAreTold() {
        assertThat(new ZapSuiteReader().problems(Map.of("failOn", "critical", "allowlist", "x")))
                .containsExactly(
                        "allowlist is not known; did you mean 'allowList'?",
                        "failOn: 'critical' is not one of informational, low, medium, high");
        assertThat(new ZapSuiteReader().problems(Map.of("confidence", "false-positive", "site", "payments")))
                .hasSize(2);
    }

    private SuiteResult read(Map<String, Object> settings) {
        return new ZapSuiteReader().read(suite(settings), new RecordedRun(workDir).context());
    }

    private static Suite suite(Map<String, Object> settings) {
        return new Suite("zap", SuiteKind.ZAP, List.of("*.json"), Suite.RAN, 1, settings, null);
    }
}
