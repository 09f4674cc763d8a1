package io.jenkins.plugins.delivery.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.runner.model.Approval;
import io.jenkins.plugins.delivery.runner.model.Artifact;
import io.jenkins.plugins.delivery.runner.model.Failure;
import io.jenkins.plugins.delivery.runner.model.GateResult;
import io.jenkins.plugins.delivery.runner.model.Journey;
import io.jenkins.plugins.delivery.runner.model.KeptFile;
import io.jenkins.plugins.delivery.runner.model.Promotion;
import io.jenkins.plugins.delivery.runner.model.RunHeader;
import io.jenkins.plugins.delivery.runner.model.RunRecorder;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import io.jenkins.plugins.delivery.runner.model.SlackMessage;
import io.jenkins.plugins.delivery.runner.model.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T09:12:04Z"), ZoneOffset.UTC);

    private final HtmlReport report = new HtmlReport(ZoneOffset.UTC);

    /** They stay under target/report-examples, for people to look at. */
    @Test
    void writesItsExamples() {
        Path directory = Path.of("target", "report-examples");

        report.write(Examples.delivered(), directory.resolve("delivered.html"));
        report.write(Examples.failed(), directory.resolve("failed.html"));

        assertThat(directory.resolve("delivered.html")).content().contains("payments: from develop to prod");
        assertThat(directory.resolve("failed.html")).content().contains("payments: release 1.5.0");
    }

    @Test
    void tellsWhereEachVersionIs() {
        String page = report.render(Examples.delivered());

        String table = between(page, "What is where", "</table>");
        assertThat(table).containsSubsequence("dev", "1.4.0-dev.7", "stage", "1.4.0-rc.1", "prod", "1.4.0");
        assertThat(table).contains("9f86d081884c").contains(Examples.DIGEST).contains("= stage");
        assertThat(table)
                .contains("href=\"https://git.example.com/gitops/commit/4f1c9a02\"")
                .contains("#run-3");
    }

    @Test
    void showsEveryRunWithItsTimelineGatesApprovalAndDiff() {
        String page = report.render(Examples.delivered());

        assertThat(page).containsSubsequence("id=\"run-1\"", "id=\"run-2\"", "id=\"run-3\"");
        String main = page.substring(page.indexOf("id=\"run-3\""));
        assertThat(main).containsSubsequence("Timeline", "Gates", "Approvals", "Promotion to prod", "In Slack");
        assertThat(main).contains("<b>grace</b> approved <b>prod</b>");
        assertThat(main).contains("<mark>1.3.0</mark>").contains("<mark>1.4.0</mark>");
        assertThat(page).doesNotContain("class=\"failure");
    }

    @Test
    void theCardOfAFailureStandsBeforeEverythingElse() {
        String page = report.render(Examples.failed());

        assertThat(page.indexOf("payments 1.5.0-rc.1 does not pass its checks in stage."))
                .isPositive()
                .isLessThan(page.indexOf("What is where"));
        String card = between(page, "class=\"failure", "</section>");
        assertThat(card)
                .containsSubsequence(
                        "Where",
                        "Verify stage › API checks",
                        "Why",
                        "expected 200 within 2 s",
                        "What next",
                        "Correct the software");
        assertThat(card).contains("no column currency").contains("href=\"#run-2\"");
        assertThat(between(page, "What is where", "</table>")).contains("rolled back from 1.5.0-rc.1");
    }

    @Test
    void aFailureNobodyDescribedIsFoundInTheStages() {
        RunRecorder run = recorder("main");
        long outer = run.stageStarted(RunRecorder.ROOT, "Verify", true);
        long aborted = run.stageStarted(outer, "Browser", false);
        long failed = run.stageStarted(outer, "API", false);
        run.log(failed, "connecting\nconnection refused");
        run.stageFinished(aborted, RunStatus.ABORTED);
        run.stageFinished(failed, RunStatus.ERRORED);
        run.stageFinished(outer, RunStatus.ERRORED);
        run.finished(RunStatus.ERRORED);

        String card = between(render(run), "class=\"failure", "</section>");

        assertThat(card)
                .contains("The run on main errored.")
                .contains("Verify › API")
                .contains("connection refused");
    }

    @Test
    void branchesOfAParallelBlockAreNestedAndOverlap() {
        Examples.Ticking clock = new Examples.Ticking(NOW.instant());
        RunRecorder run = new RunRecorder(header("develop"), clock, UnaryOperator.identity());
        long parent = run.stageStarted(RunRecorder.ROOT, "Check", true);
        long lint = run.stageStarted(parent, "Lint", false);
        long test = run.stageStarted(parent, "Test", false);
        clock.pass(2500);
        run.stageFinished(lint, RunStatus.SUCCESS);
        clock.pass(7500);
        run.stageFinished(test, RunStatus.UNSTABLE);
        run.stageFinished(parent, RunStatus.UNSTABLE);
        run.finished(RunStatus.UNSTABLE);

        String timeline = between(render(run), "class=\"timeline\"", "</ol>");

        assertThat(timeline).contains("<span class=\"tag\">parallel</span>");
        assertThat(timeline).contains("class=\"d1\"");
        assertThat(timeline).contains("bar s-success\" style=\"left:0.000%;width:25.000%");
        assertThat(timeline).contains("bar s-unstable\" style=\"left:0.000%;width:100.000%");
        assertThat(timeline).contains("2.5 s").contains("10 s").contains("▲");
    }

    @Test
    void aRunThatDidNothingAndAJourneyWithoutRunsAreToldSo() {
        RunRecorder run = recorder("main");
        run.finished(RunStatus.SUCCESS);

        assertThat(render(run)).contains("No pipeline stage was reached.").doesNotContain("What is where");
        assertThat(report.render(new Journey("nothing", List.of()))).contains("Nothing has run yet.");
    }

    @Test
    void aRunThatGoesOnIsShownAsFarAsItIs() {
        RunRecorder run = recorder("main");
        long stage = run.stageStarted(RunRecorder.ROOT, "Approve prod", false);
        run.stageIs(stage, RunStatus.PAUSED);

        assertThat(render(run))
                .contains("bar s-paused")
                .contains("waiting for input")
                .contains("running");
    }

    /** Wherever a text from outside may stand, it stays a text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' style='x' onmouseover='alert(1)",
                "</style><svg onload=alert(1)>",
                "<#assign x=1>${1+1}<@part.log [] />",
                "<javascript:alert(1)|click>",
                "<https://evil.example/\" onmouseover=\"alert(1)|click>",
                "\uE03Cscript\uE03Ealert(1)\uE03C/script\uE03E",
                "`<img src=x onerror=alert(1)>` ```</pre><script>alert(1)</script>```",
                "*<b>* _<i>_ ~<s>~ &lt;script&gt;alert(1)&lt;/script&gt;"
            })
    void hostileTextsStayTexts(String hostile) {
        String page = render(everywhere(hostile));

        assertThat(elements(page)).isEqualTo(elements(render(everywhere("harmless"))));
        assertThat(page.toLowerCase(Locale.ROOT))
                .doesNotContain("<script", "<img", "<svg onload", "javascript:alert(1)\"");
        assertThat(attributes(page)).noneMatch(name -> name.startsWith("on"));
    }

    @Test
    void textsCannotHideOrTurnRound() {
        String page = render(everywhere("release/\u202Egnp.exe\u0000\u001B[31m\u200B"));

        assertThat(page).contains("release/\uFFFDgnp.exe\uFFFD\uFFFD").doesNotContain("\u202E", "\u001B", "\u200B");
    }

    @Test
    void needsNothingFromElsewhereAndRunsNoScript() {
        String page = report.render(Examples.failed());

        assertThat(page).contains("default-src 'none'");
        assertThat(elementNames(page)).doesNotContain("script", "link", "img", "iframe", "object", "form");
        assertThat(attributes(page)).doesNotContain("src", "srcset", "background");
        assertThat(between(page, "<style>", "</style>")).doesNotContain("url(", "@import");
        assertThat(elementNames(page)).filteredOn("details"::equals).isNotEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed(@TempDir Path directory) throws IOException {
        Path occupied = Files.writeString(directory.resolve("file"), "x");

        assertThatThrownBy(() -> report.write(Examples.failed(), occupied.resolve("report.html")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("report.html");
    }

    private static RunRecorder everywhere(String text) {
        RunHeader header = new RunHeader(text, text, text, text);
        RunRecorder run = new RunRecorder(header, NOW, UnaryOperator.identity());
        run.version(text);
        long stage = run.stageStarted(RunRecorder.ROOT, text, false);
        run.log(stage, text);
        long step = run.stepStarted(stage, text, Map.of("list", List.of(Map.of(text, List.of(text)))));
        run.stepFailed(step, RunStatus.FAILED, text);
        run.stepFinished(run.stepStarted(stage, text, Map.of()), Map.of(text, text));
        run.stageFinished(stage, RunStatus.FAILED);
        run.promotion(new Promotion(
                text,
                text,
                text,
                new Artifact(text, text, text),
                new Promotion.GitOpsChange(text, "@@ -1 +1 @@\n-" + text + "\n+x", text),
                false,
                NOW.instant()));
        GateResult.Check check = new GateResult.Check(text, text, text, Verdict.ERRORED, Duration.ZERO);
        run.gate(new GateResult(text, text, Verdict.ERRORED, List.of(check), NOW.instant()));
        run.approval(new Approval(text, text, false, NOW.instant(), text));
        Map<String, Object> object = Map.of("type", "plain_text", "text", text);
        SlackMessage.Body blocks = new SlackMessage.Body(
                text,
                List.of(
                        Map.of("type", "header", "text", object),
                        Map.of("type", "actions", "elements", List.of(Map.of("text", object))),
                        Map.of("type", text)));
        SlackMessage reply =
                new SlackMessage("#c", text, NOW.instant(), new SlackMessage.Body("", List.of()), false, List.of());
        run.messages(List.of(new SlackMessage("#c", text, NOW.instant(), blocks, true, List.of(reply))));
        run.kept(List.of(new KeptFile(text, "./kept/a.txt", 1)));
        run.failure(new Failure(text, text, text, text));
        run.finished(RunStatus.FAILED);
        return run;
    }

    private static RunHeader header(String branch) {
        return new RunHeader("payments: " + branch, "payments", branch, "");
    }

    private static RunRecorder recorder(String branch) {
        return new RunRecorder(header(branch), NOW, UnaryOperator.identity());
    }

    private String render(RunRecorder run) {
        return report.render(Journey.of(run.snapshot()));
    }

    private static String between(String page, String from, String to) {
        int start = page.indexOf(from);
        assertThat(start).as(from).isNotNegative();
        return page.substring(start, page.indexOf(to, start));
    }

    /** The elements of the page with their attributes' names, in order. */
    private static List<String> elements(String page) {
        Matcher tag = Pattern.compile("</?[a-zA-Z][^>]*>").matcher(page);
        return tag.results()
                .map(found -> found.group().replaceAll("\"[^\"]*\"", "\"\""))
                .toList();
    }

    private static List<String> elementNames(String page) {
        return elements(page).stream()
                .map(tag -> tag.replaceAll("[</>]|\\s.*", ""))
                .toList();
    }

    private static List<String> attributes(String page) {
        return elements(page).stream()
                .flatMap(tag -> Pattern.compile("\\s([a-zA-Z-]+)=").matcher(tag).results())
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .toList();
    }
}
