package io.jenkins.plugins.delivery.engine;

import java.time.Duration;
import java.util.Optional;

/** A failure that may pass: an outage, a lost race, throttling. The same call may be made again. */
public final class RetryableException extends DeliveryException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public RetryableException(String message, String advice, Throwable cause) {
        this(message, advice, cause, null);
    }

    /** @param retryAfter how long the remote asked us to wait (HTTP Retry-After), or null when it did not say */
    public RetryableException(String message, String advice, Throwable cause, Duration retryAfter) {
        super(message, advice, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the remote asked us to wait, when it said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
