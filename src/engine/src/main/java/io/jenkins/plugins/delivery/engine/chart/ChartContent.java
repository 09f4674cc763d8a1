package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a packaged chart is apart from its versions: a release and the candidate that was tested for it have the same content. The
 * versions in Chart.yaml, the values that this packaging wrote from the version, and the time in Chart.lock are left out; charts that
 * it depends on count as they are.
 */
final class ChartContent {

    private static final String NEUTRAL = "version-of-the-build";

    /** Helm writes the time of a dependency update there (Helm documentation, "helm dependency update"). */
    private static final List<String> OF_LOCK = List.of("generated");

    private static final List<String> OF_CHART = List.of("version", "appVersion");

    /** Name to digest. */
    private final Map<String, String> files;

    private ChartContent(Map<String, String> files) {
        this.files = files;
    }

    /** @param request says which values follow the version */
    static ChartContent of(ChartArchive archive, HelmPackageRequest request) {
        Map<String, List<String>> paths = new LinkedHashMap<>();
        paths.put("Chart.yaml", OF_CHART);
        paths.put("Chart.lock", OF_LOCK);
        paths.put("requirements.lock", OF_LOCK);
        paths.put("values.yaml", request.values().pathsOfVersion());
        Map<String, String> files = new TreeMap<>();
        archive.digests().forEach((name, digest) -> {
            // The first folder is the chart itself; charts below it are dependencies.
            List<String> neutral = paths.getOrDefault(name.substring(name.indexOf('/') + 1), List.of());
            byte[] content = neutral.isEmpty() ? null : archive.text(name);
            files.put(name, content == null ? digest : Digest.of(neutralised(name, content, neutral)));
        });
        return new ChartContent(files);
    }

    private static byte[] neutralised(String name, byte[] content, List<String> paths) {
        String text = new String(content, StandardCharsets.UTF_8);
        try {
            for (String path : paths) {
                YamlEdit edit = YamlEdit.of(name, text);
                text = edit.find(path).isPresent() ? edit.replace(path, NEUTRAL).text() : text;
            }
            // Some versions need quotes in YAML and others do not.
            return text.replaceAll("[\"']" + NEUTRAL + "[\"']", NEUTRAL).getBytes(StandardCharsets.UTF_8);
        } catch (TerminalException e) {
            // Compared as it is, when it is of a form that is not edited.
            return content;
        }
    }

    /** Names of the files that are missing on one side or differ, in order. */
    List<String> differences(ChartContent other) {
        return ChartArchive.differences(files, other.files);
    }

    /** {@code sha256:…} over names and contents. */
    String digest() {
        MessageDigest sha256 = Digest.sha256();
        files.forEach((name, digest) -> sha256.update((name + "\0" + digest + "\0").getBytes(StandardCharsets.UTF_8)));
        return Digest.text(sha256.digest());
    }
}
