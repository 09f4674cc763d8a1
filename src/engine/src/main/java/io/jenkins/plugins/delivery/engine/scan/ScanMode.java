package io.jenkins.plugins.delivery.engine.scan;

/** Which of ECR's scanners is expected. */
public enum ScanMode {
    /** Whatever the registry is configured for. */
    AUTO,
    /** Basic scanning: started on push or by hand, ends with COMPLETE. */
    BASIC,
    /** Enhanced scanning by Amazon Inspector: continuous, stays ACTIVE; never started by hand. */
    ENHANCED
}
