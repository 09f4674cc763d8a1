package io.jenkins.plugins.delivery.engine.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A record in words, for approvals, commits and messages. Plain text of bounded length.
 *
 * @param scan for example {@code passed (2 high)}
 * @param tests for example {@code unit passed (120 tests); Verify stage in stage failed (1 of 12 tests)}
 * @param lines one sentence each
 */
public record EvidenceText(String scan, String tests, List<String> lines) {

    /** What a person still reads in a dialog. */
    private static final int MOST_TESTS = 6;

    private static final int MOST_EARLIER = 4;

    /** Nothing is proved. */
    static final EvidenceText NONE = new EvidenceText("", "", List.of());

    /**
     * @param record the newest of the version; null when there is none
     * @param digest of it; null when there is none
     * @param earlier of other versions with the same image, newest first
     */
    static EvidenceText of(EvidenceRecord record, String digest, List<EvidenceRecord> earlier) {
        List<String> lines = new ArrayList<>();
        String scan = "";
        String tests = "";
        if (record != null) {
            scan = scan(record.scan());
            tests = tests(record.tests());
            lines.add("Scan: " + scan + "."
                    + (record.scan().delta() == null
                            ? ""
                            : " " + sentence(record.scan().delta())));
            if (!tests.isEmpty()) {
                lines.add("Tests: " + tests + ".");
            }
            if (record.chart() != null) {
                lines.add(
                        "Chart: " + record.chart().name() + " " + record.chart().version() + ".");
            }
        }
        earlier.stream().limit(MOST_EARLIER).forEach(other -> lines.add(earlier(other)));
        if (digest != null) {
            lines.add("Evidence: " + digest + ".");
        }
        return new EvidenceText(scan, tests, List.copyOf(lines));
    }

    /** One line for a message. */
    public String summary() {
        return "scan " + scan + (tests.isEmpty() ? "" : "; " + tests);
    }

    private static String earlier(EvidenceRecord other) {
        String scan = other.scan().verdict() == ProofVerdict.NOT_SCANNED ? "" : "scan " + scan(other.scan());
        String tests = tests(other.tests());
        String proved = scan.isEmpty() || tests.isEmpty() ? scan + tests : tests + "; " + scan;
        return "This image as " + other.subject().version() + ": " + (proved.isEmpty() ? "nothing proved" : proved)
                + (other.origin().run() == null ? "" : ", run " + other.origin().run()) + ".";
    }

    static String scan(EvidenceRecord.Scan scan) {
        if (scan.verdict() == ProofVerdict.NOT_SCANNED) {
            return "not scanned";
        }
        String why =
                scan.verdict() == ProofVerdict.ERRORED ? Objects.requireNonNullElse(scan.state(), "") : counts(scan);
        return scan.verdict().text() + (why.isEmpty() ? "" : " (" + why + ")");
    }

    /** "2 high, 1 low"; empty without findings. */
    static String counts(EvidenceRecord.Scan scan) {
        return scan.counts().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    static String tests(List<EvidenceRecord.TestVerdict> tests) {
        // What failed is never among those that are left out.
        List<EvidenceRecord.TestVerdict> worstFirst = tests.stream()
                .sorted(java.util.Comparator.comparing(test -> test.verdict() == ProofVerdict.PASSED))
                .toList();
        String shown =
                worstFirst.stream().limit(MOST_TESTS).map(EvidenceText::test).collect(Collectors.joining("; "));
        int more = tests.size() - MOST_TESTS;
        return more > 0 ? shown + "; and " + more + " more" : shown;
    }

    private static String test(EvidenceRecord.TestVerdict test) {
        String where = test.environment() == null || test.name().contains(test.environment())
                ? ""
                : " in " + test.environment();
        return test.name() + where + " " + test.verdict().text() + counts(test.counts());
    }

    private static String counts(EvidenceRecord.Counts counts) {
        if (counts == null || counts.total() == 0) {
            return "";
        }
        long bad = counts.failed() + counts.errors();
        return " (" + (bad > 0 ? bad + " of " : "") + counts.total() + (counts.total() == 1 ? " test)" : " tests)");
    }

    private static String sentence(String text) {
        return text.matches(".*[.!?…]") ? text : text + ".";
    }
}
