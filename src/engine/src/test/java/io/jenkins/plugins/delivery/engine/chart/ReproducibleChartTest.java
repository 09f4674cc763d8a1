package io.jenkins.plugins.delivery.engine.chart;

import static io.jenkins.plugins.delivery.engine.chart.ChartFixture.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same tree gives the same bytes, whenever, wherever and by whichever JDK it is packaged. */
class ReproducibleChartTest {

    private static SharedHelm helm;

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @TempDir
    Path here;

    @TempDir
    Path there;

    @TempDir
    Path out;

    @BeforeAll
    static void open() throws InterruptedException {
        helm = new SharedHelm();
    }

    @AfterAll
    static void close() {
        helm.close();
    }

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @Test
    void anotherDayCheckoutUmaskZoneAndLocaleGiveTheSameBytes() throws Exception {
        write(here, "2026-11-20T12:00:00Z", "rw-rw-rw-");
        write(there, "2026-11-21T12:00:01Z", "rw-------");

        byte[] today = packaged(here);
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        byte[] tomorrow = packaged(there);

        assertThat(tomorrow).isEqualTo(today);
    }

    @Test
    void helmsOwnArchivesOfOneTreeDifferFromSecondToSecond() throws Exception {
        Path chart = ChartFixture.write(here.resolve("deploy/chart"));
        byte[] first = byHelm(chart);
        long second = Instant.now().getEpochSecond();
        byte[] next = first;
        while (Instant.now().getEpochSecond() <= second + 1) {
            next = byHelm(chart);
        }
        assertThat(next).isNotEqualTo(first);
    }

    /** An archive with these bytes was written on JDK 17 and 25; it has to be written everywhere. */
    @Test
    void theBytesDoNotDependOnTheJdk() throws Exception {
        Path archive = out.resolve("payments-1.0.0.tgz");
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            values.append("key")
                    .append(i * 7919 % 1000)
                    .append(": value ")
                    .append(i % 13)
                    .append('\n');
        }
        Map<String, String> files =
                Map.of("payments/values.yaml", values.toString(), "payments/Chart.yaml", "name: x\n");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }

        ReproducibleArchive.rewrite(archive, Files.createDirectory(out.resolve("scratch")));

        assertThat(Digest.of(Files.readAllBytes(archive)))
                .isEqualTo("sha256:b2ce8ecee73f70275afadab65fe00d74f5f3a0ac59202ed797bbe8f4693e30e6");
        assertThat(ArchiveFiles.read(archive).get("payments/values.yaml"))
                .isEqualTo(values.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theFormIsTheOneOfTheStandard() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PinnedGzip gzip = new PinnedGzip(bytes)) {
            gzip.write("aaaaaaaaab".getBytes(StandardCharsets.US_ASCII));
        }
        // Header; one last block of fixed codes: a, a copy of eight from one back, b, end; CRC-32 and length.
        assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
                .startsWith("1f8b08000000000000ff")
                .endsWith("0a000000");
        assertThat(bytes.size()).isLessThan(10 + 8 + 8);
    }

    private byte[] packaged(Path workDir) throws Exception {
        HelmPackageResult result = new HelmPackager(
                        helm.sessions(), new Registries(HttpRegistry::open, EcrAccess::open))
                .run(
                        RequestBinder.bind(
                                "helmPackage",
                                HelmPackageRequest.class,
                                Map.of("chart", "deploy/chart", "version", "1.0.0", "imageTag", "I")),
                        EngineContext.in(workDir).build());
        return Files.readAllBytes(workDir.resolve(result.archive()));
    }

    private byte[] byHelm(Path chart) throws Exception {
        helm.session().packageChart(chart, out);
        return Files.readAllBytes(out.resolve("payments-0.0.0.tgz"));
    }

    private static void write(Path workDir, String time, String mode) throws IOException {
        Path chart = ChartFixture.write(workDir.resolve("deploy/chart"));
        ChartZoo.subchart(workDir.resolve("deploy/ledger"), "ledger", "");
        file(chart, "templates/i.yaml", "# I and \u0131\n");
        file(chart, "files/\u00fcber.txt", "\u00fc\n");
        file(chart, "Chart.yaml", ChartFixture.CHART + """
                dependencies: [{name: ledger, version: 1.0.0, repository: "file://../ledger"}]
                """);
        try (var files = Files.walk(workDir)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(mode));
                Files.setLastModifiedTime(each, FileTime.from(Instant.parse(time)));
            }
        }
    }
}
