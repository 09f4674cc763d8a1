package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that are large or meant to harm, read in a process that has little memory. */
class ReportLimitsTest {

    /** For the whole JVM: with some 10 MB of its own, less than 64 MB are left for the report. */
    private static final String HEAP = "-Xmx64m";

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path workDir;

    /** Reads one report of its argument's kind and prints what came of it; the process that has little memory. */
    public static final class Reading {
        private Reading() {}

        public static void main(String[] arguments) {
            SuiteResult result = TestReports.read(Path.of(arguments[0]), SuiteKind.valueOf(arguments[1]), "report.*");
            System.out.println(result.verdict().text() + "|" + result.figures() + "|" + result.message());
        }
    }

    @Test
    void fiftyThousandCasesWithTheirOutput() throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(workDir.resolve("report.xml"))) {
            out.write("<testsuites>");
            for (int suite = 0; suite < 500; suite++) {
                out.write("<testsuite name='s" + suite + "' tests='100' failures='1'>");
                for (int test = 0; test < 100; test++) {
                    out.write("<testcase classname='shop.Suite" + suite + "' name='test" + test + "' time='0.01'>");
                    out.write(
                            test == 0
                                    ? "<failure message='no " + suite + "'>" + "at shop.X\n".repeat(40) + "</failure>"
                                    : "");
                    out.write("<system-out><![CDATA[" + "a line that a test printed\n".repeat(40)
                            + "]]></system-out></testcase>");
                }
                out.write("</testsuite>");
            }
            out.write("</testsuites>");
        }
        assertThat(Files.size(workDir.resolve("report.xml"))).isGreaterThan(50L * MEGABYTE);
        assertThat(read(SuiteKind.JUNIT)).startsWith("failed|{tests=50000, failed=500, skipped=0, flaky=0}|");
    }

    @Test
    void aHundredMegabytesOfOutputInOneTest() throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(workDir.resolve("report.xml"))) {
            out.write("<testsuite name='s'><testcase name='a'><system-out><![CDATA[");
            megabytes(out, 100, "x");
            out.write("]]></system-out><failure message='no'><![CDATA[");
            megabytes(out, 20, "y");
            out.write("]]></failure></testcase><!--");
            megabytes(out, 20, "z");
            out.write("--></testsuite>");
        }
        assertThat(read(SuiteKind.JUNIT))
                .startsWith("failed|{tests=1, failed=1, skipped=0, flaky=0}|the test a was expected to pass");
    }

    @Test
    void anAttributeOfAHundredMegabytesIsRefused() throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(workDir.resolve("report.xml"))) {
            out.write("<testsuite name='s'>\n<testcase name='");
            megabytes(out, 100, "x");
            out.write("'/></testsuite>");
        }
        assertThat(read(SuiteKind.JUNIT))
                .startsWith("errored|")
                .contains("the test report report.xml cannot be read: it is beyond what a report may be")
                .contains("line 2");
    }

    @Test
    void elementsInElementsWithoutEndAreRefused() throws Exception {
        Files.writeString(workDir.resolve("report.xml"), "<testsuite>" + "<a>".repeat(3_000_000));
        assertThat(read(SuiteKind.JUNIT)).startsWith("errored|").contains("beyond what a report may be");
    }

    @Test
    void entitiesThatGrowAreRefused() throws Exception {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE testsuite [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 40; i++) {
            bomb.append("<!ENTITY a" + i + " '&a" + (i - 1) + ";&a" + (i - 1) + ";'>");
        }
        Files.writeString(
                workDir.resolve("report.xml"),
                bomb + "]><testsuite><testcase name='x'><failure>&a39;</failure></testcase></testsuite>");
        assertThat(read(SuiteKind.JUNIT)).startsWith("errored|").contains("declares a document type");
    }

    @Test
    void newmansReportWithTheBodiesOfLargeAnswers() throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(workDir.resolve("report.json"))) {
            out.write("{\"collection\":{},\"run\":{\"executions\":[");
            for (int i = 0; i < 40; i++) {
                out.write((i == 0 ? "" : ",") + "{\"response\":{\"stream\":{\"type\":\"Buffer\",\"data\":[1");
                megabytes(out, 2, ",42");
                out.write("]}},\"item\":{\"name\":\"r" + i + "\"},\"assertions\":[{\"assertion\":\"ok\"}]}");
            }
            out.write("]}}");
        }
        assertThat(read(SuiteKind.NEWMAN)).startsWith("passed|{tests=40, failed=0");
    }

    @Test
    void newmansReportThatBreaksOffIsNoPassedTest() throws IOException {
        String whole = Files.readString(TestReports.recorded("newman/failed.json", workDir));
        Files.delete(workDir.resolve("failed.json"));
        for (int length : List.of(1, 500, whole.length() / 2, whole.length() - 2)) {
            Files.writeString(workDir.resolve("report.json"), whole.substring(0, length));
            SuiteResult result = TestReports.read(workDir, SuiteKind.NEWMAN, "report.json");
            assertThat(result.verdict()).as("cut after %s characters", length).isNotEqualTo(GateVerdict.PASSED);
            assertThat(result.tests().problems()).singleElement().asString().contains("report.json", "it breaks off");
        }
        for (String other : List.of("[]", "{}", "{\"run\":{}}", "{\"run\":1}", "", "{\"a\":" + "[".repeat(5000))) {
            Files.writeString(workDir.resolve("report.json"), other);
            assertThat(TestReports.read(workDir, SuiteKind.NEWMAN, "report.json")
                            .verdict())
                    .as(other)
                    .isEqualTo(GateVerdict.ERRORED);
        }
    }

    private static void megabytes(BufferedWriter out, int count, String text) throws IOException {
        String one = text.repeat(MEGABYTE / text.length());
        for (int i = 0; i < count; i++) {
            out.write(one);
        }
    }

    private String read(SuiteKind kind) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Reading.class.getName(),
                workDir.toString(),
                kind.name()));
        Path said = workDir.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(workDir.resolve("trouble.txt").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(workDir.resolve("trouble.txt"), StandardCharsets.UTF_8))
                .isZero();
        return Files.readString(said, StandardCharsets.UTF_8);
    }
}
