package io.jenkins.plugins.delivery.engine.scan;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a policy says of the findings of a scan.
 *
 * @param decision passed, failed, or errored when nothing could be decided
 * @param counts findings that count, by severity, worst first
 * @param findings that count, worst first
 * @param allowed findings that the allow list takes out
 * @param expired entries of the allow list whose date has passed; they allow nothing
 * @param unmatched entries of the allow list that no finding needs any more
 * @param reasons why it failed, a clause each; empty when it did not
 */
public record ScanVerdict(
        Decision decision,
        Map<Severity, Integer> counts,
        List<Finding> findings,
        List<Finding> allowed,
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
        return new ScanVerdict(Decision.ERRORED, Map.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
