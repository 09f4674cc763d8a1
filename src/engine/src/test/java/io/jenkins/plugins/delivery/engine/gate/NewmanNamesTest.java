package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code newman run --folder} takes the first item of a name only (seen with 6.2.2), so a name must stand for one item. */
class NewmanNamesTest {

    private static final String JSON = """
            {"collection":{"info":{"name":"shop"},"item":[
              {"name":"orders","item":[{"name":"%s","id":"1"}]},
              {"name":"payments","item":[{"name":"Get","id":"2","response":[{"name":"Get"}]}]}]},
             "run":{"executions":[
              {"item":{"name":"Get","id":"2"},"assertions":[{"assertion":"is there","error":{"message":"404"}}]}]}}
            """;

    private static final String XML = """
            <testsuites name="shop">
              <testsuite name="orders / %s" tests="1" failures="0"><testcase name="is there"/></testsuite>
              <testsuite name="payments / Get" tests="1" failures="1">
                <testcase name="is there"><failure type="AssertionFailure" message="404"/></testcase></testsuite>
            </testsuites>
            """;

    @TempDir
    Path workDir;

    @ParameterizedTest
    @CsvSource({"List,json", "List,xml"})
    void aRequestRunsAgainByItsName(String other, String form) throws IOException {
        assertThat(failure(other, form).id()).isEqualTo("Get");
    }

    @ParameterizedTest
    @CsvSource({"Get,json", "Get,xml"})
    void theOtherRequestOfANameNeverAnswersForTheOneThatFailed(String other, String form) throws IOException {
        assertThat(failure(other, form).id()).isNull();
    }

    @Test
    void aFolderOfTheSameNameWouldRunAsAWhole() throws IOException {
        Files.writeString(workDir.resolve("report.xml"), XML.formatted("List").replace("payments /", "Get /"));
        assertThat(read().tests().failures().get(0).id()).isNull();
    }

    private TestFailure failure(String other, String form) throws IOException {
        Files.writeString(workDir.resolve("report." + form), (form.equals("json") ? JSON : XML).formatted(other));
        SuiteResult result = read();
        assertThat(result.verdict()).isEqualTo(GateVerdict.FAILED);
        return result.tests().failures().get(0);
    }

    private SuiteResult read() {
        return TestReports.read(workDir, SuiteKind.NEWMAN, "report.*");
    }
}
