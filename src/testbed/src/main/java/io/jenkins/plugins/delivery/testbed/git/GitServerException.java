package io.jenkins.plugins.delivery.testbed.git;

/** The Git server or the repository builder could not do what it was told; the message says what and on which repository. */
public final class GitServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GitServerException(String message, Throwable cause) {
        super(message, cause);
    }

    GitServerException(String message) {
        super(message);
    }
}
