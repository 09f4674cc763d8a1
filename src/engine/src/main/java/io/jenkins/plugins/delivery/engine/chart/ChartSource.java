package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.NotFoundException;
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
import java.util.stream.Stream;

/** A copy of a chart that this run may change. */
final class ChartSource {

    private static final String CHART_FILE = "Chart.yaml";
    private static final String VALUES_FILE = "values.yaml";

    /** How deep other charts are looked for when the named one is missing. */
    private static final int SEARCH_DEPTH = 4;

    private final Path directory;
    private final ChartMetadata metadata;

    private ChartSource(Path directory, ChartMetadata metadata) {
        this.directory = directory;
        this.metadata = metadata;
    }

    /**
     * The chart in the workspace.
     *
     * @throws NotFoundException when there is none; names what was looked for and the charts that are there
     */
    static Path find(Path workDir, String chart) {
        Path directory = WorkspacePath.resolve(workDir, chart, "The chart");
        if (Files.isRegularFile(directory.resolve(CHART_FILE))) {
            return directory;
        }
        List<String> others = charts(workDir);
        throw new NotFoundException(
                "There is no chart in '" + chart + "': the workspace has no file "
                        + WorkspacePath.text(workDir, directory.resolve(CHART_FILE)) + ".",
                others.isEmpty()
                        ? "Create one there, or correct 'chart'."
                        : "Correct 'chart'; charts are in " + String.join(", ", others) + ".");
    }

    private static List<String> charts(Path workDir) {
        if (!Files.isDirectory(workDir)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(
                workDir, SEARCH_DEPTH, (file, attributes) -> file.endsWith(CHART_FILE) && attributes.isRegularFile())) {
            return files.map(file -> WorkspacePath.text(workDir, file.getParent()))
                    .map(path -> path.isEmpty() ? "." : path)
                    .sorted()
                    .limit(5)
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            // The list is only advice; the message above is the answer.
            return List.of();
        }
    }

    /** Copies the chart and the charts beside it that it depends on. */
    static ChartSource copy(Path workDir, Path source, Path copyOfWorkDir) {
        // A chart in the root of the workspace gets a directory too, because the one of the copy exists already.
        Path directory = source.equals(workDir.normalize())
                ? copyOfWorkDir.resolve("chart")
                : copyOfWorkDir.resolve(workDir.normalize().relativize(source).toString());
        ChartCopy.copy(workDir, source, directory);
        ChartMetadata metadata = ChartMetadata.parse(CHART_FILE, read(directory.resolve(CHART_FILE)));
        ChartDependencies.copyLocal(workDir, source, metadata, copyOfWorkDir);
        return new ChartSource(directory, metadata);
    }

    Path directory() {
        return directory;
    }

    ChartMetadata metadata() {
        return metadata;
    }

    /** Writes versions, image and values of the request. */
    void edit(HelmPackageRequest request, DeliveryLog log) {
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("version", request.version());
        versions.put("appVersion", request.appVersion());
        Path chartFile = directory.resolve(CHART_FILE);
        write(chartFile, ChartEdit.set(CHART_FILE, read(chartFile), versions));
        Map<String, Object> values = request.values().byPath();
        if (values.isEmpty()) {
            return;
        }
        Path valuesFile = directory.resolve(VALUES_FILE);
        String before = Files.exists(valuesFile) ? read(valuesFile) : "";
        YamlEdit original = YamlEdit.of(VALUES_FILE, before);
        for (String path : List.of(ChartValues.IMAGE_TAG, ChartValues.IMAGE_DIGEST)) {
            if (values.containsKey(path) && original.find(path).isEmpty()) {
                String variable = path.equals(ChartValues.IMAGE_TAG) ? "ociTag" : "digest";
                log.warn("values.yaml had no " + path + "; it was added. If the chart has it elsewhere, name the place:"
                        + " set: ['path.of.it': '${" + variable + "}'].");
            }
        }
        write(valuesFile, ChartEdit.set(VALUES_FILE, before, values));
    }

    /** A clause for each plaintext secret in the values of the chart and in these files. */
    List<String> secrets(Map<String, Path> valuesFiles) {
        Map<String, Path> files = new LinkedHashMap<>();
        if (Files.exists(directory.resolve(VALUES_FILE))) {
            files.put(VALUES_FILE, directory.resolve(VALUES_FILE));
        }
        ValuesFiles.find(directory, directory, List.of(), List.of()).forEach(files::put);
        valuesFiles.forEach(files::put);
        List<String> problems = new ArrayList<>();
        files.forEach((name, file) -> problems.addAll(ValuesSecretScan.problems(name, read(file))));
        return problems;
    }

    /** Helm's message with the paths of the copy shortened to those in the chart, on one line. */
    String relative(String message) {
        return message.replace(directory + "/", "")
                .replace(directory.toString(), metadata.name())
                .strip()
                .replaceAll("\\s*\\R\\s*", "; ");
    }

    private static String read(Path file) {
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
