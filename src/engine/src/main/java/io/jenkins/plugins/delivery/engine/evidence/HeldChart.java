package io.jenkins.plugins.delivery.engine.evidence;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.ChartMedia;
import io.jenkins.plugins.delivery.engine.image.ArtifactManifest;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import java.util.Map;
import java.util.Optional;

/** A chart that helmPackage pushed: behind the tag of its version, or held back, known by its digest only. */
final class HeldChart {

    private final Registry registry;
    private final EvidenceRecord.Chart chart;
    private final String archive;
    private RegistryManifest manifest;
    private boolean tagged;

    private HeldChart(Registry registry, EvidenceRecord.Chart chart, RegistryManifest manifest) {
        this.registry = registry;
        this.chart = chart;
        this.manifest = manifest;
        this.archive = archiveOf(manifest)
                .orElseThrow(() -> new TerminalException(
                        "What " + chart.repository() + " has under " + chart.digest() + " is no chart.",
                        "Pass the result of helmPackage as chart."));
    }

    /** @throws TerminalException when the chart is not there, or its version is another chart */
    static HeldChart open(Registry registry, EvidenceRecord.Chart chart) throws InterruptedException {
        RegistryManifest pushed = registry.manifest(chart.digest())
                .orElseThrow(() -> new NotFoundException(
                        "The registry has no chart " + chart.repository() + "@" + chart.digest() + ".",
                        "Run helmPackage again; a registry may clean up what has no tag for long."));
        HeldChart held = new HeldChart(registry, chart, pushed);
        held.lookAtTag();
        return held;
    }

    private void lookAtTag() throws InterruptedException {
        Optional<RegistryManifest> named = registry.manifest(chart.version());
        if (named.isPresent()) {
            if (!archiveOf(named.get()).equals(Optional.of(archive))) {
                throw new TerminalException(
                        reference() + " exists already with other content than " + chart.digest() + ".",
                        "A version is published once: build a new version.");
            }
            manifest = named.get();
            tagged = true;
        }
    }

    /** Whether people who resolve versions see it. */
    boolean tagged() {
        return tagged;
    }

    /** Digest of the .tgz. */
    String archive() {
        return archive;
    }

    /** {@code oci://host/path/name:version}. */
    String reference() {
        return "oci://" + chart.repository() + ":" + chart.version();
    }

    /** The manifest behind the tag; before there is one, the one that was pushed. */
    RegistryManifest manifest() {
        return manifest;
    }

    /** Writes the annotations, still without the tag. */
    void annotate(Map<String, String> annotations) throws InterruptedException {
        manifest = ArtifactManifest.annotated(manifest, annotations);
        registry.putManifest(manifest.digest(), manifest);
    }

    /** Gives the chart the tag of its version, the last thing that is done with it. */
    void release() throws InterruptedException {
        try {
            registry.putManifest(chart.version(), manifest);
        } catch (TerminalException e) {
            // Immutable tags: another build may have been first, with the same chart or with another.
            lookAtTag();
            if (!tagged) {
                throw e;
            }
            return;
        }
        String ours = manifest.digest();
        lookAtTag();
        if (!tagged || !manifest.digest().equals(ours)) {
            throw new TerminalException(
                    reference() + " is not what was tagged a moment ago (" + ours + ").",
                    "Another build tags the same version: let one build at a time do so.");
        }
    }

    private static Optional<String> archiveOf(RegistryManifest manifest) {
        return ChartMedia.archive(manifest).map(RegistryManifest.Descriptor::digest);
    }
}
