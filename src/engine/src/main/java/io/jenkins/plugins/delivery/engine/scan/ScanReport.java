package io.jenkins.plugins.delivery.engine.scan;

import java.util.ArrayList;
import java.util.List;

/** A verdict in words. */
final class ScanReport {

    /** How many findings a message names; the rest is in the result. */
    private static final int MOST_NAMED = 5;

    private ScanReport() {}

    /** What failed and why: counts, and the worst findings with package, version, fix and link. */
    static String failure(String image, ScanVerdict verdict) {
        StringBuilder text = new StringBuilder("The scan of " + image + " failed: ");
        text.append(String.join("; ", verdict.reasons()))
                .append(" (")
                .append(counts(verdict))
                .append(").");
        verdict.findings().stream().limit(MOST_NAMED).forEach(finding -> text.append("\n  - ")
                .append(finding));
        int more = verdict.findings().size() - MOST_NAMED;
        return more > 0 ? text + "\n  - and " + more + " more" : text.toString();
    }

    static String advice(ScanVerdict verdict) {
        boolean fixable = verdict.findings().stream().anyMatch(finding -> finding.fix() == Finding.Fix.AVAILABLE);
        return "\n"
                + (fixable
                        ? "Update the packages that have a fix and build again"
                        : "Use a base image without these packages and build again")
                + "; what is acceptable for a while goes into the allow list, with reason and end.";
    }

    static String passed(String image, ScanVerdict verdict) {
        return "The scan of " + image + " passed (" + counts(verdict) + ").";
    }

    /** A sentence for each entry of the allow list that somebody should look at. */
    static List<String> warnings(ScanVerdict verdict) {
        List<String> warnings = new ArrayList<>();
        for (AllowList.Entry entry : verdict.expired()) {
            warnings.add("The allow list accepted " + entry.id() + " in " + entry.packageName() + " until "
                    + entry.expires() + " (" + entry.reason() + "); it counts again.");
        }
        for (AllowList.Entry entry : verdict.unmatched()) {
            warnings.add("The allow list names " + entry.id() + " in " + entry.packageName()
                    + ", which the image does not have; delete the entry.");
        }
        return warnings;
    }

    private static String counts(ScanVerdict verdict) {
        List<String> parts = new ArrayList<>();
        verdict.counts().forEach((severity, count) -> parts.add(count + " " + severity.text()));
        if (!verdict.allowed().isEmpty()) {
            parts.add(verdict.allowed().size() + " allowed");
        }
        return parts.isEmpty() ? "no findings" : String.join(", ", parts);
    }
}
