package io.jenkins.plugins.delivery.engine.gate.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.testbed.sonar.SonarAnalysis;
import io.jenkins.plugins.delivery.testbed.sonar.SonarQubeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityGateTest {

    private static final String TOKEN = "sqp_" + "0123456789abcdef";
    private static final String PROJECT = "shop:payments";

    @TempDir
    Path workspace;

    private final Map<String, String> attachments = new HashMap<>();
    private SonarQubeServer server;
    private RecordedRun run;
    private Map<String, String> environment = Map.of();

    @BeforeEach
    void start() {
        server = SonarQubeServer.start(TOKEN);
        run = new RecordedRun(workspace).with(Credential.token("sonar", TOKEN));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void itWaitsForExactlyItsAnalysisAlsoWhenANewerOneIsRed() throws Exception {
        SonarAnalysis own = scanned(server.submit(PROJECT).condition("new_coverage", "LT", "80", "91.5", true));
        server.submit(PROJECT)
                .condition("new_coverage", "LT", "80", "1.0", false)
                .finish();
        run.after(Duration.ofSeconds(5), own::begin);
        run.after(Duration.ofSeconds(8), own::finish);
        QualityGateResult result = gate(Map.of());
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.message())
                .isEqualTo("Gate quality passed: shop:payments meets its quality gate (1 condition).");
        assertThat(result.toMap())
                .containsEntry("url", server.url() + "/dashboard?id=" + PROJECT)
                .containsEntry("project", PROJECT)
                .containsEntry("analysis", own.id());
        assertThat(run.progress())
                .containsExactly(
                        "Gate quality waits for SonarQube to compute the analysis of shop:payments (queued)",
                        "Gate quality waits for SonarQube to compute the analysis of shop:payments (at work)");
    }

    @Test
    void theReceiptIsFoundOnTheAgentAndWaitedForWithoutIt() throws Exception {
        SonarAnalysis own = scanned(server.submit(PROJECT).condition("new_coverage", "LT", "80", "91.5", true));
        environment = Map.of("GIT_COMMIT", "c0ffee");
        Map<String, Object> found = gate(Map.of("locate", true)).toMap();
        assertThat(found).containsEntry("verdict", "undecided");
        try (Stream<Path> files = Files.walk(workspace)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        environment = Map.of();
        own.finish();
        QualityGateResult judged = gate(Map.of("receipt", found.get("receipt")));
        assertThat(judged.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(judged.task().commit()).isEqualTo("c0ffee");
        assertThatThrownBy(() -> gate(Map.of("receipt", Map.of("task", "../x"))))
                .hasMessageContaining("receipt: expected what qualityGate with locate: true gives back");
    }

    @Test
    void aRedGateNamesItsConditionsWithBothNumbers() {
        scanned(server.submit(PROJECT)
                .condition("new_coverage", "LT", "80", "72.4", false)
                .condition("new_reliability_rating", "GT", "1", "3", false)
                .condition("new_duplicated_lines_density", "GT", "3", "0.1", true)
                .finish());
        GateFailedException failure = catchThrowableOfType(GateFailedException.class, () -> gate(Map.of()));
        assertThat(failure)
                .hasMessageContaining(
                        "Gate quality failed: new coverage 72.4 (at least 80 required); new reliability rating"
                                + " C (A required).")
                .hasMessageContaining("see " + server.url() + "/dashboard?id=shop:payments");
        assertThat(failure.result().get("conditions").toString())
                .contains("actual=C", "threshold=A", "failed=true", "failed=false");
        assertThat(attachments.get("delivery/quality-quality.md")).contains("| new coverage | 72.4 | 80 | failed |");
        assertThatThrownBy(() -> gate(Map.of())).hasMessageNotContaining("duplicated");
    }

    @Test
    void theTrendIsThatOfTheBranchSinceItsPreviousAnalysis() throws Exception {
        server.submit(PROJECT)
                .onBranch("develop")
                .measured("coverage", "80.0")
                .measured("bugs", "3")
                .finish();
        server.submit(PROJECT).onBranch("main").measured("coverage", "10.0").finish();
        server.submit(PROJECT)
                .onBranch("develop")
                .measured("coverage", "81.2")
                .measured("bugs", "3")
                .finish();
        scanned(server.submit(PROJECT)
                .onBranch("develop")
                .measured("coverage", "81.6")
                .measured("bugs", "2")
                .finish());
        QualityGateResult result = gate(Map.of("trend", List.of("coverage", "bugs", "ncloc")));
        assertThat(result.message()).endsWith(" coverage 81.6 (+0.4), bugs 2 (-1).");
        assertThat(result.toMap().get("trend"))
                .isEqualTo(List.of(
                        Map.of("metric", "coverage", "before", "81.2", "now", "81.6"),
                        Map.of("metric", "bugs", "before", "3", "now", "2")));
    }

    @Test
    void aTrendThatCannotBeReadDecidesNothing() throws Exception {
        scanned(server.submit(PROJECT).finish());
        server.forbid("/api/project_analyses/search");
        assertThat(gate(Map.of()).verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(run.warnings()).singleElement().asString().contains("moved is not known");
    }

    @Test
    void aReceiptOfAnEarlierBuildIsNoVerdictOnThisOne() {
        environment = Map.of("GIT_COMMIT", "b".repeat(40));
        scanned(server.submit(PROJECT).ofCommit("a".repeat(40)).finish());
        assertThatThrownBy(() -> gate(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("is one of commit aaaaaaaa, and this run builds bbbbbbbb");
    }

    @Test
    void whatTheServerCouldNotComputeIsNoPass() {
        scanned(server.submit(PROJECT)).fail("Project key is invalid\n  (see logs).");
        assertThatThrownBy(() -> gate(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("its task AZ-task-1 is failed (Project key is invalid (see logs))");
        scanned(server.submit(PROJECT).cancel());
        assertThatThrownBy(() -> gate(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("its task AZ-task-2 is canceled.");
        scanned(server.submit(PROJECT).finish().forget());
        assertThatThrownBy(() -> gate(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("has computed the analysis of shop:payments and does not know it any more.")
                .hasMessageContaining("deleted the project or its branch meanwhile");
        scanned(server.submit(PROJECT).withoutGate().finish());
        assertThatThrownBy(() -> gate(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("the status of its quality gate is NONE");
    }

    @Test
    void anOutageIsWaitedForAndAServerThatStaysAwayIsNoPass() throws Exception {
        scanned(server.submit(PROJECT).finish());
        server.failNext(3, 503);
        assertThat(gate(Map.of()).verdict()).isEqualTo(GateVerdict.PASSED);
        server.failAlways(502);
        assertThatThrownBy(() -> gate(Map.of("timeout", "1m")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("qualityGate gave up after 1m");
    }

    @Test
    void anOlderServerGetsTheTokenAsAUser() throws Exception {
        server.wantTokenAsUser();
        scanned(server.submit(PROJECT).finish());
        assertThat(gate(Map.of()).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void aWrongTokenIsSaidAndNeverShown() {
        run.with(Credential.token("sonar", "sqp_wrong"));
        scanned(server.submit(PROJECT).finish());
        assertThatThrownBy(() -> gate(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("SonarQube")
                .hasMessageNotContaining("sqp_wrong");
        assertThat(run.everything()).doesNotContain("sqp_wrong");
    }

    @Test
    void anotherServerDoesNotKnowTheAnalysis() {
        try (SonarQubeServer other = SonarQubeServer.start(TOKEN)) {
            write("target/sonar/report-task.txt", other.reportTask(other.submit(PROJECT)));
            assertThatThrownBy(() -> gate(Map.of()))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining(
                            "does not know the analysis of shop:payments (task AZ-task-1); the scanner sent it" + " to "
                                    + other.url());
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void theReceiptIsReadOnceAndTheTicketHasNoSecret() throws Exception {
        scanned(server.submit(PROJECT).finish());
        QualityGate gate = new QualityGate();
        Ticket ticket = gate.start(request(Map.of()), context());
        Files.delete(workspace.resolve("target/sonar/report-task.txt"));
        assertThat(ticket.toMap().toString()).doesNotContain(TOKEN);
        Progress<QualityGateResult> progress = gate.poll(Ticket.fromMap(ticket.toMap()), context());
        assertThat(progress).isInstanceOf(Progress.Done.class);
    }

    @Test
    void aMissingReceiptIsNoPass() {
        assertThatThrownBy(() -> gate(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("No report-task.txt of a scanner is in the workspace");
        write("target/sonar/report-task.txt", "projectKey=x\n");
        assertThatThrownBy(() -> gate(Map.of())).hasMessageContaining("target/sonar/report-task.txt has no ceTaskId.");
        write("build/sonar/report-task.txt", "projectKey=x\nceTaskId=y\n");
        assertThatThrownBy(() -> gate(Map.of()))
                .hasMessageContaining("More than one report-task.txt is in the workspace");
    }

    @Test
    void aWarningIsEnoughWhereTheTeamSaysSo() throws Exception {
        QualityGateResult missing = gate(Map.of("onFail", "warn"));
        assertThat(missing.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(missing.message()).startsWith("Gate quality could not decide: No report-task.txt");
        scanned(server.submit(PROJECT)
                .condition("new_coverage", "LT", "80", "72.4", false)
                .finish());
        assertThat(gate(Map.of("onFail", "warn")).verdict()).isEqualTo(GateVerdict.FAILED);
        assertThat(run.warnings()).hasSize(2);
    }

    @Test
    void aWrongRequestIsRefusedWithEverythingThatIsWrong() {
        assertThatThrownBy(() -> request(
                        Map.of("server", "ftp://x", "trend", List.of("a b"), "report", List.of("../x"), "name", "a/b")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("server: 'ftp://x' is not an http or https address")
                .hasMessageContaining("trend: 'a b'")
                .hasMessageContaining("leaves the work directory")
                .hasMessageContaining("name 'a/b'");
    }

    private SonarAnalysis scanned(SonarAnalysis analysis) {
        write("target/sonar/report-task.txt", server.reportTask(analysis));
        return analysis;
    }

    private QualityGateResult gate(Map<String, Object> arguments) throws Exception {
        return new QualityGate().run(request(arguments), context());
    }

    private QualityGateRequest request(Map<String, Object> arguments) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.putIfAbsent("server", server.url().toString());
        all.put("credentialsId", "sonar");
        return RequestBinder.bind("qualityGate", QualityGateRequest.class, all);
    }

    private EngineContext context() {
        return run.context().toBuilder()
                .environment(environment)
                .attachments(attachments::put)
                .build();
    }

    private void write(String file, String text) {
        try {
            Files.createDirectories(workspace.resolve(file).getParent());
            Files.writeString(workspace.resolve(file), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
