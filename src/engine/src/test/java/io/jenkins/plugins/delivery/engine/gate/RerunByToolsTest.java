package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.gate.tool.RealTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From a test that fails, by its report and {@code DELIVERY_RERUN}, to that test and no other: the scripts of the presets with the real
 * tools. The tests have names with whatever shells, patterns and XML take for their own, fail the first time and write down that they ran.
 */
@Tag("tools")
class RerunByToolsTest {

    @TempDir
    Path workDir;

    private final Map<String, String> environment = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        "jest, node, test/names.test.js, special|newline|unicode|gt|hostile|Total flaky|each 1",
        "vitest, node, test/names.test.js, special|newline|unicode|gt|hostile|Total flaky|each 1",
        "mocha, node, test/names.test.js, special|newline|unicode|gt|hostile|Total flaky",
    })
    void aRunnerOfNode(String runner, String preset, String file, String again) throws Exception {
        resource(runner + ".test.js", file);
        modules(runner);
        assertRunsAgain(preset, "test", "target/junit/node.xml", again);
    }

    @Test
    void playwright() throws Exception {
        resource("playwright.spec.ts", "tests/names.spec.ts");
        modules("playwright");
        assertRunsAgain(
                "playwright",
                "suite",
                "target/suites/browser.xml",
                "special|newline|unicode|gt|hostile|Total flaky|each 1");
    }

    @Test
    void go() throws Exception {
        RealTool.need("go");
        environment.put("PATH", RealTool.need("gotestsum").getParent() + ":" + System.getenv("PATH"));
        environment.put("RAN", workDir.resolve("ran").toString());
        environment.put("SECOND", workDir.resolve("second").toString());
        Files.writeString(workDir.resolve("go.mod"), "module example.org/shop\n\ngo 1.21\n");
        resource("names_test.go", "cart/names_test.go");
        resource("names_test.go", "copy/names_test.go");
        Files.writeString(
                workDir.resolve("copy/names_test.go"),
                Files.readString(workDir.resolve("copy/names_test.go"))
                        .replace("package cart", "package copy")
                        .replace("flaky(t, \"", "ran(\"copy "));
        assertRunsAgain("go", "test", "target/junit/go*.xml", "special|newline|unicode|other");
    }

    @Test
    void pytest() throws Exception {
        Path python = RealTool.need("selenium-pytest").toRealPath().getParent();
        environment.put("PATH", python + ":" + System.getenv("PATH"));
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        resource("test_names.py", "tests/test_names.py");
        assertRunsAgain("python", "test", "target/junit/pytest.xml", "special|newline|unicode|sum");
    }

    private void assertRunsAgain(String preset, String use, String report, String again) throws Exception {
        Map<String, Object> suite = Map.of("name", "suite", "report", List.of(report));
        run(preset, use, List.of());
        Map<String, Object> first = judge(suite, Map.of("attempt", 1)).toMap();
        assertThat(first).as(output()).containsEntry("verdict", "undecided");

        Files.delete(workDir.resolve("ran"));
        Files.writeString(workDir.resolve("second"), "");
        run(preset, use, ids(first));
        assertThat(workDir.resolve("ran")).as(output()).exists();
        assertThat(Files.readAllLines(workDir.resolve("ran"))).containsExactlyInAnyOrder(again.split("\\|"));
        E2eGateResult second = judge(suite, Map.of("attempt", 2, "before", first));
        assertThat(second.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(second.tests().flakes()).extracting(FlakyTest::why).containsOnly("passed on attempt 2");
        assertThat(workDir.resolve("hostile")).doesNotExist();
    }

    private static List<?> ids(Map<String, Object> first) {
        return (List<?>) ((Map<?, ?>) first.get("rerun")).get("suite");
    }

    private void run(String preset, String use, List<?> again) throws IOException, InterruptedException {
        Map<?, ?> settings = (Map<?, ?>) ((Map<?, ?>) Defaults.presets().get(preset)).get(use);
        Path script =
                Files.writeString(workDir.resolve("script"), settings.get("run").toString());
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString())
                .directory(workDir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(workDir.resolve("output.txt").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("DELIVERY_SUITE", "browser");
        builder.environment().put("DELIVERY_URL", "http://127.0.0.1:9");
        builder.environment()
                .put(
                        "DELIVERY_RERUN",
                        String.join("\n", again.stream().map(String::valueOf).toList()));
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    }

    private String output() throws IOException {
        return Files.readString(workDir.resolve("output.txt"));
    }

    private E2eGateResult judge(Map<String, Object> suite, Map<String, Object> more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of("suites", List.of(suite)));
        arguments.putAll(more);
        return new E2eGate(new SuiteReaders(TestReports.READERS, Map.of()))
                .run(
                        RequestBinder.bind("e2eGate", E2eGateRequest.class, arguments),
                        new RecordedRun(workDir).context());
    }

    private void resource(String name, String file) throws IOException {
        Path target = workDir.resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream in = RerunByToolsTest.class.getResourceAsStream("rerun/" + name)) {
            Files.copy(in, target);
        }
    }

    /** As {@code npm ci} would put them there. */
    private void modules(String runner) throws IOException {
        Path modules =
                Path.of(System.getProperty("user.home"), ".cache", "git-flow-delivery", "node", runner, "node_modules");
        assumeTrue(
                Files.isDirectory(modules),
                runner + " is not installed (.ci/tools does it), so what only the real one can show was not tested.");
        Files.createSymbolicLink(workDir.resolve("node_modules"), modules);
        Files.writeString(
                workDir.resolve("package.json"),
                "{\"type\": \"" + (runner.equals("vitest") ? "module" : "commonjs") + "\"}");
    }
}
