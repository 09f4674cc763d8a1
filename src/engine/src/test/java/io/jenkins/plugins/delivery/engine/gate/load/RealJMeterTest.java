package io.jenkins.plugins.delivery.engine.gate.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.Suite;
import io.jenkins.plugins.delivery.engine.gate.SuiteKind;
import io.jenkins.plugins.delivery.engine.gate.SuiteResult;
import io.jenkins.plugins.delivery.testbed.service.Behaviour;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real JMeter against a service that is well, slow, failing or away; the command is the one of the presets. */
@Tag("tools")
class RealJMeterTest {

    private static final Path HOME =
            Path.of(System.getProperty("user.home"), ".cache", "git-flow-delivery", "jmeter-5.6.3");

    private static final Map<String, Object> LIMITS =
            Map.of("errorRate", "0%", "labels", Map.of("page", Map.of("p95", "500ms")));

    @TempDir
    Path workDir;

    @BeforeEach
    void needsJMeter() {
        assumeTrue(
                Files.isRegularFile(HOME.resolve("bin/ApacheJMeter.jar")),
                "JMeter 5.6.3 is not installed (.ci/tools), so what only it can show was not tested.");
    }

    @Test
    void aServiceThatIsWellPassesWithTheFiguresOfJMetersReport() throws Exception {
        try (SampleService service = service()) {
            run(service, "-e", "-o", "report", "-Jloops=40");
            SuiteResult result = judge(Map.of("errorRate", "0%", "p95", "1m"));
            assertThat(result.verdict()).as(result.message()).isEqualTo(GateVerdict.PASSED);
            LoadResults ours = LoadResults.read(workDir, List.of(workDir.resolve("results.jtl")), null, label -> false);
            JsonNode total = new ObjectMapper()
                    .readTree(workDir.resolve("report/statistics.json").toFile())
                    .path("Total");
            assertThat(ours.total().samples())
                    .isEqualTo(total.path("sampleCount").asLong());
            assertThat(ours.total().throughput())
                    .isCloseTo(total.path("throughput").asDouble(), within(0.001));
            assertThat(ours.total().millis().max())
                    .isEqualTo(total.path("maxResTime").asLong());
        }
    }

    @Test
    void aSlowOneAndAFailingOneFailAndOneThatIsAwayDecidesNothing() throws Exception {
        try (SampleService service = service()) {
            service.behave(Behaviour.SLOW);
            run(service, "-Jloops=3");
            SuiteResult slow = judge(LIMITS);
            assertThat(slow.verdict()).isEqualTo(GateVerdict.FAILED);
            assertThat(slow.message()).contains("page: p95 is ", "ms, at most 500ms");

            service.behave(Behaviour.UNHEALTHY);
            run(service, "-Jloops=3", "-Jjmeter.save.saveservice.output_format=xml");
            SuiteResult failing = judge(Map.of());
            assertThat(failing.verdict()).isEqualTo(GateVerdict.FAILED);
            assertThat(failing.message()).isEqualTo("errors are 100%, at most 1% (36 of 36 samples)");

            service.stop();
            run(service, "-Jloops=1");
            SuiteResult away = judge(Map.of());
            assertThat(away.verdict()).isEqualTo(GateVerdict.ERRORED);
            assertThat(away.message()).isEqualTo("none of the 12 samples got a connection to the environment");
        }
    }

    private static SampleService service() {
        SampleService service = SampleService.start("payments", "stage");
        service.deploy("1.4.0");
        return service;
    }

    private SuiteResult judge(Map<String, Object> settings) {
        Suite suite = new Suite("load", SuiteKind.JMETER, List.of("*.jtl"), Suite.RAN, 1, settings, null);
        return new LoadSuiteReader().read(suite, EngineContext.in(workDir).build());
    }

    private void run(SampleService service, String... more) throws Exception {
        try (InputStream plan = RealJMeterTest.class.getResourceAsStream("shop.jmx")) {
            Files.write(workDir.resolve("shop.jmx"), plan.readAllBytes());
        }
        Files.deleteIfExists(workDir.resolve("results.jtl"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                HOME.resolve("bin/ApacheJMeter.jar").toString(),
                "-n",
                "-t",
                "shop.jmx",
                "-l",
                "results.jtl",
                "-j",
                "jmeter.log",
                "-Jport=" + service.port(),
                "-Jmissing=/version"));
        command.addAll(List.of(more));
        Path output = workDir.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(workDir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
