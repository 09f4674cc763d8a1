package io.jenkins.plugins.delivery.testbed.ecr;

import java.util.ArrayList;
import java.util.List;

/**
 * What a scan answers, read by read: the first entry to the first DescribeImageScanFindings, and so on; the last entry stays. Later
 * pages of one read do not advance the script.
 *
 * @param reads at least one
 */
public record ScanScript(List<Read> reads) {

    /** Rejects an empty script. */
    public ScanScript {
        reads = List.copyOf(reads);
        if (reads.isEmpty()) {
            throw new IllegalArgumentException("A scan script needs at least one read.");
        }
    }

    /**
     * One answer.
     *
     * @param status the state
     * @param findings sent only with a state that has findings
     * @param enhanced whether the findings have the form of Amazon Inspector
     * @param unlisted findings that the counts know as critical, and the list does not show yet
     */
    public record Read(ScanStatus status, List<Finding> findings, boolean enhanced, int unlisted) {

        /** Makes the list immutable. */
        public Read {
            findings = List.copyOf(findings);
        }
    }

    /** A basic scan that goes PENDING, IN_PROGRESS, COMPLETE and then has these findings. */
    public static ScanScript basic(Finding... findings) {
        return states(ScanStatus.PENDING, ScanStatus.IN_PROGRESS).then(ScanStatus.COMPLETE, findings);
    }

    /**
     * An enhanced scan: ACTIVE without findings at first, as Inspector reports before its first results are in, then ACTIVE with
     * these.
     */
    public static ScanScript enhanced(Finding... findings) {
        return states(ScanStatus.PENDING, ScanStatus.ACTIVE).thenEnhanced(ScanStatus.ACTIVE, findings);
    }

    /** A scan that goes through these states without findings and stays in the last. */
    public static ScanScript states(ScanStatus first, ScanStatus... more) {
        List<Read> reads = new ArrayList<>();
        reads.add(new Read(first, List.of(), false, 0));
        for (ScanStatus status : more) {
            reads.add(new Read(status, List.of(), false, 0));
        }
        return new ScanScript(reads);
    }

    /** The same script with one more read of basic findings. */
    public ScanScript then(ScanStatus status, Finding... findings) {
        return plus(new Read(status, List.of(findings), false, 0));
    }

    /** The same script with one more read of enhanced findings. */
    public ScanScript thenEnhanced(ScanStatus status, Finding... findings) {
        return plus(new Read(status, List.of(findings), true, 0));
    }

    /** The same script with one more read whose counts are ahead of its list. */
    public ScanScript thenCounting(ScanStatus status, int unlisted, Finding... findings) {
        return plus(new Read(status, List.of(findings), false, unlisted));
    }

    private ScanScript plus(Read read) {
        List<Read> all = new ArrayList<>(reads);
        all.add(read);
        return new ScanScript(all);
    }
}
