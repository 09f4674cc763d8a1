package io.jenkins.plugins.delivery.testbed.oci;

/** The registry could not be started, stopped, read or written; the message says which and on what. */
public final class OciRegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OciRegistryException(String message) {
        super(message);
    }

    OciRegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
