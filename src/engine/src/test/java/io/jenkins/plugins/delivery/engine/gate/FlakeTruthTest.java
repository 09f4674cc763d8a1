package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** X12: what failed really, what is flaky, and what was never reached. */
class FlakeTruthTest {

    private static final String FIRST = """
            <testsuite name="shop">
              <testcase classname="shop.Cart" name="adds"/>
              <testcase classname="shop.Cart" name="pays"><failure message="first said: DOWN"/></testcase>
              <testcase classname="shop.Cart" name="ships"><error message="first said: boom"/></testcase>
            </testsuite>
            """;

    private static final String REFUSED = """
            <testsuite name="shop">
              <testcase classname="shop.Cart" name="pays"><error type="java.net.ConnectException" message="Connection refused"/></testcase>
              <testcase classname="shop.Cart" name="ships"><error message="connect ECONNREFUSED 10.0.0.1:80"/></testcase>
            </testsuite>
            """;

    @TempDir
    Path workDir;

    private final E2eGate gate = new E2eGate(new SuiteReaders(TestReports.READERS, Map.of()));
    private SampleService service;
    private RecordedRun run;

    @BeforeEach
    void start() throws IOException {
        service = SampleService.start("payments", "stage");
        service.deploy("1.4.0");
        run = new RecordedRun(workDir);
        report(FIRST);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void failedTestsAreLeftUndecidedAndNamedSoThatOnlyTheyRunAgain() throws Exception {
        Map<String, Object> first = run(Map.of("attempt", 1)).toMap();
        assertThat(first)
                .containsEntry("verdict", "undecided")
                .containsEntry("rerun", Map.of("shop", List.of("shop.Cart.pays", "shop.Cart.ships")));
        assertThat(String.valueOf(first.get("message"))).contains("attempt 1 of 2", "shop.Cart.pays");
    }

    @Test
    void aTestThatPassesOnItsRerunIsFlakyAndListedWithItsFirstFailure() throws Exception {
        Map<String, Object> first = run(Map.of("attempt", 1)).toMap();
        report(cases("pays", "ships"));
        E2eGateResult second = run(Map.of("attempt", 2, "before", first));
        assertThat(second.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(second.message()).isEqualTo("Gate e2e in stage passed: 1 check, shop: 3 tests, 2 flaky.");
        assertThat(second.tests().numbers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("total", 3, "failed", 0, "errors", 0, "skipped", 0, "flaky", 2));
        assertThat(second.tests().flakes())
                .containsExactly(
                        new FlakyTest("shop.Cart.pays", "first said: DOWN", "r.xml", "passed on attempt 2"),
                        new FlakyTest("shop.Cart.ships", "first said: boom", "r.xml", "passed on attempt 2"));
        assertThat(run.warnings()).anySatisfy(line -> assertThat(line)
                .contains("Flaky: shop.Cart.pays passed on attempt 2; it had said: first said: DOWN"));
    }

    @Test
    void aTestThatFailsAgainHasFailedForWhatItSaidFirst() throws Exception {
        Map<String, Object> first = run(Map.of("attempt", 1)).toMap();
        report("""
                <testsuite name="shop"><testcase classname="shop.Cart" name="pays"><failure message="now something else"/></testcase>
                <testcase classname="shop.Cart" name="ships"/></testsuite>""");
        GateFailedException failed = failed(Map.of("attempt", 2, "before", first));
        assertThat(failed)
                .hasMessageContaining("the test shop.Cart.pays was expected to pass, but said: first said: DOWN.");
        assertThat(failed.result())
                .extractingByKey("tests", as(MAP))
                .containsEntry("failed", 1)
                .containsEntry("errors", 0)
                .containsEntry("flaky", 1);
    }

    @Test
    void aRerunThatDidNotHappenDisprovesNothing() throws Exception {
        Map<String, Object> first = run(Map.of("attempt", 1)).toMap();
        Files.delete(workDir.resolve("r.xml"));
        assertThat(failed(Map.of("attempt", 2, "before", first))).hasMessageContaining("(and 1 more)");
        report(FIRST);
        assertThat(failed(Map.of("attempt", 2, "before", first)))
                .as("the report of the first attempt still lies there")
                .hasMessageContaining("(and 1 more)");
        report("<testsuite name='shop'><testcase classname='shop.Cart' name='pays'><skipped/></testcase></testsuite>");
        assertThat(failed(Map.of("attempt", 2, "before", first))).hasMessageContaining("(and 1 more)");
    }

    @Test
    void theEarlierAttemptsMayComeAsAListAndThereMayBeSeveral() throws Exception {
        Map<String, Object> first = run(Map.of("attempt", 1, "reruns", 2)).toMap();
        report(cases("pays"));
        Map<String, Object> second =
                run(Map.of("attempt", 2, "reruns", 2, "before", first)).toMap();
        assertThat(second).containsEntry("rerun", Map.of("shop", List.of("shop.Cart.ships")));
        report(cases("ships"));
        E2eGateResult third = run(Map.of("attempt", 3, "reruns", 2, "before", List.of(first, second)));
        assertThat(third.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(third.tests().flakes())
                .extracting(FlakyTest::why)
                .containsExactly("passed on attempt 2", "passed on attempt 3");
    }

    @Test
    void withoutAnAttemptAFailedTestFailsTheGateAtOnce() {
        assertThat(failed(Map.of())).hasMessageContaining("first said: DOWN");
        assertThat(failed(Map.of("attempt", 1, "reruns", 0))).hasMessageContaining("first said: DOWN");
    }

    @Test
    void aFailedCheckDecidesWhateverARerunWouldSay() {
        Map<String, Object> check = Map.of("path", "/version", "json", Map.of("$.version", "1.5.0"));
        assertThat(failed(Map.of("attempt", 1, "checks", List.of(check)))).hasMessageContaining("GET /version");
    }

    @Test
    void checksAreAskedOnceAndReadinessBeforeEveryAttempt() throws Exception {
        Map<String, Object> arguments =
                Map.of("attempt", 1, "ready", "/health", "checks", List.of(Map.of("path", "/")));
        Map<String, Object> first = run(arguments).toMap();
        report(cases("pays", "ships"));
        Map<String, Object> again = new HashMap<>(arguments);
        again.putAll(Map.of("attempt", 2, "before", first));
        assertThat(run(again).checks()).hasSize(2);
        assertThat(service.requests("GET", "/health")).hasSize(2);
        assertThat(service.requests("GET", "/").stream().filter(r -> r.path().equals("/")))
                .hasSize(1);
    }

    @Test
    void anEnvironmentThatWentAwayIsNoFailedTest() {
        service.stop();
        assertThat(errored(Map.of("attempt", 1, "readyTimeout", "4s")))
                .hasMessageContaining("could not test stage")
                .hasMessageContaining("This is no failed test");
    }

    @Test
    void anEnvironmentThatWentAwayBetweenTheAttemptsIsNoFailedTest() throws Exception {
        Map<String, Object> first = run(Map.of("attempt", 1)).toMap();
        report(REFUSED);
        assertThat(errored(Map.of("attempt", 2, "before", first)))
                .hasMessageContaining("not one of 3 tests could connect (Connection refused)");
        service.stop();
        assertThat(errored(Map.of("attempt", 2, "before", first, "readyTimeout", "4s")))
                .hasMessageContaining("could not test stage");
    }

    @Test
    void testsThatCouldNotConnectAreErroredThoughTheGateReachesTheEnvironment() throws Exception {
        report(REFUSED);
        assertThat(errored(Map.of("attempt", 1)))
                .hasMessageContaining("not one of 2 tests could connect")
                .hasMessageContaining("This is no failed test");
        report(REFUSED.replace("</testsuite>", "<testcase classname='shop.Cart' name='adds'/></testsuite>"));
        assertThat(run(Map.of("attempt", 1)).verdict())
                .as("some got through, so those that did not are run again")
                .isEqualTo(GateVerdict.UNDECIDED);
    }

    @Test
    void aRunThatBrokeOffIsErroredUnlessATestOfItFailed() throws Exception {
        report(cases("pays"));
        assertThat(errored(suite(Map.of("outcome", "timed out after 10m"))))
                .hasMessageContaining("could not decide: shop: the run timed out after 10m");
        report(FIRST);
        Map<String, Object> arguments = new HashMap<>(suite(Map.of("outcome", "timed out after 10m")));
        assertThat(failed(arguments)).hasMessageContaining("first said: DOWN");
        arguments.put("attempt", 1);
        Map<String, Object> first = run(arguments).toMap();
        report(cases("pays", "ships"));
        arguments.putAll(suite(Map.of()));
        arguments.putAll(Map.of("attempt", 2, "before", first));
        assertThat(errored(arguments))
                .as("what the first run would have told is still not known")
                .hasMessageContaining("the run timed out after 10m");
    }

    @Test
    void aCommandThatFailsAsItsTestsDoIsNoReasonForDoubt() throws Exception {
        Map<String, Object> arguments =
                new HashMap<>(suite(Map.of("outcome", "ended with: script returned exit code 1")));
        arguments.put("attempt", 1);
        Map<String, Object> first = run(arguments).toMap();
        report(cases("pays", "ships"));
        arguments.putAll(suite(Map.of()));
        arguments.putAll(Map.of("attempt", 2, "before", first));
        assertThat(run(arguments).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void aCommandThatFailsThoughNoTestDidIsOne() throws Exception {
        Map<String, Object> arguments = suite(Map.of("outcome", "ended with: script returned exit code 137"));
        report(cases("pays", "ships"));
        assertThat(errored(arguments)).hasMessageContaining("shop: the run ended with: script returned exit code 137");
        Files.delete(workDir.resolve("r.xml"));
        assertThat(errored(arguments))
                .hasMessageContaining("shop: the run ended with: script returned exit code 137 (and 1 more problem)");
        assertThat(errored(suite(Map.of("outcome", "ended with: script returned exit code 127"))))
                .hasMessageContaining("script returned exit code 127, so the agent has no such command (and 1 more");
    }

    @Test
    void fiftyFailuresAreNoFlakesAndFailAtOnce() throws IOException {
        StringBuilder xml = new StringBuilder("<testsuite name='shop'>");
        for (int i = 0; i <= TestResults.MOST; i++) {
            xml.append("<testcase name='t" + i + "'><failure message='no'/></testcase>");
        }
        report(xml + "</testsuite>");
        assertThat(failed(Map.of("attempt", 1))).hasMessageContaining("(and 50 more)");
    }

    @Test
    void aListedTestDoesNotFailTheGateUntilItsEntryExpires() throws Exception {
        flaky("""
                - {test: shop.Cart.pays, owner: payments, reason: slow sandbox, expires: 2026-11-20}
                - {test: 'shop.Cart.sh?ps', owner: logistics, reason: shared data, expires: 2027-01-31, suite: shop}
                - {test: 'shop.Gone.*', owner: payments, reason: old, expires: 2027-01-31, suite: shop}
                - {test: 'ui.*', owner: payments, reason: old, expires: 2027-01-31, suite: browser}
                - {test: 'api.*', owner: payments, reason: old, expires: 2027-01-31}
                - {test: shop.Old.x, owner: payments, reason: old, expires: 2026-11-19}
                """);
        E2eGateResult result = run(Map.of());
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.tests().flakes())
                .extracting(FlakyTest::why)
                .containsExactly(
                        "is on the flaky list until 2026-11-20 (payments: slow sandbox)",
                        "is on the flaky list until 2027-01-31 (logistics: shared data)");
        assertThat(result.allNotes())
                .anySatisfy(note -> assertThat(note)
                        .contains("'shop.Gone.*' of payments matches no test of shop any more and can be deleted"))
                .anySatisfy(note ->
                        assertThat(note).contains("'api.*' of payments matches no test of this gate; delete it"))
                .noneSatisfy(note -> assertThat(note).contains("'ui.*'"))
                .anySatisfy(note -> assertThat(note).contains("'shop.Old.x' of payments expired on 2026-11-19"));
        flaky("- {test: 'shop.Cart.*', owner: payments, reason: slow, expires: 2026-11-19}");
        assertThat(failed(Map.of())).hasMessageContaining("shop.Cart.pays");
    }

    @Test
    void aFlakyListIsReadWithAllItsMistakes() throws IOException {
        flaky("""
                - {test: '*', owner: payments, reason: all, expires: 2027-01-31}
                - {test: a, ownr: payments, expires: soon}
                """);
        assertThatThrownBy(() -> run(Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("entry 1: '*' stands for every test")
                .hasMessageContaining("entry 2: ownr is not known; did you mean 'owner'?")
                .hasMessageContaining("entry 2 has no owner")
                .hasMessageContaining("entry 2 has no reason")
                .hasMessageContaining("entry 2: expires 'soon' is not a date");
        assertThatThrownBy(() -> run(Map.of("flaky", "elsewhere.yaml"))).hasMessageContaining("no flaky list");
    }

    @Test
    void refusesWhatIsNoEarlierAttemptOfThisGate() {
        assertThatThrownBy(() -> run(Map.of("attempt", 2)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("attempt 2 needs what this gate returned for the one before");
        assertThatThrownBy(() -> run(Map.of("attempt", 2, "before", Map.of("verdict", "failed"))))
                .hasMessageContaining("with the verdict undecided");
        assertThatThrownBy(() -> run(Map.of("before", Map.of("verdict", "failed"))))
                .hasMessageContaining("there is nothing before attempt 1");
        assertThatThrownBy(() -> run(suite(Map.of("kind", "zap", "risk", "high", "report", "/etc/x"))))
                .hasMessageContaining("suites.shop.report: '/etc/x' leaves the work directory");
        assertThatThrownBy(() -> run(suite(Map.of("kind", "newman", "p95", "1s"))))
                .hasMessageContaining("suites.shop.p95 is not known");
    }

    private static String cases(String... names) {
        StringBuilder xml = new StringBuilder("<testsuite name='shop'>");
        for (String name : names) {
            xml.append("<testcase classname='shop.Cart' name='" + name + "'/>");
        }
        return xml + "</testsuite>";
    }

    private static Map<String, Object> suite(Map<String, Object> more) {
        Map<String, Object> suite = new HashMap<>(Map.of("name", "shop", "report", "r.xml"));
        suite.putAll(more);
        return Map.of("suites", List.of(suite));
    }

    private E2eGateResult run(Map<String, Object> arguments) throws InterruptedException {
        Map<String, Object> all = new HashMap<>(suite(Map.of()));
        all.put("env", "stage");
        all.put("url", service.url().toString());
        all.putAll(arguments);
        return gate.run(RequestBinder.bind("e2eGate", E2eGateRequest.class, all), run.context());
    }

    private GateFailedException failed(Map<String, Object> arguments) {
        return catchThrowableOfType(GateFailedException.class, () -> run(arguments));
    }

    private TerminalException errored(Map<String, Object> arguments) {
        return catchThrowableOfType(TerminalException.class, () -> run(arguments));
    }

    private void report(String xml) throws IOException {
        Files.writeString(workDir.resolve("r.xml"), xml);
    }

    private void flaky(String yaml) throws IOException {
        Path file = workDir.resolve(".delivery/flaky.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
    }
}
