package io.jenkins.plugins.delivery.engine.gate.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.Suite;
import io.jenkins.plugins.delivery.engine.gate.SuiteKind;
import io.jenkins.plugins.delivery.engine.gate.SuiteResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What JMeter 5.6.3 wrote: shop.jtl and shop-statistics.json are of one run of shop.jmx, the others of further runs. */
class LoadSuiteReaderTest {

    @TempDir
    Path workDir;

    @Test
    void figuresAreThoseOfJMetersOwnReport() throws Exception {
        copy("shop.jtl");
        LoadResults results = LoadResults.read(workDir, List.of(workDir.resolve("shop.jtl")), null, label -> false);
        JsonNode statistics;
        try (InputStream in = recorded("shop-statistics.json")) {
            statistics = new ObjectMapper().readTree(in);
        }
        assertThat(results.labels()).containsOnlyKeys("page", "health, \"quoted\"", "missing", "checkout");
        same(results.total(), statistics.path("Total"));
        results.labels().forEach((label, figures) -> same(figures, statistics.path(label)));
    }

    /** JMeter interpolates between two samples, so its percentiles lie between ours and the next sample. */
    private static void same(LoadFigures ours, JsonNode jmeter) {
        assertThat(ours.samples()).isEqualTo(jmeter.path("sampleCount").asLong());
        assertThat(ours.errors()).isEqualTo(jmeter.path("errorCount").asLong());
        assertThat(ours.errorRate()).isCloseTo(jmeter.path("errorPct").asDouble(), within(0.01));
        assertThat(ours.millis().max()).isEqualTo(jmeter.path("maxResTime").asLong());
        assertThat(ours.millis().mean())
                .isEqualTo((long) jmeter.path("meanResTime").asDouble());
        assertThat(ours.throughput()).isCloseTo(jmeter.path("throughput").asDouble(), within(0.001));
        assertThat((double) ours.millis().p95())
                .isLessThanOrEqualTo(jmeter.path("pct2ResTime").asDouble());
        assertThat((double) ours.millis().p95())
                .isGreaterThanOrEqualTo(jmeter.path("pct1ResTime").asDouble());
        assertThat((double) ours.millis().p99())
                .isLessThanOrEqualTo(jmeter.path("pct3ResTime").asDouble());
    }

