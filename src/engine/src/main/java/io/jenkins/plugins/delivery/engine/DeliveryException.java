package io.jenkins.plugins.delivery.engine;

/**
 * What went wrong in a delivery, told as a sentence: what failed, on what, and what to do next.
 *
 * <p>The subtypes are the decisions a host has to make: {@link InvalidInputException} (nothing was done, correct the input),
 * {@link RetryableException} (the same call may succeed later), {@link TerminalException} (it will not) and
 * {@link GateFailedException} (a gate decided no).
 */
public abstract sealed class DeliveryException extends RuntimeException
        permits InvalidInputException, RetryableException, TerminalException, GateFailedException {

    private static final long serialVersionUID = 1L;

    private final String advice;

    /**
     * @param message what failed and on what; never contains a secret; one of several lines ends with a line break
     * @param advice what a person does next; empty when the message already says it
     * @param cause the technical cause, or null
     */
    protected DeliveryException(String message, String advice, Throwable cause) {
        super(advice.isEmpty() ? message : message + (message.endsWith("\n") ? "" : " ") + advice, cause);
        this.advice = advice;
    }

    /** What a person does next; empty when the message already says it. */
    public String advice() {
        return advice;
    }
}
