package io.jenkins.plugins.delivery.engine.promotion;

/**
 * A file of the service's repository that differs between two commits.
 *
 * @param path relative, with '/'
 * @param crd whether it defines a custom resource, before or after
 */
public record SourceChange(String path, boolean crd) {}
