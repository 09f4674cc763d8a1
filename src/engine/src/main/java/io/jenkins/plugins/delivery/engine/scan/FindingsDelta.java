package io.jenkins.plugins.delivery.engine.scan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the findings of two images differ. Findings are the same when {@linkplain Finding#key() id and package} are; those that Amazon
 * Inspector suppresses are left out on both sides.
 *
 * @param against digest of the image that is compared with
 * @param added findings that only the new image has, worst first
 * @param fixed findings that only the other image has, worst first
 * @param unchanged number of findings that both have
 */
public record FindingsDelta(String against, List<Finding> added, List<Finding> fixed, int unchanged) {

    private static final int MOST_NAMED = 3;

    /** Compares two images; {@code other} is what was there before. */
    static FindingsDelta between(List<Finding> image, String against, List<Finding> other) {
        Map<String, Finding> now = byKey(image);
        Map<String, Finding> before = byKey(other);
        List<Finding> added = missing(now, before.keySet());
        return new FindingsDelta(against, added, missing(before, now.keySet()), now.size() - added.size());
    }

    private static Map<String, Finding> byKey(List<Finding> findings) {
        Map<String, Finding> byKey = new LinkedHashMap<>();
        findings.stream()
                .filter(finding -> !finding.suppressed())
                .sorted(Finding.WORST_FIRST)
                .forEach(finding -> byKey.putIfAbsent(finding.key(), finding));
        return byKey;
    }

    private static List<Finding> missing(Map<String, Finding> findings, Set<String> elsewhere) {
        return findings.entrySet().stream()
                .filter(entry -> !elsewhere.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** For people: {@code 2 new (1 critical: CVE-2026-1; 1 low), 5 fixed, 12 unchanged}. */
    public String sentence() {
        return (added.isEmpty() ? "0 new" : added.size() + " new (" + worst() + ")") + ", " + fixed.size() + " fixed, "
                + unchanged + " unchanged";
    }

    private String worst() {
        Map<Severity, List<Finding>> bySeverity = new EnumMap<>(Severity.class);
        added.forEach(finding -> bySeverity
                .computeIfAbsent(finding.severity(), severity -> new ArrayList<>())
                .add(finding));
        List<String> parts = new ArrayList<>();
        bySeverity.forEach((severity, findings) -> parts.add(
                findings.size() + " " + severity.text() + (severity.atLeast(Severity.HIGH) ? names(findings) : "")));
        return String.join("; ", parts);
    }

    private static String names(List<Finding> findings) {
        List<String> ids = findings.stream().map(Finding::id).distinct().toList();
        String named = ": " + String.join(", ", ids.subList(0, Math.min(MOST_NAMED, ids.size())));
        return ids.size() > MOST_NAMED ? named + " and more" : named;
    }
}
