package io.jenkins.plugins.delivery.engine.chart.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmChoice;
import io.jenkins.plugins.delivery.engine.chart.HelmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedHelmTest {

    @TempDir
    Path directory;

    @Test
    void oneSessionDoesManyThingsAndRefusesInHelmsWords() throws Exception {
        Path good = chart("good", "version: 1.0.0\n");
        Path bad = chart("bad", "");
        try (Helm helm = open(List.of())) {
            assertThat(helm.lint(bad).errors()).anyMatch(message -> message.contains("version"));
            assertThatThrownBy(() -> helm.template(good, "release", List.of(good.resolve("missing.yaml")), "1.30.0"))
                    .isInstanceOf(HelmException.class)
                    .hasMessageContaining("missing.yaml");
            assertThatThrownBy(() -> helm.packageChart(directory.resolve("nothing"), directory))
                    .isInstanceOf(HelmException.class)
                    .hasMessageContaining("Chart.yaml file is missing");
        }
    }

    private Helm open(List<Path> jars) throws InterruptedException {
        EngineContext context = EngineContext.in(directory).childJars(jars).build();
        return ForkedHelm.sessions().open(HelmChoice.parse("embedded"), context);
    }

    private Path chart(String name, String more) throws IOException {
        Path chart = Files.createDirectory(directory.resolve(name));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: " + name + "\n" + more);
        return chart;
    }

    @Test
    void aSessionOnAnotherMachineNeedsTheJarsOnly() throws Exception {
        Path there = Files.createDirectory(directory.resolve("cache"));
        List<Path> jars = new ArrayList<>();
        for (Path jar : ForkedHelm.sessions().jars()) {
            jars.add(Files.copy(jar, there.resolve(jar.getFileName())));
        }
        assertThat(jars).hasSizeGreaterThan(2);
        try (Helm helm = open(jars)) {
            assertThat(helm.lint(chart("good", "version: 1.0.0\n")).errors()).isEmpty();
        }
    }

    @Test
    void aCallThatDoesNotEndInTimeKillsTheProcess() {
        try (HelmProcess process = HelmProcess.start(List.of(), Map.of())) {
            // No JVM answers that soon.
            assertThatThrownBy(() -> process.call(Duration.ofNanos(1), "lint", directory.toString()))
                    .isInstanceOf(RetryableException.class)
                    .hasMessageContaining("did not finish 'lint'");
            assertThatThrownBy(() -> process.call(Duration.ofMinutes(1), "lint", directory.toString()))
                    .isInstanceOf(RetryableException.class)
                    .hasMessageContaining("ended while it did 'lint'");
        }
    }

    @Test
    void elsewhereTheAdviceIsToPutHelmOnTheAgent() {
        for (String[] machine :
                new String[][] {{"Linux", "aarch64"}, {"Mac OS X", "x86_64"}, {"Windows 11", "amd64"}}) {
            assertThatThrownBy(() -> HelmPlatform.check(machine[0], machine[1]))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContainingAll(machine[0], machine[1], "Put helm 3.8 or newer on the PATH of this agent");
        }
        HelmPlatform.check("Linux", "amd64");
    }

    @Test
    void aLineOfTheProtocolSurvivesAnyTextAndOtherLinesAreNone() {
        List<String> texts = List.of("", "a,b", "line\nbreak", "\u0001helm:", "ünïcode");
        assertThat(HelmMessage.decode("noise before " + HelmMessage.encode(texts)))
                .isEqualTo(texts);
        assertThat(HelmMessage.decode("walk.go: found symbolic link")).isNull();
    }
}
