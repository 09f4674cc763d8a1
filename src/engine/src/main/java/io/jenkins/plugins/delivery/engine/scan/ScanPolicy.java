package io.jenkins.plugins.delivery.engine.scan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

    /** Judges findings. A pure function of its arguments. */
    public ScanVerdict judge(List<Finding> all, AllowList allowList, LocalDate today) {
        List<Finding> counted = new ArrayList<>();
        List<Finding> allowed = new ArrayList<>();
        for (Finding finding : all) {
            if (allowList.allows(finding, today)) {
                allowed.add(finding);
            } else if (finding.fix() != Finding.Fix.NONE || !fixableOnly) {
                counted.add(finding);
            }
        }
        counted.sort(Comparator.comparing(Finding::severity)
                .thenComparing(Finding::id)
                .thenComparing(Finding::packageName));
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        counted.forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
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
                List.copyOf(counted),
                List.copyOf(allowed),
                allowList.expired(today),
                allowList.unmatched(all),
                reasons);
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
