package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.scan.AffectedPackage.Fix;
import java.util.ArrayList;
import java.util.List;

/** A verdict in words. */
final class ScanReport {

    /** How many findings a message names; the rest is in the table and the report. */
    private static final int MOST_NAMED = 5;

    private ScanReport() {}

    /** What failed and why: counts, and the worst findings with package, version, fix and link. */
    static String failure(ScanRecord scan) {
        ScanVerdict verdict = scan.verdict();
        StringBuilder text = new StringBuilder("The scan of " + scan.subject() + " failed: ");
        text.append(String.join("; ", verdict.reasons()))
                .append(" (")
                .append(counts(verdict))
                .append(").");
        List<Finding> counted = verdict.findings();
        counted.stream().limit(MOST_NAMED).forEach(finding -> text.append("\n  - ")
                .append(finding));
        int more = counted.size() - MOST_NAMED;
        if (more > 0) {
            text.append("\n  - and ").append(more).append(" more");
        }
        scan.comparison().baselineObstacle().ifPresent(sentence -> text.append("\n")
                .append(sentence));
        return text.toString();
    }

    static String advice(ScanVerdict verdict) {
        boolean fixable = verdict.findings().stream()
                .anyMatch(finding -> finding.affected().fix() == Fix.AVAILABLE);
        return "\n"
                + (fixable
                        ? "Update the packages that have a fix and build again"
                        : "Use a base image without these packages and build again")
                + "; what is acceptable for a while goes into the allow list, with reason, owner and end.";
    }

    static String passed(ScanRecord scan) {
        return "The scan of " + scan.subject() + " passed (" + counts(scan.verdict()) + ").";
    }

    /** A sentence for each thing that somebody should look at. */
    static List<String> warnings(ScanRecord scan) {
        List<String> warnings = new ArrayList<>();
        for (AllowList.Entry entry : scan.verdict().expired()) {
            warnings.add("The allow list accepted " + entry.subject() + " until " + entry.expires() + " ("
                    + entry.reason() + "; " + entry.owner() + "); it counts again.");
        }
        for (AllowList.Entry entry : scan.verdict().unmatched()) {
            warnings.add("The allow list names " + entry.subject() + ", which the image does not have; " + entry.owner()
                    + " can delete the entry.");
        }
        scan.comparison().baselineObstacle().ifPresent(warnings::add);
        return warnings;
    }

    /** For example {@code 1 critical, 2 low, 3 allowed, 4 in the baseline too}. */
    static String counts(ScanVerdict verdict) {
        List<String> parts = new ArrayList<>();
        verdict.counts().forEach((severity, count) -> parts.add(count + " " + severity.text()));
        add(parts, verdict, Standing.ALLOWED, "allowed");
        add(parts, verdict, Standing.KNOWN, "in the baseline too");
        add(parts, verdict, Standing.NO_FIX, "without a fix left out");
        add(parts, verdict, Standing.SUPPRESSED, "suppressed in Amazon Inspector");
        return parts.isEmpty() ? "no findings" : String.join(", ", parts);
    }

    private static void add(List<String> parts, ScanVerdict verdict, Standing standing, String words) {
        int count = verdict.with(standing).size();
        if (count > 0) {
            parts.add(count + " " + words);
        }
    }
}
