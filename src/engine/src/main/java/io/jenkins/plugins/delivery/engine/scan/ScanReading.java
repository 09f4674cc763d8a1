package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.image.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a scanner said at one moment.
 *
 * @param state of the scan
 * @param description the scanner's own words about the state; may be empty
 * @param findings of all pages; empty unless the state has findings
 * @param missing how many findings the scanner counts and does not list; more than 0 while results are on their way
 * @param scanner which scanner wrote the findings, when their form shows it
 * @param completedAt when the scan ended, when the scanner says so
 */
public record ScanReading(
        ScanState state,
        String description,
        List<Finding> findings,
        int missing,
        Optional<ScanMode> scanner,
        Optional<Instant> completedAt) {

    private static final int LONGEST = 300;

    public ScanReading {
        description = OneLine.of(description, LONGEST).replaceAll("[.\\s]+$", "");
        findings = List.copyOf(findings);
    }

    /** A reading without findings. */
    public static ScanReading of(ScanState state, String description) {
        return new ScanReading(state, description, List.of(), 0, Optional.empty(), Optional.empty());
    }

    /** Equal for readings with the same findings, whatever their order. */
    String fingerprint() {
        MessageDigest digest = Digest.sha256();
        findings.stream()
                .map(finding -> finding + "\t" + finding.affected().path() + "\t" + finding.suppressed() + "\n")
                .sorted()
                .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        return Digest.text(digest.digest());
    }
}
