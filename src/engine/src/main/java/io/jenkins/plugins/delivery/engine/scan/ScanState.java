package io.jenkins.plugins.delivery.engine.scan;

/** The states of a scan (Amazon ECR API, {@code ImageScanStatus}), and what each means for somebody who waits. */
public enum ScanState {
    PENDING(Meaning.WAIT, "is queued"),
    IN_PROGRESS(Meaning.WAIT, "is running"),
    COMPLETE(Meaning.FINDINGS, "is complete"),
    /** Enhanced scanning watches an image for as long as it is configured to; it never completes. */
    ACTIVE(Meaning.FINDINGS, "is active"),
    FAILED(Meaning.BROKEN, "failed"),
    UNSUPPORTED_IMAGE(Meaning.UNSUPPORTED, "does not support this image"),
    SCAN_ELIGIBILITY_EXPIRED(Meaning.BROKEN, "no longer covers the image, because it is older than the scan duration"),
    FINDINGS_UNAVAILABLE(Meaning.BROKEN, "has no findings for this image any more"),
    LIMIT_EXCEEDED(Meaning.BROKEN, "was refused, because a limit of the account is reached"),
    IMAGE_ARCHIVED(Meaning.BROKEN, "does not cover archived images"),
    /** The image is there and no scan of it has begun. */
    NOT_STARTED(Meaning.WAIT, "has not begun"),
    /** A state that is newer than this code: nobody knows whether it passes. */
    UNKNOWN(Meaning.BROKEN, "is in a state that this version does not know");

    /** What to do in a state; the first one decides for an image of several platforms. */
    enum Meaning {
        BROKEN,
        UNSUPPORTED,
        WAIT,
        FINDINGS
    }

    private final Meaning meaning;
    private final String words;

    ScanState(Meaning meaning, String words) {
        this.meaning = meaning;
        this.words = words;
    }

    Meaning meaning() {
        return meaning;
    }

    /** Whether this one decides when two platforms differ; of ACTIVE and COMPLETE it is ACTIVE, which may still change. */
    boolean before(ScanState other) {
        return meaning == other.meaning ? this == ACTIVE : meaning.compareTo(other.meaning) < 0;
    }

    /** Completes a sentence that begins with "The scan of x". */
    String words() {
        return words;
    }

    /** The state of this name; {@link #UNKNOWN} for any other. */
    public static ScanState of(String name) {
        for (ScanState state : values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
