package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.delivery.engine.files.FileGlobs;
import io.jenkins.plugins.delivery.engine.gate.junit.JUnitReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JUnitReportsTest {

    private static final Instant TODAY = Instant.parse("2026-11-21T12:00:00Z");

    private static final String GOOD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="shop.CartTest" tests="4" failures="1" errors="1" skipped="1">
              <properties><property name="java.version" value="17"/></properties>
              <testcase name="adds" classname="shop.CartTest" time="0.01"><system-out><![CDATA[<failure/>]]></system-out></testcase>
              <testcase name="removes" classname="shop.CartTest">
                <failure message="expected: 1 but was: 2" type="AssertionError">stack</failure>
              </testcase>
              <testcase name="pays" classname="shop.CartTest"><error type="IOException">
            java.io.IOException: broken pipe
              at shop.Pay</error></testcase>
              <testcase name="ships" classname="shop.CartTest"><skipped message="later"/></testcase>
            </testsuite>
            """;

    @TempDir
    Path workDir;

    @Test
    void countsCasesAndKeepsWhatTheySaid() throws IOException {
        write("target/a/TEST-cart.xml", GOOD);
        TestResults reports = read(List.of("target/**/TEST-*.xml"));
        assertThat(reports.problems()).isEmpty();
        assertThat(reports.numbers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("total", 4, "failed", 1, "errors", 1, "skipped", 1, "flaky", 0));
        assertThat(reports.failures())
                .containsExactly(
                        new TestFailure(
                                "shop.CartTest.removes",
                                "shop.CartTest.removes",
                                "expected: 1 but was: 2",
                                "target/a/TEST-cart.xml",
                                false),
                        new TestFailure(
                                "shop.CartTest.pays",
                                "shop.CartTest.pays",
                                "java.io.IOException: broken pipe",
                                "target/a/TEST-cart.xml",
                                true));
        assertThat(reports.ran()).isEqualTo(3);
    }

    @Test
    void countsNestedSuitesOnce() throws IOException {
        write("r.xml", """
                <testsuites tests="3" failures="2"><testsuite name="outer" tests="3" failures="2">
                  <testsuite name="inner" tests="2" failures="2">
                    <testcase name="a"><failure message="no a"/></testcase>
                    <testcase name="b"><failure>no b</failure><failure>again</failure></testcase>
                  </testsuite>
                  <testcase name="c"/>
                </testsuite></testsuites>
                """);
        TestResults results = read(List.of("r.xml"));
        assertThat(results.total()).isEqualTo(3);
        assertThat(results.failed()).isEqualTo(2);
        assertThat(results.failures()).extracting(TestFailure::test).containsExactly("a", "b");
    }

    @Test
    void countsARerunThatPassedAsFlakyAndOneThatDidNotAsFailed() throws IOException {
        write("r.xml", """
                <testsuite name="s" tests="2" failures="1">
                  <testcase name="shaky" classname="s">
                    <flakyFailure message="first try"><stackTrace>x</stackTrace></flakyFailure>
                    <flakyError message="second try"/>
                  </testcase>
                  <testcase name="broken" classname="s">
                    <failure message="no"/><rerunFailure message="no again"><system-out>x</system-out></rerunFailure>
                  </testcase>
                </testsuite>
                """);
        TestResults results = read(List.of("r.xml"));
        assertThat(results.flaky()).isEqualTo(1);
        assertThat(results.failed()).isEqualTo(1);
        assertThat(results.total()).isEqualTo(2);
        assertThat(results.flakes())
                .containsExactly(new FlakyTest("s.shaky", "first try", "r.xml", "passed when its tool ran it again"));
        assertThat(results.failures()).extracting(TestFailure::message).containsExactly("no");
    }

    @Test
    void failuresThatASuiteAnnouncesButDoesNotNameCountAsErrors() throws IOException {
        write("r.xml", "<testsuites><testsuite name='login.spec' tests='0' errors='1'/></testsuites>");
        TestResults results = read(List.of("r.xml"));
        assertThat(results.errors()).isEqualTo(1);
        assertThat(results.failures()).extracting(TestFailure::test).containsExactly("login.spec");
    }

    @Test
    void everyRunOfATestThatRanAgainMayBeAnnouncedAsSurefireDoes() throws IOException {
        write("r.xml", """
                <testsuite name="shop.FlakyTest" tests="3" failures="2" errors="0">
                  <testcase name="shaky" classname="shop.FlakyTest">
                    <flakyFailure message="first"/><flakyFailure message="second"/>
                  </testcase>
                </testsuite>
                """);
        write("s.xml", """
                <testsuite name="shop.BrokenTest" tests="4" failures="3" errors="1">
                  <testcase name="broken" classname="shop.BrokenTest">
                    <failure message="1">trace<rerunFailure message="2"/></failure>
                    <rerunFailure message="3"/><rerunError message="4"/>
                  </testcase>
                </testsuite>
                """);
        assertThat(read(List.of("r.xml")).numbers())
                .isEqualTo(Map.of("total", 1, "failed", 0, "errors", 0, "skipped", 0, "flaky", 1));
        assertThat(read(List.of("s.xml")).numbers())
                .isEqualTo(Map.of("total", 1, "failed", 1, "errors", 0, "skipped", 0, "flaky", 0));
    }

    @Test
    void severalFailuresOfOneTestAreOneFailedTest() throws IOException {
        write("r.xml", """
                <testsuite name="catch" tests="5" failures="3" errors="1">
                  <testcase name="a"><failure message="1"/><failure message="2"/><error message="3"/></testcase>
                  <testcase name="b"><failure message="4"/></testcase>
                  <testcase name="c"/>
                </testsuite>
                """);
        assertThat(read(List.of("r.xml")).numbers())
                .isEqualTo(Map.of("total", 3, "failed", 2, "errors", 0, "skipped", 0, "flaky", 0));
    }

    @Test
    void aFailureThatOnlyTheWholeReportAnnouncesCounts() throws IOException {
        write("r.xml", """
                <testsuites name="all" tests="3" failures="2" errors="7">
                  <testsuite name="shop"><testcase name="a"/><testcase name="b"><failure message="no"/></testcase></testsuite>
                </testsuites>
                """);
        TestResults results = read(List.of("r.xml"));
        assertThat(results.failures()).extracting(TestFailure::test).containsExactly("b", "all");
        assertThat(results.canRunAgain()).isFalse();
        assertThat(results.bad()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<testsuite name='shop.DatabaseTest'>%s<testcase name='a'/></testsuite>",
                "<testsuite name='shop.DatabaseTest' errors='1'>%s<testcase name='a'/></testsuite>",
                "<testsuites name='shop.DatabaseTest'><testsuite name='s'><testcase name='a'/></testsuite>%s</testsuites>",
            })
    void whatFailedOutsideOfTheTestsCountsWithItsOwnWords(String report) throws IOException {
        write("error.xml", report.formatted("<error message='no database' type='IOException'>trace</error>"));
        write("failure.xml", report.formatted("<failure message='no database'/>"));
        for (String file : List.of("error.xml", "failure.xml")) {
            TestResults results = read(List.of(file));
            assertThat(results.numbers())
                    .isEqualTo(Map.of("total", 2, "failed", 0, "errors", 1, "skipped", 0, "flaky", 0));
            assertThat(results.failures())
                    .containsExactly(new TestFailure("shop.DatabaseTest", null, "no database", file, true));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status='notrun'",
                "status='disabled'",
                "status='notrun' result='suppressed'",
                "status='run' result='skipped'"
            })
    void aTestThatWasNotRunIsNoneThatPassed(String attributes) throws IOException {
        write("r.xml", "<testsuite name='s'><testcase name='DISABLED_a' " + attributes + "/></testsuite>");
        write("failed.xml", "<testsuite><testcase name='a' " + attributes + "><failure/></testcase></testsuite>");
        assertThat(read(List.of("r.xml")).skipped()).isEqualTo(1);
        assertThat(read(List.of("r.xml")).ran()).isZero();
        assertThat(read(List.of("failed.xml")).failed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status='Failed'", "status='run' result='fail'", "status='errored'"})
    void aTestThatFailedWithoutAWordHasFailed(String attributes) throws IOException {
        write("r.xml", "<testsuite name='s'><testcase name='a' " + attributes + "/></testsuite>");
        assertThat(read(List.of("r.xml")).failures())
                .extracting(TestFailure::message)
                .containsExactly("the report says failed, and not why");
        write("s.xml", "<testsuite><testcase name='a' " + attributes + "><skipped/></testcase></testsuite>");
        assertThat(read(List.of("s.xml")).skipped()).isEqualTo(1);
    }

    @Test
    void readsOtherEncodingsAndAByteOrderMark() throws IOException {
        Files.write(
                workDir.resolve("utf16.xml"),
                "<testsuite><testcase name='grün'/></testsuite>".getBytes(StandardCharsets.UTF_16));
        Files.write(
                workDir.resolve("latin.xml"),
                "<?xml version='1.0' encoding='ISO-8859-1'?><testsuite><testcase name='ü'><failure message='ü'/></testcase></testsuite>"
                        .getBytes(StandardCharsets.ISO_8859_1));
        write("bom.xml", "\ufeff<testsuite><testcase name='x'/></testsuite>");
        TestResults reports = read(List.of("*.xml"));
        assertThat(reports.problems()).isEmpty();
        assertThat(reports.total()).isEqualTo(3);
        assertThat(reports.failures()).extracting(TestFailure::message).containsExactly("ü");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not xml",
                "<testsuite><testcase name='a'>",
                "<?xml version='1.0' encoding='UTF-99'?><testsuite/>",
                "<testsuite><testcase name='\u0001'/></testsuite>",
                "<html><body>Sign in</body></html>"
            })
    void namesAFileThatIsNoReport(String content) throws IOException {
        write("sub/bad.xml", content);
        TestResults reports = read(List.of("sub/*.xml"));
        assertThat(reports.problems())
                .singleElement()
                .asString()
                .startsWith("the test report sub/bad.xml cannot be read: it")
                .contains(" not ");
    }

    @Test
    void wrongBytesForTheEncodingAreAProblemAndNoCrash() throws IOException {
        Files.write(
                workDir.resolve("r.xml"),
                "<?xml version='1.0' encoding='UTF-8'?><testsuite><testcase name='ü'/></testsuite>"
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read(List.of("r.xml")).problems())
                .singleElement()
                .asString()
                .contains("r.xml", "not in the encoding that it declares (it breaks off or goes wrong in line 1)");
    }

    @Test
    void aReportCutAnywhereIsAProblem() throws IOException {
        byte[] whole = GOOD.getBytes(StandardCharsets.UTF_8);
        int end = GOOD.lastIndexOf("</testsuite>");
        for (int length = 1; length < end; length++) {
            Path file = workDir.resolve("cut.xml");
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(read(List.of("cut.xml")).problems())
                    .as("cut after %s bytes", length)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE testsuite [<!ENTITY x SYSTEM 'file:%s'>]><testsuite><testcase name='&x;'/></testsuite>",
                "<!DOCTYPE testsuite SYSTEM 'file:%s'><testsuite><testcase name='a'/></testsuite>",
                "<!DOCTYPE t [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><testsuite>&b;%s</testsuite>"
            })
    void refusesADocumentType(String template) throws IOException {
        Path secret = Files.writeString(workDir.resolve("secret.txt"), "canary-4711");
        write("r.xml", template.formatted(secret));
        TestResults reports = read(List.of("r.xml"));
        assertThat(reports.total()).isZero();
        assertThat(reports.problems()).singleElement().asString().contains("document type");
        assertThat(reports.toString()).doesNotContain("canary-4711");
    }

    @Test
    void aGlobWithoutAMatchIsAProblem() throws IOException {
        write("a/r.xml", "<testsuite><testcase name='a'/></testsuite>");
        TestResults reports = read(List.of("**/r.xml", "newman/*.xml"));
        assertThat(reports.total()).isEqualTo(1);
        assertThat(reports.problems()).containsExactly("no test report matches 'newman/*.xml' in " + workDir);
    }

    @Test
    void doubleStarMatchesTheWorkDirectoryItselfAndAFileCountsOnce() throws IOException {
        write("r.xml", "<testsuite><testcase name='a'/></testsuite>");
        write("a/b/r.xml", "<testsuite><testcase name='b'/></testsuite>");
        write(".git/r.xml", "<testsuite><testcase name='c'/></testsuite>");
        assertThat(read(List.of("**/r.xml", "r.xml")).total()).isEqualTo(2);
    }

    @Test
    void keepsAFewFailuresAndCountsAll() throws IOException {
        StringBuilder xml = new StringBuilder("<testsuite>");
        for (int i = 0; i < 500; i++) {
            xml.append("<testcase name='t")
                    .append(i)
                    .append("'><failure>")
                    .append("x".repeat(2000))
                    .append("</failure></testcase>");
        }
        write("r.xml", xml + "</testsuite>");
        TestResults results = read(List.of("r.xml"));
        assertThat(results.failed()).isEqualTo(500);
        assertThat(results.failures()).hasSize(TestResults.MOST);
        assertThat(results.failures().get(0).message()).hasSizeLessThan(600);
    }

    @Test
    void survivesTheStateOfAWait() throws IOException {
        write("r.xml", GOOD);
        TestResults reports = read(List.of("r.xml", "none.xml"));
        assertThat(TestResults.fromMap(reports.toMap())).isEqualTo(reports);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other/*.xml", "a/../../b.xml", "/etc/*.xml", "..", "a[", "{a"})
    void refusesGlobsThatLeaveTheWorkDirectoryOrAreNone(String glob) {
        assertThat(FileGlobs.problemOf(glob)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"**/target/surefire-reports/*.xml", "a/**/b/*.xml", "report..xml", "{a,b}/*.xml", "newman/?.xml"
            })
    void acceptsGlobs(String glob) {
        assertThat(FileGlobs.problemOf(glob)).isEmpty();
        assertThatCode(() -> read(List.of(glob))).doesNotThrowAnyException();
    }

    private TestResults read(List<String> globs) {
        Suite suite = new Suite("tests", SuiteKind.JUNIT, globs, Suite.RAN, 0, Map.of(), null);
        return new TestSuites(Map.of(SuiteKind.JUNIT, new JUnitReader()), FlakyList.EMPTY, TODAY, workDir)
                .first(suite)
                .tests();
    }

    private void write(String name, String content) throws IOException {
        Path file = workDir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
