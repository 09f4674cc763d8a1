package io.jenkins.plugins.delivery.engine.scan;

import java.time.Instant;

/**
 * Everything that is reported of one decided scan.
 *
 * @param repository of the image in ECR
 * @param image what was scanned
 * @param status of the scan as ECR names it
 * @param at when it was decided
 */
record ScanRecord(
        String repository,
        WatchedImage image,
        String status,
        ScanVerdict verdict,
        ScanComparison comparison,
        Instant at) {

    private static final int DIGITS = 12;

    /** The image for messages. */
    String subject() {
        return repository + "@" + image.digest();
    }

    boolean isNew(Finding finding) {
        return comparison.fresh().contains(finding.key());
    }

    /** Name of the full report with the run. */
    String reportName() {
        return fileName() + ".json";
    }

    /** Name of the same findings in SARIF. */
    String sarifName() {
        return fileName() + ".sarif";
    }

    private String fileName() {
        String digits = image.digest().substring(image.digest().indexOf(':') + 1);
        return "delivery/scan-" + repository.replaceAll("[^a-z0-9._-]", "-") + "-"
                + digits.substring(0, Math.min(DIGITS, digits.length()));
    }
}
