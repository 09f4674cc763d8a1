package io.jenkins.plugins.delivery.engine.layout;

/** How a file of a GitOps repository holds the version of a service. */
public enum Layout {
    /** Told from the file's own kind. */
    AUTO,
    /** Values of a Helm chart, or any other file of settings. */
    VALUES,
    /** An Argo CD application, as in an app of apps. */
    APPLICATION,
    /** The images of a kustomization. */
    KUSTOMIZE,
    /** The elements of a list generator of an ApplicationSet. */
    APPLICATION_SET,
    /** The containers of a Deployment, StatefulSet, Rollout, CronJob or another workload. */
    MANIFEST
}
