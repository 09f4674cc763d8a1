package io.jenkins.plugins.delivery.engine;

/** A log that no known secret passes. */
record RedactingLog(DeliveryLog delegate, SecretRedactor redactor) implements DeliveryLog {
    @Override
    public void info(String message) {
        delegate.info(redactor.redact(message));
    }

    @Override
    public void warn(String message) {
        delegate.warn(redactor.redact(message));
    }

    @Override
    public void progress(String message) {
        delegate.progress(redactor.redact(message));
    }
}
