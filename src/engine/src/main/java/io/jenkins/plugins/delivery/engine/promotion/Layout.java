package io.jenkins.plugins.delivery.engine.promotion;

/** How a file of a GitOps repository holds the version of a service. */
public enum Layout {
    /** Told from the file's own kind. */
    AUTO,
    /** Values of a Helm chart. */
    VALUES,
    /** An Argo CD application, as in an app of apps. */
    APPLICATION,
    /** The images of a kustomization. */
    KUSTOMIZE,
    /** The elements of a list generator of an ApplicationSet. */
    APPLICATION_SET
}
