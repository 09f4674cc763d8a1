package io.jenkins.plugins.delivery.engine;

/** A failure that will not pass by trying again: wrong credentials, a missing thing, a refusal by policy. */
public sealed class TerminalException extends DeliveryException
        permits ForbiddenException, NotFoundException, UnauthenticatedException {

    private static final long serialVersionUID = 1L;

    public TerminalException(String message, String advice) {
        super(message, advice, null);
    }

    public TerminalException(String message, String advice, Throwable cause) {
        super(message, advice, cause);
    }
}
