package io.jenkins.plugins.delivery.engine;

/** The remote does not know who asks (HTTP 401): the credential is wrong, or a token of it has expired. */
public final class UnauthenticatedException extends TerminalException {

    private static final long serialVersionUID = 1L;

    public UnauthenticatedException(String message, String advice) {
        super(message, advice);
    }
}
