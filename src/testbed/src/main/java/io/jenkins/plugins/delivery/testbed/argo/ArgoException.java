package io.jenkins.plugins.delivery.testbed.argo;

/** The target state of an application could not be loaded; Argo CD shows the message as a ComparisonError. */
final class ArgoException extends Exception {

    private static final long serialVersionUID = 1L;

    ArgoException(String message) {
        super(message);
    }

    ArgoException(String message, Throwable cause) {
        super(message, cause);
    }
}
