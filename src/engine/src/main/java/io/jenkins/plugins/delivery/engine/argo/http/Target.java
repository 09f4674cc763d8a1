package io.jenkins.plugins.delivery.engine.argo.http;

/**
 * What a caller asks for.
 *
 * @param application its name
 * @param project the caller's word for its project; null when not known
 */
record Target(String application, String project) {}
