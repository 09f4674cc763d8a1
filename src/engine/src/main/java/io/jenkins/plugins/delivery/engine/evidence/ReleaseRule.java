package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.scan.OnUnsupported;
import io.jenkins.plugins.delivery.engine.scan.ScanState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether a chart that is held back may get the tag of its version. What is not proved holds it back: a missing scan as well as a
 * failed one.
 *
 * @param requireScan whether a record without a scan is not enough
 * @param onUnsupported whether an image that no scanner can look into is enough
 */
record ReleaseRule(boolean requireScan, OnUnsupported onUnsupported) {

    /**
     * @throws GateFailedException when something failed
     * @throws TerminalException when something is not decided
     */
    void check(EvidenceRecord record, String reference) {
        List<String> failed = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        scan(record, failed, undecided);
        for (EvidenceRecord.TestVerdict test : record.tests()) {
            if (test.verdict() != ProofVerdict.PASSED) {
                String where = test.environment() == null ? "" : " in " + test.environment();
                (test.verdict() == ProofVerdict.FAILED ? failed : undecided)
                        .add("the test '" + test.name() + "'" + where + " "
                                + test.verdict().text());
            }
        }
        List<String> all = new ArrayList<>(failed);
        all.addAll(undecided);
        String said = reference + " stays held back, without the tag of its version: " + String.join("; ", all) + ".";
        if (!failed.isEmpty()) {
            throw new GateFailedException(
                    said,
                    "Correct it and build a new version.",
                    Map.of("verdict", ProofVerdict.FAILED.text(), "digest", record.digest()));
        }
        if (!undecided.isEmpty()) {
            throw new TerminalException(said, "Let it be decided, then run this again.");
        }
    }

    private void scan(EvidenceRecord record, List<String> failed, List<String> undecided) {
        EvidenceRecord.Scan scan = record.scan();
        switch (scan.verdict()) {
            case FAILED ->
                failed.add("the scan of the image failed"
                        + (scan.counts().isEmpty() ? "" : " (" + EvidenceText.counts(scan) + ")"));
            case ERRORED -> {
                boolean unsupported = ScanState.UNSUPPORTED_IMAGE.name().equals(scan.state());
                if (!unsupported || onUnsupported != OnUnsupported.WARN) {
                    undecided.add("the scan of the image could not decide"
                            + (scan.state() == null ? "" : " (" + scan.state() + ")"));
                }
            }
            case NOT_SCANNED -> {
                if (requireScan) {
                    undecided.add("the image was not scanned; requireScan: false is for a service that is not scanned");
                }
            }
            case PASSED -> {
                if (record.image() != null && !record.image().digest().equals(scan.digest())) {
                    undecided.add("the scan is of " + (scan.digest() == null ? "an unnamed image" : scan.digest())
                            + " and not of " + record.image().digest());
                }
            }
        }
    }
}
