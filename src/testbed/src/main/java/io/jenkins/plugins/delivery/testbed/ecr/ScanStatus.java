package io.jenkins.plugins.delivery.testbed.ecr;

/** The states of an image scan, named as the API names them (ECR API Reference, ImageScanStatus). */
public enum ScanStatus {
    IN_PROGRESS,
    COMPLETE,
    FAILED,
    UNSUPPORTED_IMAGE,
    /** Enhanced scanning watches the image without an end. */
    ACTIVE,
    PENDING,
    SCAN_ELIGIBILITY_EXPIRED,
    FINDINGS_UNAVAILABLE,
    LIMIT_EXCEEDED,
    IMAGE_ARCHIVED;

    /** Whether findings accompany this state. */
    boolean hasFindings() {
        return this == COMPLETE || this == ACTIVE;
    }
}
