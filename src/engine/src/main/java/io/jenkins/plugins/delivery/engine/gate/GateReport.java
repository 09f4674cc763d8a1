package io.jenkins.plugins.delivery.engine.gate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a gate saw, for people: one table of everything that was judged, below it what failed, what is flaky and what the kinds of
 * suites add. Texts of reports and answers come from outside; here they are nothing but text.
 */
final class GateReport {

    private static final int LONGEST = 300;

    private final E2eGateResult result;

    GateReport(E2eGateResult result) {
        this.result = result;
    }

    /** Where the report of a gate is kept, without the ending: {@code delivery/gate-dev}. */
    static String name(E2eGateRequest gate) {
        String env = gate.env() == null ? "" : gate.env();
        boolean usual = gate.name().equals("e2e") || gate.name().equals("Verify " + env);
        return "delivery/gate-"
                + (env.isEmpty() ? slug(gate.name()) : slug(env) + (usual ? "" : "-" + slug(gate.name())));
    }

    String markdown() {
        StringBuilder text = new StringBuilder(
                "## Gate " + plain(title()) + ": " + result.verdict().text() + "\n\n");
        text.append(plain(result.message())).append("\n\n");
        sections().forEach(section -> text.append(section.markdown()));
        return text.toString();
    }

    String html() {
        StringBuilder text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Gate "
                + escape(title())
                + "</title>\n<style>body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}"
                + "td,th{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}</style>\n<h1>Gate "
                + escape(title()) + ": " + result.verdict().text() + "</h1>\n<p>" + escape(result.message())
                + "</p>\n");
        sections().forEach(section -> text.append(section.html()));
        return text.append("</html>\n").toString();
    }

    private String title() {
        E2eGateRequest gate = result.gate();
        String env = gate.env() == null || gate.name().contains(gate.env()) ? "" : " in " + gate.env();
        return gate.name() + env + (gate.attempt() > 1 ? ", attempt " + gate.attempt() : "");
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("", List.of("What", "Verdict", "Figures", "Why"), judged()));
        TestResults tests = result.tests();
        sections.add(new Section(
                "Failed tests",
                List.of("Test", "Said", "Report"),
                tests.failures().stream()
                        .map(failure -> List.of(failure.test(), failure.message(), failure.file()))
                        .toList()));
        sections.add(new Section(
                "Flaky tests",
                List.of("Test", "Why it does not count", "Said first"),
                tests.flakes().stream()
                        .map(flake -> List.of(flake.test(), flake.why(), flake.message()))
                        .toList()));
        result.suites().stream()
                .filter(suite -> !suite.details().isEmpty())
                .forEach(suite -> sections.add(details(suite)));
        sections.add(new Section(
                "Notes",
                List.of("Note"),
                result.allNotes().stream().map(List::of).toList()));
        return sections.stream().filter(section -> !section.rows().isEmpty()).toList();
    }

    private List<List<String>> judged() {
        return Stream.concat(
                        result.checks().stream()
                                .map(check -> List.of(
                                        check.name(),
                                        check.verdict().text(),
                                        check.took().toMillis() + " ms",
                                        check.sentence())),
                        result.suites().stream()
                                .map(suite -> List.of(
                                        suite.name() + " (" + suite.kind().text() + ")",
                                        suite.verdict().text(),
                                        suite.figures().entrySet().stream()
                                                .map(figure -> figure.getKey() + " " + figure.getValue())
                                                .collect(Collectors.joining(", ")),
                                        suite.message())))
                .toList();
    }

    private static Section details(SuiteResult suite) {
        List<String> columns = List.copyOf(suite.details().stream()
                .flatMap(row -> row.keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new)));
        return new Section(
                suite.name(),
                columns,
                suite.details().stream()
                        .map(row -> columns.stream()
                                .map(column -> String.valueOf(row.getOrDefault(column, "")))
                                .toList())
                        .toList());
    }

    private static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return slug.isEmpty() ? "gate" : slug;
    }

    /** A table with its heading. */
    private record Section(String heading, List<String> columns, List<List<String>> rows) {

        String markdown() {
            String title = heading.isEmpty() ? "" : "### " + plain(heading) + "\n\n";
            String head = row(columns) + "|" + " --- |".repeat(columns.size()) + "\n";
            return title + head + rows.stream().map(Section::row).collect(Collectors.joining()) + "\n";
        }

        String html() {
            String title = heading.isEmpty() ? "" : "<h2>" + escape(heading) + "</h2>\n";
            return title + "<table><tr>"
                    + columns.stream().map(column -> "<th>" + escape(column)).collect(Collectors.joining()) + "\n"
                    + rows.stream()
                            .map(cells -> "<tr>"
                                    + cells.stream()
                                            .map(cell -> "<td>" + escape(cell))
                                            .collect(Collectors.joining())
                                    + "\n")
                            .collect(Collectors.joining())
                    + "</table>\n";
        }

        private static String row(List<String> cells) {
            return "| " + cells.stream().map(GateReport::plain).collect(Collectors.joining(" | ")) + " |\n";
        }
    }

    /** On one line, with every character escaped that CommonMark or a table gives a meaning (CommonMark 0.31, 2.4). */
    private static String plain(String text) {
        return line(text).replaceAll("([\\\\`*_{}\\[\\]<>()#+!|~@&])", "\\\\$1");
    }

    private static String escape(String text) {
        return line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String line(String text) {
        return ReportText.line(text, LONGEST);
    }
}
