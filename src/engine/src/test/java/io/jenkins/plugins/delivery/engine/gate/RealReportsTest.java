package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports as the tools wrote them: newman 6.2.2, Surefire 3.5.6, pytest 9, Playwright 1.49, gotestsum 1.13. */
class RealReportsTest {

    @TempDir
    Path workDir;

    @ParameterizedTest
    @ValueSource(strings = {"newman/failed.json", "newman/failed.xml"})
    void newmanTellsTheSameInBothItsForms(String report) throws IOException {
        TestResults results = read(SuiteKind.NEWMAN, report).tests();
        assertThat(results.failures())
                .extracting(TestFailure::test, TestFailure::id, TestFailure::message)
                .first()
                .isEqualTo(tuple(
                        "the version is told: version is 1.4.0",
                        "the version is told",
                        "expected '1.3.0' to deeply equal '1.4.0'"));
        assertThat(results.failures()).hasSize(2).last().satisfies(broken -> {
            assertThat(broken.id()).isEqualTo("broken script");
            assertThat(broken.message()).endsWith("nothing is not defined");
            assertThat(broken.error()).isTrue();
        });
        assertThat(results.total()).isEqualTo(5);
        assertThat(results.unreachable()).isZero();
        assertThat(results.canRunAgain()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"newman/down.json", "newman/down.xml"})
    void newmanThatReachedNothingSaysSoInsteadOfNamingItsAssertions(String report) throws IOException {
        SuiteResult result = read(SuiteKind.NEWMAN, report);
        assertThat(result.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(result.message()).startsWith("not one of ").contains(" tests could connect");
    }

    @Test
    void onlyItsJsonSaysWhichAssertionsOfNewmanWereSkipped() throws IOException {
        assertThat(read(SuiteKind.NEWMAN, "newman/failed.json").tests().skipped())
                .isEqualTo(1);
        assertThat(read(SuiteKind.NEWMAN, "newman/failed.xml").tests().skipped())
                .isZero();
    }

    @Test
    void newmansXmlIsUnderstoodAsPlainJUnitToo() throws IOException {
        assertThat(read(SuiteKind.JUNIT, "newman/down.xml").verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(read(SuiteKind.JUNIT, "newman/failed.xml").verdict()).isEqualTo(GateVerdict.FAILED);
    }

    @Test
    void surefire() throws IOException {
        TestResults results = read(SuiteKind.JUNIT, "junit/surefire.xml").tests();
        assertThat(results.numbers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("total", 6, "failed", 2, "errors", 1, "skipped", 1, "flaky", 1));
        assertThat(results.unreachable()).isEqualTo(1);
        assertThat(results.failures())
                .extracting(TestFailure::id)
                .containsExactly(
                        "shop.CheckoutTest.converts(String)[2]", "shop.CheckoutTest.isUp", "shop.CheckoutTest.pays");
        assertThat(results.flakes())
                .containsExactly(new FlakyTest(
                        "shop.CheckoutTest.isShaky",
                        "the basket was not there yet ==> expected: <true> but was: <false>",
                        "surefire.xml",
                        "passed when its tool ran it again"));
    }

    @Test
    void pytest() throws IOException {
        TestResults results = read(SuiteKind.JUNIT, "junit/pytest.xml").tests();
        assertThat(results.numbers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("total", 7, "failed", 3, "errors", 1, "skipped", 1, "flaky", 0));
        assertThat(results.unreachable()).isEqualTo(1);
        assertThat(results.failures())
                .extracting(TestFailure::test)
                .contains("tests.test_checkout.TestCheckout.test_converts[USD]");
        assertThat(results.failures()).extracting(TestFailure::message).anySatisfy(message -> assertThat(message)
                .startsWith("AssertionError: assert {'status': 'DOWN'} == {'status': 'UP'}"));
    }

    @Test
    void playwright() throws IOException {
        TestResults results = read(SuiteKind.JUNIT, "junit/playwright.xml").tests();
        assertThat(results.failures())
                .extracting(TestFailure::test, TestFailure::message)
                .containsExactly(
                        tuple(
                                "a.spec.ts.checkout › pays",
                                "a.spec.ts:3:7 pays: Error: expect(received).toEqual(expected) // deep equality"),
                        tuple(
                                "a.spec.ts.checkout › is up",
                                "a.spec.ts:4:7 is up: Error: apiRequestContext.get: connect ECONNREFUSED 127.0.0.1:1"));
        assertThat(results.unreachable()).isEqualTo(1);
        assertThat(results.skipped()).isEqualTo(1);
    }

    @Test
    void gotestsum() throws IOException {
        TestResults results = read(SuiteKind.JUNIT, "junit/gotestsum.xml").tests();
        assertThat(results.failures())
                .extracting(TestFailure::id, TestFailure::message)
                .contains(tuple("example.com/shop.TestPays/USD", "shop_test.go:3: got DOWN, want UP"));
        assertThat(results.unreachable()).isEqualTo(1);
    }

    private SuiteResult read(SuiteKind kind, String report) throws IOException {
        return TestReports.read(
                workDir,
                kind,
                TestReports.recorded(report, workDir).getFileName().toString());
    }
}
