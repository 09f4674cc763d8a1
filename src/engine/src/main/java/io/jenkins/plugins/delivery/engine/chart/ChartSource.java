package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A copy of a chart that this run may change. */
final class ChartSource {

    private static final String CHART_FILE = ChartMetadata.CHART_FILE;
    private static final String VALUES_FILE = "values.yaml";

    private final List<Path> charts;
    private final Path directory;
    private final ChartMetadata metadata;

    private ChartSource(List<Path> charts) {
        this.charts = charts;
        this.directory = charts.get(charts.size() - 1);
        this.metadata = ChartMetadata.read(directory);
    }

    /**
     * Copies the chart and the charts beside it that it depends on.
     *
     * @param destination the directory that gets archives
     * @throws InvalidInputException with every link that leads out, every name that does, and whatever makes it too large
     */
    static ChartSource copy(Path workDir, Path source, Path destination, Path copyOfWorkDir) {
        ChartLimits limits = new ChartLimits();
        List<Path> charts = List.of();
        try {
            charts = new LocalCharts(workDir, copyOfWorkDir, destination, limits).copy(source);
        } catch (ChartLimits.Exceeded e) {
            // What was exceeded is among the problems.
        }
        limits.refuse("The chart " + WorkspacePath.text(workDir, source));
        return new ChartSource(charts);
    }

    /** Fetches what it and the charts beside it depend on, and looks into what came. */
    void fetchDependencies(Helm session) throws InterruptedException {
        for (Path chart : charts) {
            ChartDependencies.fetch(session, chart);
        }
        ChartLimits limits = new ChartLimits();
        try {
            SubchartArchives.check(directory, limits);
        } catch (ChartLimits.Exceeded e) {
            // What was exceeded is among the problems.
        }
        limits.refuse("What the chart " + metadata.name() + " depends on");
    }

    /** Whether anything here comes out of an OCI registry. */
    boolean dependsOnRegistry() {
        return charts.stream()
                .flatMap(chart -> ChartMetadata.read(chart).dependencies().stream())
                .anyMatch(dependency -> dependency.repository().startsWith("oci://"));
    }

    Path directory() {
        return directory;
    }

    ChartMetadata metadata() {
        return metadata;
    }

    /**
     * Writes versions, image and values of the request.
     *
     * @return a clause for each file that cannot be edited
     */
    List<String> edit(HelmPackageRequest request, DeliveryLog log) {
        List<String> problems = new ArrayList<>();
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("version", request.version());
        versions.put("appVersion", request.appVersion());
        edit(CHART_FILE, versions, problems);
        Map<String, Object> values = request.values().byPath();
        String before = edit(VALUES_FILE, values, problems);
        for (String path : List.of(ChartValues.IMAGE_TAG, ChartValues.IMAGE_DIGEST)) {
            if (problems.isEmpty()
                    && values.containsKey(path)
                    && YamlEdit.of(VALUES_FILE, before).find(path).isEmpty()) {
                String variable = path.equals(ChartValues.IMAGE_TAG) ? "ociTag" : "digest";
                log.warn("values.yaml had no " + path + "; it was added. If the chart has it elsewhere, name the place:"
                        + " set: ['path.of.it': '${" + variable + "}'].");
            }
        }
        return problems;
    }

    /** @return the text before */
    private String edit(String name, Map<String, Object> values, List<String> problems) {
        Path file = directory.resolve(name);
        String before = Files.exists(file) ? read(file) : "";
        if (!values.isEmpty()) {
            try {
                write(file, ChartEdit.set(name, before, values));
            } catch (DeliveryException e) {
                problems.add(e.getMessage());
            }
        }
        return before;
    }

    /** A values file with what the request writes, for rendering as a promotion leaves it. */
    Path promoted(HelmPackageRequest request, Path scratch) {
        Path file = scratch.resolve("promoted.yaml");
        write(
                file,
                ChartEdit.set(
                        file.getFileName().toString(), "", request.values().byPath()));
        return file;
    }

    /**
     * The values of the chart, those for its environments, and the given ones: name for messages to file.
     *
     * @param problems gets a clause for each that is no file
     */
    Map<String, Path> allValues(Map<String, Path> given, List<String> problems) {
        Map<String, Path> files = new LinkedHashMap<>();
        if (Files.exists(directory.resolve(VALUES_FILE))) {
            files.put(VALUES_FILE, directory.resolve(VALUES_FILE));
        }
        files.putAll(ValuesFiles.find(directory, directory, List.of(), problems));
        files.putAll(given);
        return files;
    }

    /** Helm's message with the paths of the copy shortened to those in the chart, on one line. */
    String relative(String message) {
        return message.replace(directory + "/", "")
                .replace(directory.toString(), metadata.name())
                .strip()
                .replaceAll("\\s*\\R\\s*", "; ");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new TerminalException(
                    file.getFileName() + " cannot be read (" + e.getMessage() + ").", "It has to be UTF-8 text.", e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new TerminalException(file.getFileName() + " cannot be written (" + e.getMessage() + ").", "", e);
        }
    }
}
