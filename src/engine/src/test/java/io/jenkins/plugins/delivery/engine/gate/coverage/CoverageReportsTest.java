package io.jenkins.plugins.delivery.engine.gate.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.BufferedWriter;
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

/** The reports in the resources are those of the real tools: JaCoCo 0.8.15, coverage.py 7.17, Jest 29, Go 1.26. */
class CoverageReportsTest {

    @TempDir
    Path workspace;

    @ParameterizedTest
    @CsvSource({
        "jacoco.xml,    JaCoCo XML,       6/10,  3/4",
        "jacoco.csv,    JaCoCo CSV,       6/11,  3/4",
        "cobertura.xml, Cobertura,        14/16, 0/0",
        "lcov.info,     LCOV,             3/4,   1/2",
        "go.out,        Go cover profile, 5/7,   none"
    })
    void theReportsOfTheRealToolsAreReadAsTheToolsThemselvesSumUp(
            String file, String format, String lines, String branches) throws Exception {
        copy(file, "reports/" + file);
        CoverageReport report = read("reports/*").get(0);
        assertThat(report.format()).isEqualTo(format);
        assertThat(report.file()).isEqualTo("reports/" + file);
        assertThat(text(report, CoverageMetric.LINE)).isEqualTo(lines);
        assertThat(text(report, CoverageMetric.BRANCH)).isEqualTo(branches);
    }

    @Test
    void aCoberturaReportWithoutSumsIsCountedByItsLines() throws Exception {
        write("c.xml", """
                <?xml version="1.0"?>
                <!DOCTYPE coverage SYSTEM "http://127.0.0.1:1/coverage-04.dtd">
                <coverage line-rate="0.5"><packages><package><classes><class>
                <methods><method><lines><line number="1" hits="9"/></lines></method></methods>
                <lines><line number="1" hits="9"/><line number="2" hits="0" branch="true" condition-coverage="50% (1/2)"/></lines>
                </class></classes></package></packages></coverage>
                """);
        CoverageReport report = read("c.xml").get(0);
        assertThat(text(report, CoverageMetric.LINE)).isEqualTo("1/2");
        assertThat(text(report, CoverageMetric.BRANCH)).isEqualTo("1/2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lines-valid='0' lines-covered='0' branches-valid='0' branches-covered='0' | 1/2 | 1/2",
                "lines-valid='NaN' lines-covered='NaN' branches-valid='NaN' branches-covered='NaN' | 1/2 | 1/2",
                "lines-valid='4' lines-covered='3' branches-valid='1.0' branches-covered='1.0' | 3/4 | 1/2",
                "lines-valid='4' lines-covered='3' branches-valid='6' branches-covered='5' | 3/4 | 5/6"
            })
    void sumsThatSayNothingAreCountedByTheLines(String sums, String lines, String branches) throws Exception {
        write(
                "c.xml",
                "<coverage " + sums + "><packages><package><classes><class><lines>"
                        + "<line number='1' hits='9'/>"
                        + "<line number='2' hits='0' branch='true' condition-coverage='50% (1/2)'/>"
                        + "</lines></class></classes></package></packages></coverage>");
        CoverageReport report = read("c.xml").get(0);
        assertThat(text(report, CoverageMetric.LINE)).isEqualTo(lines);
        assertThat(text(report, CoverageMetric.BRANCH)).isEqualTo(branches);
    }

    @Test
    void whatJacocoHasNoneOfIsNothingAndNotUnknown() throws Exception {
        copy("jacoco.xml", "a/jacoco.xml");
        write(
                "a/straight.xml",
                "<report name='straight'><counter type='INSTRUCTION' missed='1' covered='2'/>"
                        + "<counter type='LINE' missed='0' covered='1'/></report>");
        write("a/interfaces.xml", "<report name='interfaces'><sessioninfo id='a' start='1' dump='2'/></report>");
        Map<CoverageMetric, Coverage> sum = CoverageReport.sum(read("a/*"));
        assertThat(sum.get(CoverageMetric.BRANCH)).isEqualTo(new Coverage(3, 4));
        assertThat(sum.get(CoverageMetric.LINE)).isEqualTo(new Coverage(7, 11));

        write("a/undebugged.xml", "<report name='x'><counter type='INSTRUCTION' missed='1' covered='2'/></report>");
        assertThat(CoverageReport.sum(read("a/*"))).doesNotContainKey(CoverageMetric.LINE);
    }

    @Test
    void anLcovReportWithoutSumsIsCountedByItsLines() throws Exception {
        write("l.info", "TN:\r\nSF:a.c\r\nDA:1,5\r\nDA:2,0\r\nBRDA:1,0,0,-\r\nBRDA:1,0,1,3\r\nend_of_record\r\n");
        assertThat(read("l.info").get(0).counts())
                .isEqualTo(Map.of(CoverageMetric.LINE, new Coverage(1, 2), CoverageMetric.BRANCH, new Coverage(1, 2)));
    }

    @Test
    void aBlockOfGoCountsOnceHoweverManyPackagesWereTested() throws Exception {
        write("c.out", """
                mode: set
                a/b.go:1.2,3.4 3 0
                a/b.go:5.2,6.4 1 1
                mode: set
                a/b.go:1.2,3.4 3 1
                """);
        assertThat(text(read("c.out").get(0), CoverageMetric.LINE)).isEqualTo("4/4");
    }

