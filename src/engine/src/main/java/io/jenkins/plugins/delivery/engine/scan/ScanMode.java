package io.jenkins.plugins.delivery.engine.scan;

/** Which of ECR's scanners is expected. */
public enum ScanMode {
    /** Whatever the registry is configured for. */
    AUTO("any scanning"),
    /** Basic scanning: started on push or by hand, ends with COMPLETE. */
    BASIC("basic scanning"),
    /** Enhanced scanning by Amazon Inspector: continuous, stays ACTIVE; never started by hand. */
    ENHANCED("enhanced scanning");

    private final String words;

    ScanMode(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
