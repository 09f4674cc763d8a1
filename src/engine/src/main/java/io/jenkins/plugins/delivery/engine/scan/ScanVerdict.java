package io.jenkins.plugins.delivery.engine.scan;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a policy says of the findings of a scan.
 *
 * @param decision passed, failed, or errored when nothing could be decided
 * @param counts findings that count, by severity, worst first
 * @param judged every finding, worst first
 * @param expired entries of the allow list whose date has passed; they allow nothing
 * @param unmatched entries of the allow list that no finding needs any more
 * @param reasons why it failed, a clause each; empty when it did not
 */
public record ScanVerdict(
        Decision decision,
        Map<Severity, Integer> counts,
        List<JudgedFinding> judged,
        List<AllowList.Entry> expired,
        List<AllowList.Entry> unmatched,
        List<String> reasons) {

    /** The outcome of a gate. */
    public enum Decision {
        PASSED,
        FAILED,
        ERRORED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** No findings to judge, because the scanner cannot look into the image. */
    static ScanVerdict undecided() {
        return new ScanVerdict(Decision.ERRORED, Map.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** The same for an image of which a part could not be scanned: what failed has failed, the rest is not decided. */
    ScanVerdict partly() {
        return decision == Decision.FAILED
                ? this
                : new ScanVerdict(Decision.ERRORED, counts, judged, expired, unmatched, reasons);
    }

    /** Findings that count, worst first. */
    public List<Finding> findings() {
        return with(Standing.COUNTS);
    }

    /** Findings that the allow list takes out, worst first. */
    public List<Finding> allowed() {
        return with(Standing.ALLOWED);
    }

    /** Findings of one standing, worst first. */
    public List<Finding> with(Standing standing) {
        return judged.stream()
                .filter(one -> one.standing() == standing)
                .map(JudgedFinding::finding)
                .toList();
    }
}
