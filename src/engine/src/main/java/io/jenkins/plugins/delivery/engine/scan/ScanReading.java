package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a scanner said at one moment.
 *
 * @param state of the scan
 * @param description the scanner's own words about the state; may be empty
 * @param findings of all pages; empty unless the state has findings
 */
public record ScanReading(ScanState state, String description, List<Finding> findings) {

    public ScanReading {
        description = description == null ? "" : description.strip();
        findings = List.copyOf(findings);
    }

    /** Equal for readings with the same findings, whatever their order. */
    String fingerprint() {
        String all = String.join(
                "\n", findings.stream().map(Finding::toString).sorted().toList());
        return Digest.of(all.getBytes(StandardCharsets.UTF_8));
    }
}
