package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateReportTest {

    private static final String HOSTILE = "| <script>alert(1)</script> [x](http://evil) `code` @all";

    @TempDir
    Path workDir;

    private final Map<String, String> kept = new LinkedHashMap<>();

    @Test
    void oneTableOfEverythingIsKeptWithTheRunWhateverWasDecided() throws Exception {
        Files.writeString(workDir.resolve("r.xml"), """
                <testsuite name="s"><testcase classname="shop.Cart" name="pays"><failure message="DOWN"/></testcase>
                <testcase classname="shop.Cart" name="shaky"><flakyFailure message="first try"/></testcase></testsuite>
                """);
        Files.writeString(workDir.resolve("load.jtl"), "anything");
        SuiteReader load = new Load();
        assertThatThrownBy(() -> run(
                        load,
                        Map.of(
                                "name",
                                "Verify dev",
                                "suites",
                                List.of(
                                        Map.of("name", "api", "report", "r.xml"),
                                        Map.of("name", "rush hour", "kind", "jmeter", "report", "load.jtl")))))
                .isInstanceOf(GateFailedException.class);
        assertThat(kept).containsOnlyKeys("delivery/gate-dev.md", "delivery/gate-dev.html");
        assertThat(kept.get("delivery/gate-dev.md"))
                .contains("## Gate Verify dev: failed")
                .contains("| api \\(junit\\) | failed | tests 2, failed 1, skipped 0, flaky 1 |")
                .contains("| rush hour \\(jmeter\\) | passed | p95 612ms |")
                .contains("### Failed tests", "| shop.Cart.pays | DOWN | r.xml |")
                .contains("### Flaky tests", "| shop.Cart.shaky | passed when its tool ran it again | first try |")
                .contains("### rush hour", "| label | p95 |", "| /pay | 700ms |")
                .contains("### Notes", "an old entry");
        assertThat(kept.get("delivery/gate-dev.html"))
                .startsWith("<!DOCTYPE html>")
                .contains("<h1>Gate Verify dev: failed</h1>")
                .contains("<td>shop.Cart.pays<td>DOWN<td>r.xml");
    }

    @Test
    void whatComesFromOutsideIsNothingButText() throws Exception {
        String xml = HOSTILE.replace("<", "&lt;").replace("\"", "&quot;");
        Files.writeString(
                workDir.resolve("r.xml"),
                "<testsuite><testcase name='" + xml + "'><failure message='" + xml + "'/></testcase></testsuite>");
        assertThatThrownBy(() -> run(new Load(), Map.of("junit", "r.xml"))).isInstanceOf(GateFailedException.class);
        assertThat(kept.get("delivery/gate-dev.html"))
                .doesNotContain("<script", "<img")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(kept.get("delivery/gate-dev.md").replaceAll("\\\\.", ""))
                .doesNotContain("<script", "[x]", "`", "@all");
    }

    @ParameterizedTest
    @CsvSource({
        "e2e, dev, delivery/gate-dev",
        "Verify dev, dev, delivery/gate-dev",
        "UI tests, dev, delivery/gate-dev-ui-tests",
        "e2e,, delivery/gate-e2e",
        "../../etc, '..', delivery/gate-gate-etc"
    })
    void everyGateHasAPlaceOfItsOwn(String name, String env, String expected) {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("name", name, "junit", "r.xml"));
        if (env != null) {
            arguments.put("env", env);
        }
        assertThat(GateReport.name(RequestBinder.bind("e2eGate", E2eGateRequest.class, arguments)))
                .isEqualTo(expected);
    }

    /** A reader with something for every part of the report. */
    private static final class Load implements SuiteReader {
        @Override
        public List<String> problems(Map<String, Object> settings) {
            return List.of();
        }

        @Override
        public List<String> keys() {
            return List.of();
        }

        @Override
        public SuiteResult read(Suite suite, EngineContext context) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("label", "/pay");
            row.put("p95", "700ms");
            return SuiteResult.of(
                            suite,
                            GateVerdict.PASSED,
                            "p95 is 612ms",
                            Map.of("p95", "612ms"),
                            List.of("an old entry of the allow list"))
                    .withDetails(List.of(row));
        }
    }

    private void run(SuiteReader load, Map<String, Object> more) throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("env", "dev"));
        arguments.putAll(more);
        EngineContext context = new RecordedRun(workDir)
                .context().toBuilder().attachments(kept::put).build();
        new E2eGate(new SuiteReaders(TestReports.READERS, Map.of(SuiteKind.JMETER, load)))
                .run(RequestBinder.bind("e2eGate", E2eGateRequest.class, arguments), context);
    }
}
