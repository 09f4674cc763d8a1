package io.jenkins.plugins.delivery.engine;

/** The remote is there and has no such thing. */
public final class NotFoundException extends TerminalException {

    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message, "");
    }

    public NotFoundException(String message, String advice) {
        super(message, advice);
    }
}
