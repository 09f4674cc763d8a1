package io.jenkins.plugins.delivery.engine.gate.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results files that cannot be believed are refused with a sentence that names the file and, where there is one, the line. */
class BrokenResultsTest {

    private static final String HEADER = "timeStamp,elapsed,label,responseCode,success\n";
    private static final String ROW = "1795283754358,273,page,200,true\n";

    @TempDir
    Path workDir;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                                        | it is empty",
                "H                                         | line 1 is the only one, so the test sent nothing",
                "Hello World                               | line 1 does not name the columns timeStamp, elapsed, label, success of a JMeter results file",
                "timeStamp,elapsed,label;R                 | line 1 does not name the column success of a JMeter results file",
                "HRR1795283754358,27                       | line 4 has 2 fields instead of 5, as if the file broke off",
                "HR1795283754358,-3,page,200,true          | line 3 has '-3' where the milliseconds that it took belong",
                "HR1795283754358,1e3,page,200,true         | line 3 has '1e3' where the milliseconds that it took belong",
                "HR1795283754358,3,page,200,perhaps        | line 3 has 'perhaps' where success, true or false, belongs",
                "HR20:15,3,page,200,true                   | line 3 has the time stamp '20:15'; let JMeter write jmeter.save.saveservice.timestamp_format=ms",
                "HR99999999999999999999,3,page,200,true    | line 3 has the time stamp '99999999999999999999'; let JMeter write jmeter.save.saveservice.timestamp_format=ms",
                "<testResults version='1.2'>               | it is not well-formed XML (it breaks off or goes wrong in line 1)",
                "<testResults><sample t='1' ts='2' s='true' lb='a'/>N<sample t='1' | it is not well-formed XML (it breaks off or goes wrong in line 2)",
                "<testResults/>                            | it has no samples, so the test sent nothing",
                "<testResults><sample t='1' ts='2' s='true' lb='a'/>N<a.b.SubResult><success>false</success></a.b.SubResult></testResults> | line 2 has a <a.b.SubResult> where only <sample> and <httpSample> are known; let JMeter save its results as CSV",
                "<testsuite/>                              | its root is <testsuite> and not <testResults>, so it is no JMeter results file",
                "<!DOCTYPE x [<!ENTITY a 'b'>]><testResults/> | it declares a document type, which a test report never needs",
                "<testResults>N<sample t='1' s='true' lb='a'/></testResults> | line 2 has a sample whose ts or t are no milliseconds; let JMeter save time stamp and elapsed time",
                "<testResults><sample t='1' ts='2' lb='a'/></testResults> | line 1 has a sample whose s is neither true nor false",
            })
    void isRefusedWithASentence(String content, String reason) throws IOException {
        assertThat(problem(expand(content))).isEqualTo("results.jtl cannot be read: " + reason);
    }

    /** H is the line of names, R a good row, N a line break. */
    private static byte[] expand(String content) {
        String text = content;
        if (text.startsWith("H") && !text.startsWith("Hello")) {
            String rest = text.substring(1);
            int rows = rest.length() - rest.replaceFirst("^R+", "").length();
            text = HEADER + ROW.repeat(rows) + rest.substring(rows);
        }
        return text.replace(";R", "\n" + ROW).replace("N<", "\n<").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void entityBombsAndForeignFilesAreNotExpanded() throws IOException {
        String bomb = "<?xml version='1.0'?><!DOCTYPE b [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
                + "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><testResults><sample t='1' ts='1' s='true' lb='&b;&f;'/></testResults>";
        assertThat(problem(bomb.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("results.jtl cannot be read: it declares a document type, which a test report never needs");
    }

    @Test
    void anotherEncodingIsSeen() throws IOException {
        for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            assertThat(problem((HEADER + ROW).getBytes(wide)))
                    .isEqualTo("results.jtl cannot be read: it is not UTF-8 text");
        }
        byte[] latin = (HEADER + ROW + "1795283754358,3,Grüße,200,true\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(problem(latin)).startsWith("results.jtl cannot be read: it is not UTF-8 text somewhere after line ");
        byte[] xml = "<testResults><sample t='1' ts='2' s='true' lb='Grüße'/></testResults>"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(problem(xml))
                .startsWith("results.jtl cannot be read: its text is not in the encoding that it declares");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws Exception {
        Path file = workDir.resolve("results.jtl");
        Files.writeString(file, "\ufeff" + HEADER + ROW);
        assertThat(LoadResults.read(workDir, List.of(file), null, label -> false)
                        .total()
                        .samples())
                .isEqualTo(1);
    }

    @Test
    void aQuotationWithoutAnEndDoesNotFillTheMemory() throws IOException {
        byte[] start = (HEADER + "1795283754358,3,\"page").getBytes(StandardCharsets.UTF_8);
        assertThat(large(start, (byte) 'x', 64 << 20))
                .isEqualTo("results.jtl cannot be read: line 2 begins a field of more than 1048576 characters, as if a"
                        + " quotation mark was never closed");
    }

    @Test
    void anAttributeWithoutAnEndDoesNotFillTheMemory() throws IOException {
        byte[] start = "<testResults>\n<sample lb='".getBytes(StandardCharsets.UTF_8);
        assertThat(large(start, (byte) 'x', 64 << 20))
                .startsWith(
                        "results.jtl cannot be read: it is beyond what a report may be: Maximum attribute size limit");
    }

    @Test
    void elementsInElementsHaveAnEnd() throws IOException {
        String deep = "<testResults>" + "<httpSample t='1' ts='1' s='true' lb='a'>".repeat(200);
        assertThat(problem(deep.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(
                        "results.jtl cannot be read: it is beyond what a report may be: Maximum Element Depth limit (64)"
                                + " Exceeded (it breaks off or goes wrong in line 1)");
    }

    private String large(byte[] start, byte filler, int size) throws IOException {
        Path file = workDir.resolve("results.jtl");
        byte[] block = new byte[1 << 16];
        java.util.Arrays.fill(block, filler);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(start);
            for (int written = 0; written < size; written += block.length) {
                out.write(block);
            }
        }
        return problem();
    }

    private String problem(byte[] content) throws IOException {
        Files.write(workDir.resolve("results.jtl"), content);
        return problem();
    }

    private String problem() {
        return catchThrowableOfType(
                        UnreadableReport.class,
                        () -> LoadResults.read(workDir, List.of(workDir.resolve("results.jtl")), null, label -> false))
                .getMessage();
    }
}
