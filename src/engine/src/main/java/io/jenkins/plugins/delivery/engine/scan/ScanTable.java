package io.jenkins.plugins.delivery.engine.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The findings as a table of plain text, worst first. Columns are as wide as their content, and no wider than a log can show. */
final class ScanTable {

    private static final int MOST_ROWS = 40;
    private static final List<String> HEAD = List.of("SEVERITY", "ID", "PACKAGE", "VERSION", "FIXED IN", "");
    /** The longest text of a column; what is longer is cut here and whole in the report. */
    private static final int[] WIDEST = {13, 24, 36, 28, 28, 60};

    private ScanTable() {}

    /** A line for each finding and one for what is left out; empty without findings. */
    static List<String> lines(ScanRecord scan) {
        List<JudgedFinding> judged = scan.verdict().judged();
        if (judged.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        // What counts is what a person has to see; findings of one severity stay together.
        judged.stream()
                .sorted((one, other) -> {
                    int bySeverity =
                            one.finding().severity().compareTo(other.finding().severity());
                    return bySeverity != 0 ? bySeverity : one.standing().compareTo(other.standing());
                })
                .limit(MOST_ROWS)
                .forEach(one -> rows.add(row(scan, one)));
        int[] widths = widths(rows);
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line(row, widths)));
        if (judged.size() > MOST_ROWS) {
            lines.add("and " + (judged.size() - MOST_ROWS) + " more; all are in " + scan.reportName());
        }
        return lines;
    }

    private static List<String> row(ScanRecord scan, JudgedFinding one) {
        Finding finding = one.finding();
        return List.of(
                finding.severity().text().toUpperCase(Locale.ROOT),
                known(finding.id()),
                known(finding.affected().name()),
                known(finding.affected().version()),
                known(finding.affected().fixedIn()),
                remark(scan, one));
    }

    private static String remark(ScanRecord scan, JudgedFinding one) {
        List<String> remarks = new ArrayList<>();
        if (scan.isNew(one.finding())) {
            remarks.add("new");
        }
        switch (one.standing()) {
            case ALLOWED ->
                remarks.add(one.entry()
                        .map(entry -> "allowed until " + entry.expires() + " by " + entry.owner())
                        .orElse("allowed"));
            case KNOWN -> remarks.add("in the baseline too");
            case NO_FIX -> remarks.add("left out: no fix yet");
            case SUPPRESSED -> remarks.add("suppressed in Amazon Inspector");
            default -> {
                // It counts, which needs no remark.
            }
        }
        return String.join(", ", remarks);
    }

    private static String known(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.min(
                        WIDEST[column], Math.max(widths[column], row.get(column).length()));
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String text = OneLine.cut(row.get(column), Math.max(1, widths[column]));
            line.append(text).append(" ".repeat(widths[column] - text.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