    @Test
    void passesWithItsFiguresInTheMessage() throws IOException {
        copy("shop.jtl");
        SuiteResult result = read("shop.jtl", Map.of("p95", "500ms", "errorRate", "34%", "throughput", "1/s"));
        assertThat(result.verdict()).as(result.message()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.message()).isEqualTo("p95 111 ms, p99 226 ms, errors 33.3 %, 66/s, 90 samples");
        assertThat(result.figures())
                .containsEntry("p95", "111ms")
                .containsEntry("errorRate", "33.3%")
                .containsEntry("throughput", "66/s")
                .containsEntry("samples", "90");
        assertThat(result.details()).hasSize(4).allSatisfy(row -> assertThat(row)
                .containsKeys("label", "p95", "errorRate"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p95        | 100ms  | 'p95 is 111ms, at most 100ms'",
                "p99        | 225ms  | 'p99 is 226ms, at most 225ms'",
                "errorRate  | 33%    | 'errors are 33.3%, at most 33% (30 of 90 samples)'",
                "throughput | 6000/m | 'throughput is 66/s, at least 6000/m'"
            })
    void eachLimitThatIsNotKeptFails(String limit, String value, String message) throws IOException {
        copy("shop.jtl");
        SuiteResult result = limit.equals("errorRate")
                ? read("*.jtl", Map.of(limit, value))
                : read("*.jtl", Map.of("errorRate", "50%", limit, value));
        assertThat(result.verdict()).isEqualTo(GateVerdict.FAILED);
        assertThat(result.message()).isEqualTo(message);
    }

    @Test
    void labelsHaveLimitsOfTheirOwn() throws IOException {
        copy("shop.jtl");
        SuiteResult result = read(
                "shop.jtl",
                Map.of(
                        "errorRate",
                        "50%",
                        "labels",
                        Map.of("page", Map.of("p95", "1ms"), "miss*", Map.of("errorRate", "0%"))));
        assertThat(result.verdict()).isEqualTo(GateVerdict.FAILED);
        assertThat(result.message())
                .contains("page: p95 is ", "missing: errors are 100%, at most 0% (30 of 30 samples)");
    }

    @Test
    void aLabelThatNobodySentLeavesTheVerdictOpen() throws IOException {
        copy("shop.jtl");
        SuiteResult result =
                read("shop.jtl", Map.of("errorRate", "50%", "labels", Map.of("pages", Map.of("p95", "1s"))));
        assertThat(result.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(result.message()).isEqualTo("no sample has the label 'pages' (there is 'page')");
    }

    @Test
    void tooFewSamplesDecideNothing() throws IOException {
        copy("shop.jtl");
        SuiteResult result = read("shop.jtl", Map.of("minSamples", 1000));
        assertThat(result.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(result.message()).isEqualTo("90 samples are too few to judge by, at least 1000 expected");
    }

    @Test
    void theRampUpCanBeLeftOut() throws IOException {
        copy("shop.jtl");
        SuiteResult result = read("shop.jtl", Map.of("errorRate", "50%", "ignoreFirst", "700ms"));
        assertThat(Integer.parseInt(String.valueOf(result.figures().get("samples"))))
                .isBetween(1, 89);
        assertThat(result.notes())
                .singleElement()
                .asString()
                .endsWith(" samples of the ramp-up are in none of the figures.");
        SuiteResult nothing = read("shop.jtl", Map.of("ignoreFirst", "1h"));
        assertThat(nothing.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(nothing.message())
                .isEqualTo("0 samples are too few to judge by, at least 1 expected (120 more are of the"
                        + " first 1h, which are left out)");
    }

    @Test
    void anEnvironmentOutOfReachIsNoFailure() throws IOException {
        copy("down.jtl");
        SuiteResult result = read("down.jtl", Map.of());
        assertThat(result.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(result.message()).isEqualTo("none of the 3 samples got a connection to the environment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.xml", "no-header.jtl"})
    void readsWhatJMeterWritesOtherwise(String file) throws IOException {
        copy(file);
        SuiteResult result = read(file, Map.of("errorRate", "50%"));
        assertThat(result.verdict()).as(result.message()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.figures()).containsEntry("errorRate", "33.3%");
        assertThat(result.details()).extracting(row -> row.get("label")).contains("checkout", "health, \"quoted\"");
    }

    @Test
    void aTruthMayBeWrittenInCapitalsInEitherFormat() throws IOException {
        Files.writeString(
                workDir.resolve("r.xml"),
                "<testResults><httpSample t='3' ts='1795283754358' s='True' lb='a'/>"
                        + "<httpSample t='4' ts='1795283754360' s='False' lb='a'/></testResults>");
        Files.writeString(
                workDir.resolve("r.csv"),
                "timeStamp,elapsed,label,success\n1795283754358,3,a,True\n1795283754360,4,a,FALSE\n");
        for (String file : List.of("r.xml", "r.csv")) {
            assertThat(read(file, Map.of()).figures()).containsEntry("errorRate", "50%");
        }
    }

    @Test
    void filesOfSeveralLoadGeneratorsAreOneTest() throws IOException {
        copy("shop.jtl");
        Files.copy(workDir.resolve("shop.jtl"), workDir.resolve("second.jtl"));
        assertThat(read("*.jtl", Map.of("errorRate", "50%")).figures()).containsEntry("samples", "180");
        Files.writeString(
                workDir.resolve("both"),
                Files.readString(workDir.resolve("shop.jtl")) + Files.readString(workDir.resolve("shop.jtl")));
        assertThat(read("both", Map.of("errorRate", "50%")).figures()).containsEntry("samples", "180");
    }

    @Test
    void aTestThatSavedOnlyTransactionsIsJudgedByThem() throws IOException {
        copy("shop.jtl");
        List<String> lines = Files.readAllLines(workDir.resolve("shop.jtl"));
        Files.write(
                workDir.resolve("parents.jtl"),
                lines.stream().filter(line -> !line.contains(",text,")).toList());
        assertThat(read("parents.jtl", Map.of("errorRate", "100%")).figures()).containsEntry("samples", "30");
    }

    @Test
    void labelsWithoutAnEndDoNotFillTheMemoryAndThoseWithLimitsAreKept() throws IOException {
        StringBuilder lines = new StringBuilder("timeStamp,elapsed,label,success\n");
        for (int i = 0; i < 3000; i++) {
            lines.append(1_795_283_754_358L + i).append(",20,cart ").append(i).append(",true\n");
        }
        lines.append("1795283754358,900,pay,true\n");
        Files.writeString(workDir.resolve("many.jtl"), lines);
        SuiteResult slow = read("many.jtl", Map.of("labels", Map.of("pay", Map.of("p95", "500ms"))));
        assertThat(slow.message()).isEqualTo("pay: p95 is 900ms, at most 500ms");
        assertThat(slow.notes()).singleElement().asString().startsWith("The test has more than 500 labels");
        assertThat(slow.figures()).containsEntry("samples", "3001");
        SuiteResult open = read("many.jtl", Map.of("labels", Map.of("cart *", Map.of("p95", "500ms"))));
        assertThat(open.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(open.message()).startsWith("more than 500 labels have limits");
    }

    @Test
    void aFileThatIsNotThereDecidesNothing() {
        SuiteResult result = read("target/*.jtl", Map.of());
        assertThat(result.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(result.message()).startsWith("no results file matches 'target/*.jtl' in ");
    }

    @Test
    void allSettingsThatAreWrongAreToldAtOnce() {
        Suite suite = suite(
                "x.jtl",
                Map.of(
                        "p59",
                        "1s",
                        "errorRate",
                        "1",
                        "throughput",
                        "fast",
                        "minSamples",
                        0,
                        "labels",
                        Map.of("page", Map.of("p95", "soon"), "pay", "1s")));
        assertThat(new LoadSuiteReader().problems(suite.settings()))
                .containsExactlyInAnyOrder(
                        "p59 is not known; did you mean 'p95'?",
                        "errorRate: '1' is not a share of at most 100%; write for example '1%' or '0.5%'",
                        "throughput: 'fast' is not a rate; write for example '50/s' or '3000/m'",
                        "minSamples: 0 would judge by nothing; 1 is the least",
                        "labels['page'].p95: 'soon' is not a duration; write for example 90s, 10m, 1h30m or a number of"
                                + " seconds",
                        "labels['pay']: expected a map such as [p95: '500ms'], not '1s'");
        assertThat(new LoadSuiteReader().problems(Map.of("p95", "0s")))
                .containsExactly("p95: the limit must be longer than nothing");
    }

    private SuiteResult read(String glob, Map<String, Object> settings) {
        return new LoadSuiteReader()
                .read(suite(glob, settings), EngineContext.in(workDir).build());
    }

    private static Suite suite(String glob, Map<String, Object> settings) {
        return new Suite("load", SuiteKind.JMETER, List.of(glob), Suite.RAN, 1, settings, null);
    }

    private void copy(String name) throws IOException {
        try (InputStream in = recorded(name)) {
            Files.write(
                    workDir.resolve(name),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static InputStream recorded(String name) {
        return LoadSuiteReaderTest.class.getResourceAsStream(name);
    }
}
