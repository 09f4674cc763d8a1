package io.jenkins.plugins.delivery.engine.gate.quality;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Turns the status of a quality gate into a verdict with the conditions that decided it. */
final class QualityDecision {

    private static final int SHORT_ID = 8;
    private static final int LONGEST = 300;

    private QualityDecision() {}

    /** @throws TerminalException when the server has decided nothing */
    static QualityGateResult of(
            QualityGateRequest request, ReportTask task, Analysis analysis, JsonNode gate, List<Trend> trend) {
        String status = gate.path("status").asText("");
        List<Condition> conditions = new ArrayList<>();
        gate.path("conditions").forEach(node -> conditions.add(Condition.of(node)));
        List<String> failed = conditions.stream()
                .filter(Condition::failed)
                .map(Condition::sentence)
                .toList();
        String subject = "Gate " + request.name();
        String moved =
                trend.isEmpty() ? "" : " " + trend.stream().map(Trend::text).collect(Collectors.joining(", ")) + ".";
        return switch (status) {
            case "OK", "WARN" ->
                new QualityGateResult(
                        request.name(),
                        GateVerdict.PASSED,
                        subject + " passed: " + task.project() + " meets its quality gate (" + conditions.size()
                                + (conditions.size() == 1 ? " condition)." : " conditions).") + moved,
                        task,
                        analysis.id(),
                        conditions,
                        trend);
            case "ERROR" ->
                new QualityGateResult(
                        request.name(),
                        GateVerdict.FAILED,
                        subject + " failed: "
                                + (failed.isEmpty() ? "SonarQube names no condition" : String.join("; ", failed)) + "."
                                + moved,
                        task,
                        analysis.id(),
                        conditions,
                        trend);
            default ->
                throw new TerminalException(
                        "SonarQube has decided nothing about " + task.project() + ": the status of its quality gate is "
                                + (status.isEmpty() ? "not told" : status) + ".",
                        "Give the project a quality gate.");
        };
    }

    static QualityGateResult undecided(QualityGateRequest request, ReportTask task, String message) {
        return new QualityGateResult(request.name(), GateVerdict.ERRORED, message, task, "", List.of(), List.of());
    }

    /** The analysis that the next call asks about. */
    static QualityGateResult located(QualityGateRequest request, ReportTask task) {
        String message = "Gate " + request.name() + " will ask about the analysis of " + task.project() + ".";
        return new QualityGateResult(request.name(), GateVerdict.UNDECIDED, message, task, "", List.of(), List.of());
    }

    /**
     * A receipt that an earlier build left in a workspace would bring its verdict with it.
     *
     * @param analyses the one that is judged first; empty when the server does not tell of it
     * @param commit that is built; empty when that is not known
     */
    static void requireCommit(List<JsonNode> analyses, String commit, ReportTask task) {
        String analysed =
                analyses.isEmpty() ? "" : analyses.get(0).path("revision").asText("");
        if (!analysed.isEmpty() && commit != null && !commit.isEmpty() && !analysed.equals(commit)) {
            throw new TerminalException(
                    "The analysis of " + task.project() + " is one of commit " + shortId(analysed)
                            + ", and this run builds " + shortId(commit) + ".",
                    "Run the scanner in this build; the report in the workspace is of an earlier one.");
        }
    }

    private static String shortId(String commit) {
        return commit.substring(0, Math.min(SHORT_ID, commit.length()));
    }

    /** The server's own words, as the end of a sentence. */
    static String because(String words) {
        String line = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip().replaceFirst("\\.$", "");
        return line.isEmpty() ? "" : " (" + (line.length() <= LONGEST ? line : line.substring(0, LONGEST)) + ")";
    }

    static String advice(QualityGateResult result) {
        String link = result.task().dashboard();
        return "Correct what the change brings in" + (link.isEmpty() ? "." : "; see " + link + " for where it is.");
    }

    /** The conditions and the trend as Markdown, for the run and the pull request. */
    static String table(QualityGateResult result) {
        StringBuilder text = new StringBuilder("# Quality gate\n\n" + result.message() + "\n");
        if (!result.task().dashboard().isEmpty()) {
            text.append("\n<").append(result.task().dashboard()).append(">\n");
        }
        text.append("\n| condition | value | threshold | |\n|---|---:|---:|---|\n");
        for (Condition condition : result.conditions()) {
            text.append("| ").append(Measures.name(condition.metric()));
            text.append(" | ").append(Measures.text(condition.metric(), condition.actual()));
            text.append(" | ").append(Measures.text(condition.metric(), condition.threshold()));
            text.append(" | ").append(condition.failed() ? "failed" : "met").append(" |\n");
        }
        if (!result.trend().isEmpty()) {
            text.append("\n| measure | before | now |\n|---|---:|---:|\n");
            for (Trend one : result.trend()) {
                text.append("| ")
                        .append(Measures.name(one.metric()))
                        .append(" | ")
                        .append(one.before());
                text.append(" | ").append(one.now()).append(" |\n");
            }
        }
        return text.toString();
    }
}
