package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.BlobContent;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import java.util.List;
import java.util.Optional;

/**
 * Versions of one chart in an OCI registry. A version is written once: Helm would move its tag to other content without a word.
 */
final class ChartRepository {

    private static final int MOST_NAMED = 5;

    private final ImageRepository repository;
    private final Registry registry;

    /** @param repository of the chart itself */
    ChartRepository(ImageRepository repository, Registry registry) {
        this.repository = repository;
        this.registry = registry;
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
        RegistryManifest.Descriptor layer = ChartMedia.archive(manifest)
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

    /** Pushes everything of a chart but the tag of its version, so that nobody sees half of it. */
    void upload(PackagedChart chart) throws InterruptedException {
        registry.putBlob(Digest.of(chart.config()), BlobContent.of(chart.config()));
        registry.putBlob(ChartMedia.archive(chart.manifest()).orElseThrow().digest(), chart.content());
        registry.putManifest(chart.manifest().digest(), chart.manifest());
    }

    /**
     * Gives an uploaded chart the tag of its version, and looks whether it stayed.
     *
     * @return whether it was this call that gave it; false when another build was first with the same chart
     * @throws TerminalException when another build was first with another chart
     */
    boolean tag(String version, PackagedChart chart) throws InterruptedException {
        try {
            registry.putManifest(version, chart.manifest());
        } catch (TerminalException e) {
            // Immutable tags: another build may have been first.
            if (same(version, chart.archive()).isPresent()) {
                return false;
            }
            throw e;
        }
        Optional<String> named = registry.manifest(version).map(RegistryManifest::digest);
        if (!named.equals(Optional.of(chart.manifest().digest()))) {
            throw new TerminalException(
                    reference(version) + " names " + named.orElse("nothing") + " after the push, and not "
                            + chart.manifest().digest() + ", which was pushed.",
                    "Another build pushed the same version at the same time: build a new version.");
        }
        return true;
    }

    /** Some names, and how many there are beside them. */
    static String listed(List<String> names) {
        String shown = String.join(", ", names.stream().limit(MOST_NAMED).toList());
        return names.size() <= MOST_NAMED ? shown : shown + " and " + (names.size() - MOST_NAMED) + " more";
    }
}
