package io.jenkins.plugins.delivery.engine.gate;

/** The HTTP methods a URL check may use (RFC 9110, section 9.3; CONNECT and TRACE make no sense here). */
public enum CheckMethod {
    GET,
    HEAD,
    OPTIONS,
    POST,
    PUT,
    PATCH,
    DELETE
}
