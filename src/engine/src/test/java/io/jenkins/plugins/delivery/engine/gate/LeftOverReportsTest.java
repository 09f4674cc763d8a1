package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workspace is used again and again: reports of an earlier build, or of the environment before, are not those of this run. */
class LeftOverReportsTest {

    private static final String PASSED = "<testsuite name='s'><testcase name='a'/></testsuite>";
    private static final String FAILED =
            "<testsuite name='s'><testcase name='a'><failure message='no'/></testcase></testsuite>";

    @TempDir
    Path workDir;

    @ParameterizedTest
    @ValueSource(strings = {"junit", "newman", "jmeter", "zap"})
    void whatAnEarlierRunLeftLetsNothingPass(String kind) throws IOException {
        write("old.xml", PASSED, Duration.ofMinutes(10));
        assertThatThrownBy(() -> gate(Map.of("kind", kind, "since", "30s")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("the run wrote no ")
                .hasMessageContaining("'*.xml'")
                .hasMessageContaining("was left by an earlier one");
    }

    @Test
    void whatAnEarlierRunLeftCondemnsNothing() throws Exception {
        write("old.xml", FAILED, Duration.ofMinutes(10));
        write("new.xml", PASSED, Duration.ofSeconds(20));
        assertThat(gate(Map.of("since", "30s"))).contains("passed", "1 test");
    }

    @Test
    void aFailedCommandIsNotExplainedByTestsThatFailedBefore() throws IOException {
        write("old.xml", FAILED, Duration.ofMinutes(10));
        assertThatThrownBy(() -> gate(Map.of("since", "30s", "outcome", "ended with: script returned exit code 1")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("the run ended with: script returned exit code 1");
    }

    @Test
    void withoutTheTimeOfTheRunEveryReportCounts() throws Exception {
        write("old.xml", PASSED, Duration.ofDays(400));
        assertThat(gate(Map.of())).contains("passed", "1 test");
    }

    private String gate(Map<String, Object> more) throws InterruptedException {
        Map<String, Object> suite = new HashMap<>(Map.of("name", "ui", "report", List.of("*.xml")));
        suite.putAll(more);
        return String.valueOf(OperationCatalog.named("e2eGate")
                .run(Map.of("suites", List.of(suite)), new RecordedRun(workDir).context())
                .toMap()
                .get("message"));
    }

    /** The clock of a recorded run stands still; files are as old by it. */
    private void write(String name, String text, Duration age) throws IOException {
        Instant now = new RecordedRun(workDir).context().clock().instant();
        Files.setLastModifiedTime(Files.writeString(workDir.resolve(name), text), FileTime.from(now.minus(age)));
    }
}