    @Test
    void ofSeveralReportsWhatAllCountIsSummed() throws Exception {
        copy("lcov.info", "a/lcov.info");
        copy("go.out", "b/go.out");
        assertThat(CoverageReport.sum(read("*/*"))).isEqualTo(Map.of(CoverageMetric.LINE, new Coverage(8, 11)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<report name='x'><counter type='LINE' missed='1'    | it is not well-formed XML (it breaks off or goes wrong in line 1)",
                "<report></report>                                   | it has no counters of the whole",
                "<report name='x'><tags/></report>                   | it has no counters of the whole",
                "<report name='x'><package name='y'/></report>       | it has no counters of the whole",
                "<report><counter type='LINE' missed='x' covered='1'/></report> | line 1: missed of <counter> is not a count",
                "<coverage lines-valid='1' lines-covered='2'/>       | 2 of 1 cannot be covered",
                "<coverage clover='3'/>                              | line 1: it is a report of Clover, which is not read; let the tool write Cobertura's XML",
                "<coverage generated='1693391816'><project/></coverage> | line 1: it is a report of Clover, which is not read",
                "<html/>                                             | its root is <html>",
                "SF:a%nLF:2%nLH:3%nend_of_record                     | line 4: 3 of 2 cannot be covered",
                "SF:a%nLF:2                                          | line 2: the last record has no end_of_record",
                "SF:a%nLF:many                                       | line 2: 'many' is not a count",
                "SF:a%nend_of_record%nLH:1                           | line 3: LH stands outside of the record of a file",
                "mode: set%na/b.go:1.2,3.4 3                         | line 2: it is not a block of a Go cover profile",
                "GROUP,PACKAGE,CLASS,LINE_MISSED                     | line 1: there is no column LINE_MISSED or _COVERED",
                "hello                                               | it is none of JaCoCo XML, JaCoCo CSV, Cobertura, LCOV",
                "%n                                                  | it is empty",
            })
    void whatIsBrokenIsRefusedWithFileAndLine(String text, String problem) throws Exception {
        write("broken", text.replace("%n", "\n"));
        assertRefused(problem);
    }

    @Test
    void otherEncodingsAreRefusedOrRead() throws Exception {
        Files.write(workspace.resolve("broken"), "<report/>".getBytes(StandardCharsets.UTF_16));
        assertRefused("it is not text in UTF-8");
        Files.write(
                workspace.resolve("broken"),
                "<?xml version='1.0' encoding='UTF-8'?><report name='\u00e4'/>".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("its text is not in the encoding that it declares (it breaks off or goes wrong in line 1)");
        Files.writeString(workspace.resolve("broken"), "\ufeff<coverage lines-valid='2' lines-covered='1'/>");
        assertThat(text(read("broken").get(0), CoverageMetric.LINE)).isEqualTo("1/2");
    }

    @Test
    void entitiesExpandToNothingAndFetchNothing() throws Exception {
        write("broken", """
                <!DOCTYPE report [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY x SYSTEM "file:///etc/passwd">]>
                <report>&b;&x;</report>
                """);
        assertRefused("it is not well-formed XML (it breaks off or goes wrong in line 3)");
        write("broken", "<!DOCTYPE report [<!ENTITY a \"1\">]><report name='&a;'/>");
        assertRefused("it is not well-formed XML (it breaks off or goes wrong in line 1)");
    }

    @Test
    void depthAndLengthAreBounded() throws Exception {
        write("broken", "<report>" + "<a>".repeat(200));
        assertRefused("it is beyond what a report may be: Maximum Element Depth limit (64)");
        write("broken", "SF:" + "x".repeat(100_000));
        assertRefused("line 1: it is longer than 65536 characters");
    }

    @Test
    void aHundredMegabytesAreReadAsAStream() throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(workspace.resolve("big.xml"))) {
            out.write("<report name='big'><package name='p'>");
            String line = "<line nr='1' mi='0' ci='3' mb='0' cb='0'/>".repeat(100);
            for (int i = 0; i < 25_000; i++) {
                out.write("<sourcefile name='F" + i + ".java'>" + line + "</sourcefile>");
            }
            out.write("</package><counter type='LINE' missed='1' covered='9'/></report>");
        }
        assertThat(Files.size(workspace.resolve("big.xml"))).isGreaterThan(100L << 20);
        System.gc();
        long before = used();
        assertThat(text(read("big.xml").get(0), CoverageMetric.LINE)).isEqualTo("9/10");
        System.gc();
        assertThat(used() - before).isLessThan(16L << 20);
    }

    @Test
    void whatIsNotThereIsSaidWithItsPattern() {
        assertThatThrownBy(() -> read("build/*.xml"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("The coverage is not known: no coverage report matches 'build/*.xml'.");
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void assertRefused(String problem) {
        assertThatThrownBy(() -> read("broken"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("the coverage report broken cannot be read: ")
                .hasMessageContaining(problem);
    }

    private List<CoverageReport> read(String glob) {
        return CoverageReports.read(workspace, List.of(glob));
    }

    private static String text(CoverageReport report, CoverageMetric metric) {
        Coverage coverage = report.counts().get(metric);
        return coverage == null ? "none" : coverage.covered() + "/" + coverage.total();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(workspace.resolve(file), text);
    }

    private void copy(String resource, String file) throws IOException {
        Path target = workspace.resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream in = CoverageReportsTest.class.getResourceAsStream(resource)) {
            Files.copy(in, target);
        }
    }
}
