package io.jenkins.plugins.delivery.engine;

/** The remote knows who asks and does not let them (HTTP 403): the credential lacks a permission. */
public final class ForbiddenException extends TerminalException {

    private static final long serialVersionUID = 1L;

    public ForbiddenException(String message, String advice) {
        super(message, advice);
    }
}
