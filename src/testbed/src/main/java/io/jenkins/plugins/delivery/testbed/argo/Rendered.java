package io.jenkins.plugins.delivery.testbed.argo;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an application's sources say at fixed revisions.
 *
 * @param revisions the revision of each source
 * @param sources the sources as they were declared
 * @param files the files read, by source position and path
 * @param values merged Helm values
 * @param manifests what the files declare
 */
record Rendered(
        List<String> revisions,
        List<ArgoSource> sources,
        Map<String, String> files,
        Map<String, Object> values,
        Manifests manifests) {

    /**
     * What the files declare: resources, images in them, and child applications.
     *
     * @param sets what each ApplicationSet makes, by its name
     */
    record Manifests(
            List<Resource> resources,
            List<String> images,
            List<ArgoApplication> children,
            Map<String, List<ArgoApplication>> sets) {

        boolean isAppOfApps() {
            return !children.isEmpty();
        }
    }

    /** Whether both would put the same things into the cluster; another commit elsewhere in the repository changes nothing. */
    boolean sameContent(Rendered other) {
        return other != null
                && files.equals(other.files)
                && values.equals(other.values)
                && charts().equals(other.charts());
    }

    /** The names under which this can be called a version: revisions of charts, image tags and digests. */
    Set<String> versions() {
        Set<String> versions = new LinkedHashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).kind() == ArgoSource.Kind.CHART) {
                versions.add(revisions.get(i));
            }
        }
        for (String image : manifests.images()) {
            int at = image.indexOf('@');
            String tagged = at < 0 ? image : image.substring(0, at);
            if (at >= 0) {
                versions.add(image.substring(at + 1));
            }
            int colon = tagged.lastIndexOf(':');
            if (colon > tagged.lastIndexOf('/')) {
                versions.add(tagged.substring(colon + 1));
            }
        }
        return versions;
    }

    DeployedState deployedAs(String application) {
        return new DeployedState(application, revisions, files, manifests.images(), values);
    }

    private Map<String, String> charts() {
        Map<String, String> charts = new LinkedHashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            ArgoSource source = sources.get(i);
            if (source.kind() == ArgoSource.Kind.CHART) {
                charts.put(source.repoUrl() + "/" + source.location(), revisions.get(i));
            }
        }
        return charts;
    }
}
