package io.jenkins.plugins.delivery.testbed.argo;

/**
 * One source of an application.
 *
 * @param kind what the location means
 * @param repoUrl the Git URL, or the registry and path of a chart without a scheme
 * @param targetRevision branch, tag, commit or chart version
 * @param location directory (or file) in the repository, name of the chart, or name of the reference
 * @param helm values for Helm
 */
public record ArgoSource(Kind kind, String repoUrl, String targetRevision, String location, HelmValues helm) {

    /** What a source gives. */
    public enum Kind {
        /** Manifests, or a Helm chart, in a directory of a Git repository. */
        DIRECTORY,
        /** A Helm chart from a registry; Argo CD reports its version as the revision. */
        CHART,
        /** Only files for other sources' {@code valueFiles}. */
        REFERENCE
    }

    /** A directory of a Git repository. */
    public static ArgoSource directory(String repoUrl, String targetRevision, String path) {
        return new ArgoSource(Kind.DIRECTORY, repoUrl, targetRevision, path, HelmValues.NONE);
    }

    /** A chart of a registry. */
    public static ArgoSource chart(String repoUrl, String chart, String version) {
        return new ArgoSource(Kind.CHART, repoUrl, version, chart, HelmValues.NONE);
    }

    /** A Git repository that other sources read values files from, as {@code $name/path}. */
    public static ArgoSource reference(String repoUrl, String targetRevision, String name) {
        return new ArgoSource(Kind.REFERENCE, repoUrl, targetRevision, name, HelmValues.NONE);
    }

    /** The same source with values for Helm. */
    public ArgoSource withHelm(HelmValues values) {
        return new ArgoSource(kind, repoUrl, targetRevision, location, values);
    }

    /** The same source at another revision. */
    ArgoSource at(String revision) {
        return new ArgoSource(kind, repoUrl, revision, location, helm);
    }
}
