package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

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

    private final Map<String, byte[]> files;

    private ChartContent(Map<String, byte[]> files) {
        this.files = files;
    }

    /** @param request says which values follow the version */
    static ChartContent of(ChartArchive archive, HelmPackageRequest request) {
        Map<String, List<String>> paths = new LinkedHashMap<>();
        paths.put("Chart.yaml", OF_CHART);
        paths.put("Chart.lock", OF_LOCK);
        paths.put("values.yaml", request.values().pathsOfVersion());
        Map<String, byte[]> files = new TreeMap<>();
        archive.files().forEach((name, content) -> {
            // The first folder is the chart itself; charts below it are dependencies.
            List<String> neutral = paths.getOrDefault(name.substring(name.indexOf('/') + 1), List.of());
            files.put(name, neutral.isEmpty() ? content : neutralised(name, content, neutral));
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
        TreeSet<String> names = new TreeSet<>(files.keySet());
        names.addAll(other.files.keySet());
        return names.stream()
                .filter(name -> !Arrays.equals(files.get(name), other.files.get(name)))
                .toList();
    }

    /** {@code sha256:…} over names and contents. */
    String digest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        files.forEach((name, content) -> {
            all.writeBytes((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
            all.writeBytes(content);
        });
        return Digest.of(all.toByteArray());
    }
}
