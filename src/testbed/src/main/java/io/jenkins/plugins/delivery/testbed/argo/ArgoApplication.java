package io.jenkins.plugins.delivery.testbed.argo;

import java.util.List;
import java.util.Map;

/**
 * What an application is told to run.
 *
 * @param name the application's name, unique in the server
 * @param placement the project it belongs to and the namespace it runs in
 * @param sources where its manifests come from; several make a multi-source application
 * @param autoSync whether a difference starts a sync without anybody asking
 * @param labels labels for selectors
 */
public record ArgoApplication(
        String name, Placement placement, List<ArgoSource> sources, boolean autoSync, Map<String, String> labels) {

    /** Copies the collections and wants at least one source. */
    public ArgoApplication {
        sources = List.copyOf(sources);
        labels = Map.copyOf(labels);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("The application " + name + " needs at least one source.");
        }
    }

    /**
     * Where an application belongs.
     *
     * @param project the Argo CD project
     * @param namespace the namespace of its resources
     */
    public record Placement(String project, String namespace) {}

    /** An application of project {@code default} that follows a directory of a branch and syncs by itself. */
    public static ArgoApplication of(String name, String repoUrl, String branch, String path) {
        return of(name, ArgoSource.directory(repoUrl, branch, path));
    }

    /** An application of project {@code default} with these sources that syncs by itself. */
    public static ArgoApplication of(String name, ArgoSource... sources) {
        return new ArgoApplication(name, new Placement("default", name), List.of(sources), true, Map.of());
    }

    /** The same in another project. */
    public ArgoApplication inProject(String project) {
        return new ArgoApplication(name, new Placement(project, placement.namespace()), sources, autoSync, labels);
    }

    /** The same, but it syncs only when it is told to. */
    public ArgoApplication manualSync() {
        return new ArgoApplication(name, placement, sources, false, labels);
    }

    /** The same with these labels. */
    public ArgoApplication labelled(Map<String, String> newLabels) {
        return new ArgoApplication(name, placement, sources, autoSync, newLabels);
    }
}
