package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.git.Tool;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The histories of the folder {@code histories}, each drawn and built by a script; see {@link HistoryScript}. */
class HistoriesTest {

    private static final Path FOLDER = folder();

    @TempDir
    Path directory;

    @BeforeAll
    static void needsGit() {
        Tool.need("git");
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isVersioned(String name) throws Exception {
        int expectations = new HistoryScript(directory).run(Files.readAllLines(FOLDER.resolve(name)));
        assertThat(expectations).isGreaterThan(1);
    }

    @Test
    void areAllThere() throws IOException {
        assertThat(names()).hasSizeGreaterThanOrEqualTo(20);
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(
                            HistoriesTest.class.getResource("/io/jenkins/plugins/delivery/engine/version/histories"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
