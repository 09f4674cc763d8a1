package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and messages as test tools write them, and what is kept and shown of them. */
class ReportedNamesTest {

    @TempDir
    Path workDir;

    @Test
    void aClassThatSurefireCouldNotSetUpHasItsNameAndNothingRunsItAgainAlone() throws IOException {
        TestFailure failure =
                failure("<testcase name='' classname='shop.CartTest'><error message='no disk'/></testcase>");
        assertThat(failure.test()).isEqualTo("shop.CartTest");
        assertThat(failure.id()).isNull();
    }

    @Test
    void theClassOfMochaAndCypressIsTheEndOfTheName() throws IOException {
        TestFailure failure =
                failure("<testcase name='shop refunds' classname='refunds'><failure message='no'/></testcase>");
        assertThat(failure.test()).isEqualTo("shop refunds");
        assertThat(failure.id()).isEqualTo("shop refunds");
    }

    @Test
    void marksThatTurnTextAroundAreNotShown() throws IOException {
        TestFailure failure =
                failure("<testcase name='a\u202eb'><failure message='x\u2066y\u0085z \ud83d\ude00'/></testcase>");
        assertThat(failure.test()).isEqualTo("a b");
        assertThat(failure.message()).isEqualTo("x y z \ud83d\ude00");
    }

    @Test
    void aVeryLongNameIsCutAndNotGivenToAProcess() throws IOException {
        TestFailure failure = failure("<testcase name='" + "\ud83d\ude00".repeat(60_000) + "'><failure/></testcase>");
        assertThat(failure.test()).hasSizeLessThanOrEqualTo(301).endsWith("\ud83d\ude00…");
        assertThat(failure.id()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expected status 200 but was 500: dial tcp 10.0.0.5:5432: connect: connection refused       | failed
            assert 503 == 200, upstream connect error, reset reason: Connection refused                | failed
            Expected status code <200> but was <500>. body: ECONNREFUSED 10.0.0.5:5432                 | failed
            500 Server Error: for url http://shop.stage/ (ConnectionResetError: Connection reset)      | failed
            java.net.ConnectException: Connection refused (code 111) at client.py:543 after 500 ms     | errored
            HTTPConnectionPool(host='shop', port=500): Max retries exceeded with url: /                | errored
            dial tcp 127.0.0.1:5060: connect: connection refused                                       | errored
            Failed to connect to 10.0.5.503 port 8080 after 512 ms: Connection refused                 | errored
            """)
    void aConnectionThatTheServiceCouldNotMakeIsNoEnvironmentOutOfReach(String said, String verdict)
            throws IOException {
        String message = said.replace("<", "&lt;").replace("'", "&apos;");
        assertThat(read("<testcase name='pays'><failure message='" + message + "'/></testcase>")
                        .verdict()
                        .text())
                .isEqualTo(verdict);
    }

    @Test
    void whatStandsInATraceIsNoServerError() throws IOException {
        assertThat(
                        read("<testcase name='a'><failure message='net::ERR_CONNECTION_REFUSED'>assert status != 500</failure></testcase>")
                                .verdict())
                .isEqualTo(GateVerdict.ERRORED);
    }

    private TestFailure failure(String testCase) throws IOException {
        return read(testCase).tests().failures().get(0);
    }

    private SuiteResult read(String testCase) throws IOException {
        Files.writeString(workDir.resolve("report.xml"), "<testsuite name='s'>" + testCase + "</testsuite>");
        return TestReports.read(workDir, SuiteKind.JUNIT, "report.xml");
    }
}
