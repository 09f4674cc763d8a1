package io.jenkins.plugins.delivery.engine;

import java.util.Map;

/**
 * A gate decided no. This is a verdict about the delivered software and not a fault of the pipeline; a gate that could not decide
 * throws {@link TerminalException} or {@link RetryableException} instead.
 */
public final class GateFailedException extends DeliveryException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> result;

    /** @param result the {@code toMap()} of the verdict, so that a host can show what was measured */
    public GateFailedException(String message, String advice, Map<String, Object> result) {
        super(message, advice, null);
        this.result = Map.copyOf(result);
    }

    /** What was measured, as plain values; empty after the exception crossed a process boundary. */
    public Map<String, Object> result() {
        return result == null ? Map.of() : result;
    }
}
