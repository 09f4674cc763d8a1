package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartCopyTest {

    @TempDir
    Path workDir;

    @TempDir
    Path elsewhere;

    private Path chart;

    @BeforeEach
    void write() {
        chart = ChartFixture.write(workDir.resolve("chart"));
        ChartFixture.file(workDir, "outside/secret.txt", "secret");
    }

    @Test
    void linksInsideTheChartBecomeFiles() throws Exception {
        ChartFixture.file(chart, "shared/names.txt", "names");
        Files.createSymbolicLink(chart.resolve("names.txt"), Path.of("shared/names.txt"));
        Files.createSymbolicLink(chart.resolve("again"), Path.of("shared"));

        Path copy = copy();

        assertThat(copy.resolve("names.txt")).hasContent("names");
        assertThat(Files.isSymbolicLink(copy.resolve("names.txt"))).isFalse();
        assertThat(copy.resolve("again/names.txt")).hasContent("names");
        assertThat(copy.resolve("Chart.yaml")).hasContent(ChartFixture.CHART);
    }

    @Test
    void aLinkToAFileOrDirectoryOutsideIsRefused() throws Exception {
        Files.createSymbolicLink(chart.resolve("leak.txt"), Path.of("../outside/secret.txt"));
        assertRefused("chart/leak.txt is a link that leads out of the chart");
        Files.delete(chart.resolve("leak.txt"));
        Files.createSymbolicLink(chart.resolve("leak"), workDir.resolve("outside"));
        assertRefused("chart/leak is a link that leads out of the chart");
    }

    @Test
    void aBrokenLinkAndACircleAreRefused() throws Exception {
        Files.createSymbolicLink(chart.resolve("broken"), Path.of("nowhere"));
        assertRefused("chart/broken is a link that is broken or leads in a circle");
        Files.delete(chart.resolve("broken"));
        Files.createDirectory(chart.resolve("loop"));
        Files.createSymbolicLink(chart.resolve("loop/up"), Path.of(".."));
        assertRefused("chart/loop/up is a link that leads in a circle");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::copy).isInstanceOf(InvalidInputException.class).hasMessageContaining(message);
        try (var copied = Files.walk(elsewhere)) {
            assertThat(copied.filter(Files::isRegularFile).map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }))
                    .doesNotContain("secret");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path copy() throws java.io.IOException {
        Path target = Files.createTempDirectory(elsewhere, "copy").resolve("chart");
        ChartLimits limits = new ChartLimits();
        ChartCopy.copy(workDir, chart, target, workDir.resolve("target"), limits);
        limits.refuse("The chart");
        return target;
    }
}
