package io.jenkins.plugins.delivery.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.runner.Tools;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as Chromium draws it. */
@Tag("tools")
class ReportInBrowserTest {

    private static final List<String> QUIET = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars");

    @TempDir
    Path folder;

    @BeforeEach
    void chromium() {
        Tools.need("chromium");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1200})
    void isDrawnAtPhoneAndDeskWidth(int width) throws IOException, InterruptedException {
        Path picture = folder.resolve("report.png");
        chromium(
                "--window-size=" + width + ",900",
                "--screenshot=" + picture,
                page().toUri().toString());
        BufferedImage image = ImageIO.read(picture.toFile());
        Set<Integer> colours = IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> i % 7 == 0)
                .mapToObj(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .collect(Collectors.toSet());
        assertThat(image.getWidth()).isGreaterThanOrEqualTo(width);
        assertThat(colours).as("a drawn page and not a blank one").hasSizeGreaterThan(50);
    }

    @Test
    void needsNothingFromElsewhere() throws IOException, InterruptedException {
        String document = chromium("--dump-dom", page().toUri().toString());
        assertThat(document).contains("payments").doesNotContain("<script").doesNotContain("src=\"http");
    }

    private Path page() throws IOException {
        return Files.writeString(
                folder.resolve("report.html"), new HtmlReport(ZoneOffset.UTC).render(Examples.failed()));
    }

    private String chromium(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("chromium"));
        command.addAll(QUIET);
        command.add("--user-data-dir=" + folder.resolve("profile"));
        command.addAll(List.of(args));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("chromium ended").isTrue();
        return Files.readString(output);
    }
}
