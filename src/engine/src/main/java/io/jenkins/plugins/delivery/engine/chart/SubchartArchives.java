package io.jenkins.plugins.delivery.engine.chart;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks into the archives in a chart's {@code charts/}, before Helm unpacks them into its memory: names that lead out, links, and
 * more content than a chart may have. Archives inside archives count too.
 */
final class SubchartArchives {

    private static final String DIRECTORY = "charts";

    /** Charts in charts in charts; what is deeper is made to be deep. */
    private static final int DEEPEST = 8;

    private final ChartLimits limits;

    private SubchartArchives(ChartLimits limits) {
        this.limits = limits;
    }

    /**
     * Counts what the archives hold and collects what is wrong with them.
     *
     * @param chart a directory
     * @throws ChartLimits.Exceeded when it is too much
     */
    static void check(Path chart, ChartLimits limits) {
        SubchartArchives archives = new SubchartArchives(limits);
        try (Stream<Path> files = Files.walk(chart)) {
            for (Path file : files.filter(SubchartArchives::archive).sorted().toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    archives.visit(file, chart.relativize(file).toString().replace('\\', '/'), in, 1);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The copy of the chart cannot be read", e);
        }
    }

    /** Helm passes over names that begin with a dot or an underscore. */
    private static boolean archive(Path file) {
        Path parent = file.getParent();
        return parent != null
                && parent.endsWith(DIRECTORY)
                && archive(file.getFileName().toString())
                && Files.isRegularFile(file);
    }

    private static boolean archive(String name) {
        return name.endsWith(".tgz") && !name.startsWith(".") && !name.startsWith("_");
    }

    private void visit(Path file, String archive, InputStream in, int depth) {
        if (depth > DEEPEST) {
            throw limits.stop(archive + " is a chart in more than " + DEEPEST + " charts");
        }
        try {
            ChartTar.visit(in, (name, size, content) -> {
                String shown = archive + "!" + name;
                // The first folder is the chart; Helm takes it away. An archive from Windows has backslashes.
                List<String> parts = Arrays.asList(name.split(name.contains("\\") ? "\\\\" : "/", -1));
                String path = String.join("/", parts.subList(1, parts.size()));
                if (parts.size() < 2) {
                    limits.problem(shown + " is not in the folder of a chart");
                } else {
                    limits.file(file + "!" + archive, path, shown);
                }
                if (!limits.content(shown, size)) {
                    throw new ChartLimits.Exceeded();
                }
                if (parts.get(parts.size() - 1).equals(SchemaReferences.FILE)) {
                    SchemaReferences.check(shown, new Open(content), limits);
                }
                boolean nested = parts.size() > 2 && parts.get(parts.size() - 2).equals(DIRECTORY);
                if (nested && archive(parts.get(parts.size() - 1))) {
                    visit(file, shown, new Open(content), depth + 1);
                }
            });
        } catch (IOException e) {
            limits.problem(archive + " cannot be read as the archive of a chart: " + e.getMessage());
        }
    }

    /** The archive around it is read on after the inner one has been closed. */
    private static final class Open extends FilterInputStream {

        Open(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // See above.
        }
    }
}
