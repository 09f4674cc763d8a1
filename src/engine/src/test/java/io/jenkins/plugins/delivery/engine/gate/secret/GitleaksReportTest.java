package io.jenkins.plugins.delivery.engine.gate.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.jgit.GateCheckout;
import io.jenkins.plugins.delivery.engine.gate.jgit.JGitSourceChange;
import io.jenkins.plugins.delivery.engine.process.FakeProgram;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may come instead of a good report, a good program and a good request. */
class GitleaksReportTest {

    @TempDir
    Path directory;

    @Test
    void aReportThatBreaksOffIsRefusedWithoutAWordOfIt() {
        String report = "[\n {\"RuleID\": \"a\", \"File\": \"b\", \"Secret\": \"hunter2hunter2";
        assertThatThrownBy(() -> GitleaksReport.read("report", report, true))
                .isInstanceOf(TerminalException.class)
                .hasMessage(
                        "The report is no JSON report of gitleaks: it breaks off or is damaged in line 2. Write it again.")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void otherJsonIsRefused() {
        assertThatThrownBy(() -> GitleaksReport.read("report", "[1]", true))
                .hasMessageContaining("entry 1 has no RuleID or no File");
        assertThatThrownBy(() -> GitleaksReport.read("report", "<xml/>", true))
                .hasMessageContaining("damaged in line 1");
    }

    @Test
    void moreThanAnybodyLooksAtIsRefused() {
        String one = "{\"RuleID\":\"a\",\"File\":\"b\"},";
        String report = "[" + one.repeat(GitleaksReport.MOST) + one.replaceFirst(",$", "]");
        assertThatThrownBy(() -> GitleaksReport.read("report", report, true))
                .hasMessageContaining("more than 5000 entries");
    }

    @Test
    void namesThatWouldWriteIntoALogAreMadeHarmless() {
        String report = "[{\"RuleID\":\"a\",\"File\":\"src/\\n\\u001b[31mx\\u202e\",\"StartLine\":3}]";
        assertThat(GitleaksReport.read("report", report, true))
                .singleElement()
                .extracting(entry -> entry.finding().place().file())
                .isEqualTo("src/??[31mx?");
    }

    @ParameterizedTest
    @CsvSource({
        "79927398713, true",
        "79927398710, false",
        "453914880" + "3436467, true",
        "4539148803436476, false",
        "0, true"
    })
    void theCheckDigitDecides(String digits, boolean valid) {
        assertThat(CardNumbers.luhn(digits)).isEqualTo(valid);
    }

    @Test
    void aGitleaksThatIsTooOldIsRefused() throws Exception {
        Path old = FakeProgram.write(directory.resolve("bin/gitleaks"), "echo 8.16.0");
        try (GateCheckout checkout = GateCheckout.in(directory)) {
            checkout.author().commit("feat: begin", Map.of("a.txt", "a\n"));
            checkout.push();
            RecordedRun run = new RecordedRun(checkout.workspace("main", 0));
            SecretScanRequest request = bind(Map.of("gitleaks", old.toString()));
            assertThatThrownBy(
                            () -> new SecretScan(JGitSourceChange::open).run(request, checkout.context(run, Map.of())))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining("is gitleaks 8.16.0; known to work are 8.24 and newer up to the end of 8.");
        }
    }

    @Test
    void aWrongRequestIsRefusedWithEverythingThatIsWrong() {
        assertThatThrownBy(() -> bind(Map.of("history", "none", "tree", false, "base", "--all", "timeout", "0s")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is nothing to scan")
                .hasMessageContaining("base needs history: change")
                .hasMessageContaining("'--all' is neither a commit nor a branch")
                .hasMessageContaining("timeout has to be longer than nothing");
    }

    @Test
    void anAllowListIsRefusedWithEverythingThatIsWrong() {
        GateCheckout.write(directory, ".delivery/secrets.yaml", """
                - {rule: a, file: '**', reason: x, owner: y, expires: 2027-01-01}
                - {rule: a, file: b, resaon: x, owner: y, expires: soon}
                - text
                """);
        assertThatThrownBy(() -> SecretAllowFile.read(directory, ".delivery/secrets.yaml"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("entry 1: file '**' accepts the secrets of every file")
                .hasMessageContaining("entry 2: resaon is not known; did you mean 'reason'?")
                .hasMessageContaining("entry 2 has no reason")
                .hasMessageContaining("entry 2: expires 'soon' is not a date")
                .hasMessageContaining("entry 3 is not a map");
    }

    private static SecretScanRequest bind(Map<String, Object> arguments) {
        return RequestBinder.bind("secretScan", SecretScanRequest.class, arguments);
    }
}
