package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.ArtifactManifest;
import io.jenkins.plugins.delivery.engine.image.BlobContent;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A packaged chart as it goes to a registry: config, archive, and the manifest that Helm itself would write (Helm 3.21, {@code helm
 * push}), so that the registry cannot tell who pushed. Equal archives have equal manifests: the moment of packaging is not in them.
 */
final class PackagedChart {

    private static final String OCI = "org.opencontainers.image.";

    /** Chart.yaml's annotations become annotations of the manifest, except for what the manifest says of itself. */
    private static final Set<String> OF_MANIFEST = Set.of(OCI + "title", OCI + "version");

    private final ChartArchive archive;
    private final BlobContent content;
    private final byte[] config;
    private final RegistryManifest manifest;

    private PackagedChart(Path file) throws IOException {
        archive = ChartArchive.read(file);
        content = BlobContent.of(file);
        Map<?, ?> chart = metadata(archive);
        config = ChartConfig.of(chart);
        manifest = ArtifactManifest.of(
                ArtifactManifest.descriptor(ChartMedia.CONFIG, config),
                List.of(new RegistryManifest.Descriptor(ChartMedia.ARCHIVE, content.digest(), content.size())),
                annotations(chart));
    }

    /** @throws TerminalException when it cannot be read */
    static PackagedChart of(Path file) {
        try {
            return new PackagedChart(file);
        } catch (IOException e) {
            throw new TerminalException(
                    "The chart archive " + file.getFileName() + " cannot be read (" + e.getMessage() + ").",
                    "Check that nothing changes it while it is pushed.",
                    e);
        }
    }

    /** Its files. */
    ChartArchive archive() {
        return archive;
    }

    /** The .tgz. */
    BlobContent content() {
        return content;
    }

    /** Chart.yaml as JSON. */
    byte[] config() {
        return config.clone();
    }

    RegistryManifest manifest() {
        return manifest;
    }

    private static Map<?, ?> metadata(ChartArchive archive) {
        Map<String, Object> chart = new LinkedHashMap<>();
        for (String name : List.of("Chart.yaml", "requirements.yaml")) {
            archive.digests().keySet().forEach(path -> {
                if (path.matches("[^/]+/" + name)
                        && YamlValues.parse(path, new String(archive.text(path), StandardCharsets.UTF_8))
                                instanceof Map<?, ?> values) {
                    values.forEach((key, value) -> {
                        if (name.equals("Chart.yaml") || key.equals("dependencies")) {
                            chart.put(String.valueOf(key), value);
                        }
                    });
                }
            });
        }
        return chart;
    }

    private static Map<String, String> annotations(Map<?, ?> chart) {
        Map<String, String> annotations = new TreeMap<>();
        put(annotations, "description", ChartConfig.string(chart.get("description")));
        put(annotations, "title", ChartConfig.string(chart.get("name")));
        put(annotations, "version", ChartConfig.string(chart.get("version")));
        put(annotations, "url", ChartConfig.string(chart.get("home")));
        ChartConfig.list(chart.get("sources")).stream()
                .findFirst()
                .ifPresent(source -> put(annotations, "source", ChartConfig.string(source)));
        put(annotations, "authors", authors(chart));
        // The time of the archive, which is the same for every archive.
        put(annotations, "created", Instant.EPOCH.toString());
        ChartConfig.annotations(chart).forEach((key, value) -> {
            if (!OF_MANIFEST.contains(key)) {
                annotations.put(key, value);
            }
        });
        return annotations;
    }

    private static String authors(Map<?, ?> chart) {
        return ChartConfig.list(chart.get("maintainers")).stream()
                .filter(Map.class::isInstance)
                .map(item -> {
                    Map<?, ?> maintainer = (Map<?, ?>) item;
                    String email = ChartConfig.string(maintainer.get("email"));
                    return ChartConfig.string(maintainer.get("name")) + (email.isEmpty() ? "" : " (" + email + ")");
                })
                .collect(Collectors.joining(", "));
    }

    private static void put(Map<String, String> annotations, String name, String value) {
        if (!value.isBlank()) {
            annotations.put(OCI + name, value);
        }
    }
}
