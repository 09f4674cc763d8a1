package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Renders a chart as each environment will: its own values, the environment's file, and on top the image as a promotion sets it. What
 * does not render, or breaks the values' schema, fails now and not in prod.
 */
final class EnvironmentRendering {

    private final Helm session;
    private final ChartSource chart;
    private final HelmPackageRequest request;
    private final DeliveryLog log;

    EnvironmentRendering(Helm session, ChartSource chart, HelmPackageRequest request, DeliveryLog log) {
        this.session = session;
        this.chart = chart;
        this.request = request;
        this.log = log;
    }

    /**
     * A clause for each way in which an environment is broken.
     *
     * @param values name of a values file to the file
     * @param promoted a values file with what a promotion sets
     */
    List<String> problems(Map<String, Path> values, Path promoted) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        Map<String, List<String>> broken = new LinkedHashMap<>();
        if (chart.metadata().library()) {
            log.info("The chart is a library, which cannot be rendered alone.");
            return problems;
        }
        for (Map.Entry<String, Path> file : values.entrySet()) {
            try {
                String manifests = session.template(
                        chart.directory(),
                        chart.metadata().name(),
                        List.of(file.getValue(), promoted),
                        request.kubeVersion());
                log.info("Rendered the chart with " + file.getKey() + ".");
                warnOfImage(file.getKey(), file.getValue(), manifests);
            } catch (HelmException e) {
                List<String> findings = SchemaFindings.of(e.getMessage());
                findings.forEach(finding -> problems.add("with " + file.getKey() + ": " + finding));
                if (findings.isEmpty()) {
                    broken.computeIfAbsent(chart.relative(e.getMessage()), any -> new ArrayList<>())
                            .add(file.getKey());
                }
            }
        }
        broken.forEach((message, files) ->
                problems.add("it does not render with " + String.join(" or ", files) + ": " + message));
        return problems;
    }

    /** Tells when the image that was built is not the one that runs, or not what the environment's file says. */
    private void warnOfImage(String name, Path file, String manifests) {
        Map<String, Object> written = request.values().byPath();
        List<String> paths = request.values().pathsOfImage();
        YamlEdit own = YamlEdit.of(name, ChartSource.read(file));
        for (String path : paths) {
            own.find(path)
                    .filter(value -> !value.equals(String.valueOf(written.get(path))))
                    .ifPresent(value -> log.warn(name + " sets " + path + ", so '" + value
                            + "' runs there unless the promotion sets it too; remove it, because values.yaml has it."));
        }
        boolean named = paths.isEmpty()
                || paths.stream().anyMatch(path -> namesImage(manifests, String.valueOf(written.get(path))));
        if (!named) {
            log.warn("No image in what " + name + " renders to has what this build wrote to "
                    + String.join(" and ", paths)
                    + ", so the chart takes its image from elsewhere; name the place: set: ['path.of.the.tag':"
                    + " '${ociTag}'].");
        }
    }

    private static boolean namesImage(String manifests, String value) {
        return manifests
                .lines()
                .anyMatch(line ->
                        line.contains(value) && line.toLowerCase(Locale.ROOT).contains("image"));
    }
}
