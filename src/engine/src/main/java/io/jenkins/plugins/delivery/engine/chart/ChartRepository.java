package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Versions of one chart in an OCI registry. A version is written once: Helm would move its tag to other content without a word.
 */
final class ChartRepository {

    /** Media type of the layer that is the packaged chart (Helm documentation, "Use OCI-based registries"). */
    private static final String CHART_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    private static final int MOST_NAMED = 5;

    private final URI parent;
    private final ImageRepository repository;
    private final Registry registry;

    /**
     * @param parent {@code oci://host/path}; Helm appends the chart's name
     * @param repository of the chart itself
     */
    ChartRepository(URI parent, ImageRepository repository, Registry registry) {
        this.parent = parent;
        this.repository = repository;
        this.registry = registry;
    }

    /** The remote to push to. */
    URI parent() {
        return parent;
    }

    /** How people name a version: {@code oci://host/path/name:version}. */
    String reference(String version) {
        return "oci://" + repository + ":" + version;
    }

    /**
     * The files of a version; empty when the registry has it not.
     *
     * @throws TerminalException when what it has is no chart
     */
    Optional<ChartArchive> archive(String version) throws InterruptedException {
        Optional<RegistryManifest> manifest = registry.manifest(version);
        return manifest.isPresent() ? Optional.of(archive(version, manifest.get())) : Optional.empty();
    }

    private ChartArchive archive(String version, RegistryManifest manifest) throws InterruptedException {
        RegistryManifest.Descriptor layer = manifest.blobs().stream()
                .filter(blob -> blob.mediaType().equals(CHART_LAYER))
                .findFirst()
                .orElseThrow(() -> new TerminalException(
                        reference(version) + " exists already and is no chart.",
                        "Let charts and images go to repositories of their own: change oci or the chart's name."));
        return ChartArchive.read(reference(version), registry.blob(layer.digest(), ChartArchive.LARGEST));
    }

    /**
     * The digest of the version when the registry has it already.
     *
     * @throws TerminalException when what it has is another chart, or no chart
     */
    Optional<String> same(String version, ChartArchive chart) throws InterruptedException {
        Optional<RegistryManifest> manifest = registry.manifest(version);
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        List<String> differences = archive(version, manifest.get()).differences(chart);
        if (!differences.isEmpty()) {
            throw new TerminalException(
                    reference(version) + " exists already with other content; different: " + listed(differences) + ".",
                    "A version is published once: build a new version.");
        }
        return Optional.of(manifest.get().digest());
    }

    /**
     * The digest that the registry has for a version after the push.
     *
     * @param reported what Helm said, for the comparison
     */
    String pushed(String version, String reported) throws InterruptedException {
        String digest = registry.manifest(version)
                .map(RegistryManifest::digest)
                .orElseThrow(() -> new TerminalException(
                        reference(version) + " is not there after the push.", "Look into the registry's log."));
        if (!reported.contains(digest)) {
            throw new TerminalException(
                    reference(version) + " names " + digest + " after the push, which is not what was pushed.",
                    "Another build pushed the same version at the same time: build a new version.");
        }
        return digest;
    }

    /** Some names, and how many there are beside them. */
    static String listed(List<String> names) {
        String shown = String.join(", ", names.stream().limit(MOST_NAMED).toList());
        return names.size() <= MOST_NAMED ? shown : shown + " and " + (names.size() - MOST_NAMED) + " more";
    }
}
