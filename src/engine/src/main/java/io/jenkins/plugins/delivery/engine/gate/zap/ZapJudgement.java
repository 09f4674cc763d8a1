package io.jenkins.plugins.delivery.engine.gate.zap;

import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the alerts of a scan come to.
 *
 * @param findings every kind of alert, false positives left out
 * @param expired entries of the allow list that would have accepted an alert, had their day not passed
 * @param unmatched entries that match no alert any more
 */
record ZapJudgement(
        ZapPolicy policy, List<ZapFinding> findings, List<ZapAllowance> expired, List<ZapAllowance> unmatched) {

    private static final int MOST_NAMED = 3;

    ZapJudgement {
        findings = findings.stream()
                .sorted(Comparator.comparing((ZapFinding finding) -> !finding.fails())
                        .thenComparing(finding -> finding.alert().risk(), Comparator.reverseOrder())
                        .thenComparing(finding -> finding.alert().ref()))
                .toList();
    }

    GateVerdict verdict() {
        return failing().isEmpty() ? GateVerdict.PASSED : GateVerdict.FAILED;
    }

    /** What decided it, a clause without a full stop. */
    String message() {
        List<ZapFinding> failing = failing();
        if (failing.isEmpty()) {
            return "no alert " + policy.words() + " that is not accepted (" + counted() + ")";
        }
        List<String> named =
                failing.stream().limit(MOST_NAMED).map(ZapFinding::sentence).toList();
        int others = failing.size() - named.size();
        return failing.size() + (failing.size() == 1 ? " alert " : " alerts ") + policy.words() + ": "
                + String.join("; ", named) + (others == 0 ? "" : "; and " + others + " more");
    }

    /** Kinds of alerts that were seen anywhere that is not accepted, by risk, the highest first. */
    Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (int i = ZapRisk.values().length - 1; i >= 0; i--) {
            ZapRisk risk = ZapRisk.values()[i];
            counts.put(risk.text(), (int) findings.stream()
                    .filter(finding -> finding.isOpen() && finding.alert().risk() == risk)
                    .count());
        }
        return counts;
    }

    /** Kinds of alerts that were accepted somewhere. */
    int accepted() {
        return (int) findings.stream().filter(finding -> finding.accepted() > 0).count();
    }

    /** Sentences for people that decide nothing. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        expired.forEach(entry -> notes.add("The allow list accepted " + entry.subject() + " until " + entry.expires()
                + " (" + entry.reason() + "); since then it counts."));
        unmatched.forEach(entry -> notes.add(
                "The allow list accepts " + entry.subject() + ", which matches no alert; it can be deleted."));
        return notes;
    }

    /** Rows for a report, what fails first. */
    List<Map<String, Object>> rows(int most) {
        return findings.stream().limit(most).map(ZapFinding::toMap).toList();
    }

    /** For a message in Slack: {@code high 0, medium 2, low 3, informational 1}. */
    String counted() {
        return String.join(
                ", ",
                counts().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    private List<ZapFinding> failing() {
        return findings.stream().filter(ZapFinding::fails).toList();
    }
}
