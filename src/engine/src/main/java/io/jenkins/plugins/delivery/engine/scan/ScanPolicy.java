package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.scan.AffectedPackage.Fix;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which findings fail an image.
 *
 * @param failOn least severity of which a single finding fails
 * @param max severity to the number of findings that is tolerated; for such a severity it replaces {@code failOn}
 * @param fixableOnly whether findings that have no fix are left out; those of which the scanner does not say it count
 */
public record ScanPolicy(FailOn failOn, Map<Severity, Integer> max, boolean fixableOnly) {

    public ScanPolicy {
        max = Map.copyOf(max);
    }

    /**
     * Judges findings. A pure function of its arguments.
     *
     * @param known {@linkplain Finding#key() keys} of the findings that the baseline has; empty without a baseline
     */
    public ScanVerdict judge(List<Finding> all, AllowList allowList, Set<String> known, LocalDate today) {
        List<JudgedFinding> judged = all.stream()
                .sorted(Finding.WORST_FIRST)
                .map(finding -> judge(finding, allowList, known, today))
                .toList();
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        judged.stream()
                .filter(one -> one.standing() == Standing.COUNTS)
                .forEach(one -> counts.merge(one.finding().severity(), 1, Integer::sum));
        List<String> reasons = new ArrayList<>();
        counts.forEach((severity, count) -> {
            if (count > tolerated(severity)) {
                reasons.add(count + " " + severity.text()
                        + (max.containsKey(severity) ? ", " + max.get(severity) + " tolerated" : ""));
            }
        });
        return new ScanVerdict(
                reasons.isEmpty() ? ScanVerdict.Decision.PASSED : ScanVerdict.Decision.FAILED,
                counts,
                judged,
                allowList.expired(today),
                allowList.unmatched(all),
                reasons);
    }

    private JudgedFinding judge(Finding finding, AllowList allowList, Set<String> known, LocalDate today) {
        if (finding.suppressed()) {
            return JudgedFinding.of(finding, Standing.SUPPRESSED);
        }
        Optional<AllowList.Entry> entry = allowList.entry(finding, today);
        if (entry.isPresent()) {
            return new JudgedFinding(finding, Standing.ALLOWED, entry);
        }
        if (known.contains(finding.key())) {
            return JudgedFinding.of(finding, Standing.KNOWN);
        }
        boolean leftOut = fixableOnly && finding.affected().fix() == Fix.NONE;
        return JudgedFinding.of(finding, leftOut ? Standing.NO_FIX : Standing.COUNTS);
    }

    private int tolerated(Severity severity) {
        Integer limit = max.get(severity);
        if (limit != null) {
            return limit;
        }
        boolean fails = failOn.severity().map(severity::atLeast).orElse(false);
        return fails ? 0 : Integer.MAX_VALUE;
    }
}
