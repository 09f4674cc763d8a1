package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.gate.junit.JUnitReader;
import io.jenkins.plugins.delivery.engine.gate.newman.NewmanReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reports in a work directory, read as a gate reads them. */
final class TestReports {

    static final Map<SuiteKind, TestReader> READERS =
            Map.of(SuiteKind.JUNIT, new JUnitReader(), SuiteKind.NEWMAN, new NewmanReader());

    private TestReports() {}

    /** Puts a recorded report of this package's test resources into the directory. */
    static Path recorded(String name, Path workDir) throws IOException {
        Path file = workDir.resolve(name.substring(name.lastIndexOf('/') + 1));
        try (InputStream in = TestReports.class.getResourceAsStream(name)) {
            Files.copy(in, file);
        }
        return file;
    }

    static SuiteResult read(Path workDir, SuiteKind kind, String... globs) {
        return read(workDir, kind, FlakyList.EMPTY, globs);
    }

    static SuiteResult read(Path workDir, SuiteKind kind, FlakyList list, String... globs) {
        Suite suite = new Suite("api", kind, List.of(globs), Suite.RAN, 1, Map.of(), null);
        return new TestSuites(READERS, list, Instant.parse("2026-11-20T12:00:00Z"), workDir).first(suite);
    }
}
