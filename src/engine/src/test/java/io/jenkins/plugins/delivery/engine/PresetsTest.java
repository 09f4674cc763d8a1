package io.jenkins.plugins.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.process.FakeProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts of the presets, run by a real shell with tools that write down what they were called with. */
class PresetsTest {

    /** Would create a file if it were read as shell. */
    private static final String HOSTILE = "shop.X.t$(touch hostile)`touch hostile`\";touch hostile;'";

    @TempDir
    Path workspace;

    @BeforeEach
    void tools() {
        for (String tool :
                List.of("mvn", "gradle", "gotestsum", "staticcheck", "go", "gofmt", "python3", "npx", "npm")) {
            FakeProgram.write(workspace.resolve("bin/" + tool), "printf '%s\\n' " + tool + " \"$@\" >> calls");
        }
    }

    static Stream<Arguments> scripts() {
        return Defaults.presets().entrySet().stream().flatMap(preset -> map(preset.getValue()).entrySet().stream()
                .map(use -> Arguments.of(preset.getKey(), use.getKey(), map(use.getValue()))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("scripts")
    void everyPresetIsAScriptAndSaysWhereItsReportsAre(String preset, String use, Map<?, ?> settings) throws Exception {
        assertThat(use).isIn("lint", "test", "suite");
        assertThat(run(settings.get("run").toString(), Map.of(), "-n")).isEmpty();
        if (!use.equals("lint")) {
            assertThat(settings.keySet().toString()).containsAnyOf("junit", "report");
        }
    }

    @Test
    void mavenRunsOnlyTheNamedTestsAgain() throws Exception {
        assertThat(rerun(
                        "java-maven",
                        "shop.CartTest.adds(java.lang.String)[1.5]",
                        "shop.CartTest$Inner.more",
                        "shop.CartSpec.adds 1.5, 2 + 3 (twice)",
                        "shop.CartSpec.adds 1.5 [a: 1, #0]",
                        "shop.BrokenTest",
                        "shop.OldTest.initializationError",
                        ""))
                .contains("-Dtest=shop.BrokenTest,shop.CartSpec#adds 1.5,shop.CartSpec#adds 1.5 ?a: 1? ?0?,"
                        + "shop.CartSpec#adds 1.5? 2 ? 3 ?twice?"
                        + ",shop.CartTest#adds,shop.CartTest$Inner#more,shop.OldTest")
                .contains("test")
                .doesNotContain("jacoco:report");
    }

    @Test
    void gradleRunsOnlyTheNamedTestsAgain() throws Exception {
        assertThat(rerun(
                        "java-gradle",
                        "shop.CartTest.adds(String)[1]",
                        "shop.CartTest.more",
                        "shop.CartSpec.adds 1.5, 2 + 3 (twice)",
                        "shop.OldTest.initializationError"))
                .containsSequence("cleanTest", "test", "--tests", "shop.CartSpec.adds 1.5, 2 + 3 (twice)")
                .containsSequence("--tests", "shop.CartTest.adds", "--tests", "shop.CartTest.more")
                .containsSequence("--tests", "shop.OldTest");
    }

    @Test
    void goRunsOnlyTheNamedTestsAgain() throws Exception {
        assertThat(rerun(
                        "go",
                        "example.org/shop/cart.TestTotal/v1.5_(x)",
                        "example.org/shop/cart.TestTotal",
                        "example.org/shop/cart.TestOther",
                        "gopkg.in/yaml.v3.TestTotal",
                        ""))
                .containsSequence(
                        "-count=1", "-run", "^TestTotal$/^v1\\.5_\\(x\\)$|^TestOther$", "example.org/shop/cart")
                .containsSequence("-run", "^TestTotal$", "gopkg.in/yaml.v3");
    }

    @Test
    void pytestRunsOnlyTheNamedTestsAgain() throws Exception {
        Files.createDirectories(workspace.resolve("tests"));
        Files.writeString(workspace.resolve("tests/test_cart.py"), "");
        assertThat(rerun("python", "tests.test_cart.test_sum[1.5]", "tests.test_cart.TestTotal.test_more"))
                .containsSequence("tests/test_cart.py::test_sum[1.5]", "tests/test_cart.py::TestTotal::test_more");
    }

    @Test
    void jestRunsOnlyTheNamedTestsAgain() throws Exception {
        Files.createDirectories(workspace.resolve("node_modules/jest"));
        assertThat(rerun("node", "total (of) adds 1.5 + 2", " total $^"))
                .containsSequence("-t", "^(total\\s\\(of\\)\\sadds\\s1\\.5\\s\\+\\s2|total\\s\\$\\^)$")
                .doesNotContain("--coverage");
    }

    @Test
    void aToolThatCanRunNothingOfThatByNameRunsNothing() throws Exception {
        for (String language : List.of("go", "python")) {
            assertThat(refused(language, "shop.Cart.adds")).contains("is named");
        }
        Files.createDirectories(workspace.resolve("node_modules/vitest"));
        assertThat(refused("node", "gone.test.js.adds")).contains("no test of Vitest is named");
        assertThat(workspace.resolve("calls")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aNameThatLooksLikeShellIsNone(String language) throws Exception {
        Files.createDirectories(workspace.resolve("node_modules/jest"));
        Files.createDirectories(workspace.resolve("shop"));
        Files.writeString(workspace.resolve("shop/X.py"), "");
        rerun(language, HOSTILE, "shop.X.TestOk");
        assertThat(workspace.resolve("hostile")).doesNotExist();
    }

    static List<String> languages() {
        return List.of("go", "java-maven", "java-gradle", "node", "python");
    }

    private List<String> rerun(String language, String... tests) throws Exception {
        run(test(language), Map.of("DELIVERY_RERUN", String.join("\n", tests)));
        return Files.readAllLines(workspace.resolve("calls"));
    }

    private String refused(String language, String test) throws Exception {
        Process process = start(test(language), Map.of("DELIVERY_RERUN", test));
        String said = said(process);
        assertThat(process.exitValue()).isNotZero();
        return said;
    }

    private static String test(String language) {
        return map(map(Defaults.presets().get(language)).get("test")).get("run").toString();
    }

    /** What the shell itself had to say. */
    private String run(String script, Map<String, String> environment, String... options) throws Exception {
        Process process = start(script, environment, options);
        String said = said(process);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private Process start(String script, Map<String, String> environment, String... options) throws Exception {
        Path file = Files.writeString(workspace.resolve("script"), script);
        ProcessBuilder builder =
                new ProcessBuilder(Stream.of(Stream.of("sh"), Stream.of(options), Stream.of(file.toString()))
                        .flatMap(part -> part)
                        .toList());
        builder.directory(workspace.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", workspace.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static String said(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }
}
