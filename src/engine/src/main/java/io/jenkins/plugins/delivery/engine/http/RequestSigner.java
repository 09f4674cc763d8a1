package io.jenkins.plugins.delivery.engine.http;

import java.net.URI;
import java.util.Map;

/** Says what a request carries beside its own headers: a signature of it, for example. */
@FunctionalInterface
public interface RequestSigner {

    /** Adds nothing. */
    RequestSigner NONE = (method, address, headers, body) -> headers;

    /**
     * All headers of a request.
     *
     * @param method in capitals
     * @param address with its encoded query
     * @param headers that it has already
     * @param body that is sent with it; empty for none
     * @return these and more; not what the HTTP client sets by itself
     */
    Map<String, String> sign(String method, URI address, Map<String, String> headers, byte[] body)
            throws InterruptedException;
}
