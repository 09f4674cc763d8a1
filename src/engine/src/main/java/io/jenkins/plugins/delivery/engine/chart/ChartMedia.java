package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import java.util.Optional;

/** Media types of charts in registries (Helm documentation, "Use OCI-based registries"). */
public final class ChartMedia {

    /** The chart's metadata as JSON. */
    public static final String CONFIG = "application/vnd.cncf.helm.config.v1+json";

    /** The packaged chart. */
    public static final String ARCHIVE = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    private ChartMedia() {}

    /** The packaged chart of a manifest; empty when it is no chart. */
    public static Optional<RegistryManifest.Descriptor> archive(RegistryManifest manifest) {
        return manifest.blobs().stream()
                .filter(blob -> blob.mediaType().equals(ARCHIVE))
                .findFirst();
    }
}
