package io.jenkins.plugins.delivery.engine.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The files of a packaged chart, for comparison. */
final class ArchiveFiles {

    private ArchiveFiles() {}

    /** Name to content. A file that is there twice is an error. */
    static Map<String, byte[]> read(Path archive) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (InputStream in = Files.newInputStream(archive)) {
            ChartTar.visit(in, (name, size, content) -> {
                if (files.put(name, content.readAllBytes()) != null) {
                    throw new IOException(name + " is there twice");
                }
            });
        }
        return files;
    }
}
