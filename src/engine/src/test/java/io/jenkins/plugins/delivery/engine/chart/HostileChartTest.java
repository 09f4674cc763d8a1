package io.jenkins.plugins.delivery.engine.chart;

import static io.jenkins.plugins.delivery.engine.chart.ChartFixture.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts that somebody made to harm: each is refused with a sentence, before Helm sees it, and with little memory. */
class HostileChartTest {

    /** What one refusal may cost in this thread; a chart of the limits costs more than that to read at once. */
    private static final long MOST_ALLOCATED = 64L * 1024 * 1024;

    @TempDir
    Path workDir;

    @TempDir
    Path elsewhere;

    private Path chart;

    @BeforeEach
    void write() {
        chart = ChartFixture.write(workDir.resolve("deploy/chart"));
    }

    @Test
    void linksThatLeadOutAreAllNamed() throws Exception {
        Path secret = file(elsewhere, "passwd", "root:x:0:0\n");
        Files.createSymbolicLink(chart.resolve("absolute"), secret);
        Files.createSymbolicLink(chart.resolve("directory"), elsewhere);
        Files.createSymbolicLink(chart.resolve("relative"), Path.of("../../outside"));
        file(workDir, "outside", "x");
        Files.createSymbolicLink(chart.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(chart.resolve("self"), Path.of("self"));
        Files.createDirectory(chart.resolve("loop"));
        Files.createSymbolicLink(chart.resolve("loop/up"), Path.of(".."));

        assertRefused(
                "absolute is a link that leads out",
                "directory is a link that leads out",
                "relative is a link that leads out",
                "dangling is a link that is broken",
                "self is a link that is broken or leads in a circle",
                "loop/up is a link that leads in a circle");
    }

    @Test
    void aLinkInAChartBesideTheChartIsNoWayOutEither() throws Exception {
        ChartZoo.subchart(workDir.resolve("deploy/ledger"), "ledger", "");
        Files.createSymbolicLink(workDir.resolve("deploy/ledger/leak"), file(elsewhere, "passwd", "root\n"));
        file(chart, "Chart.yaml", ChartFixture.CHART + """
                dependencies: [{name: ledger, version: 1.0.0, repository: "file://../ledger"}]
                """);
        assertRefused("deploy/ledger/leak is a link that leads out of the chart");
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        Process made = new ProcessBuilder("mkfifo", chart.resolve("pipe").toString()).start();
        assertThat(made.waitFor()).isZero();
        assertRefused("deploy/chart/pipe is neither a file nor a directory");
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000})
    void tooManyFilesAreNotCopied(int count) throws Exception {
        Files.createDirectory(chart.resolve("many"));
        for (int i = 0; i < count; i++) {
            Files.createFile(chart.resolve("many/" + i));
        }
        assertRefused("it has more than 5000 files and directories");
    }

    @Test
    void manyIgnoredFilesDoNotMatter() throws Exception {
        file(chart, ".helmignore", "node_modules/\n*.iso\nsecret-link\n");
        Files.createDirectory(chart.resolve("node_modules"));
        for (int i = 0; i < 10_000; i++) {
            Files.createFile(chart.resolve("node_modules/" + i));
        }
        large("huge.iso", 200L * 1024 * 1024);
        Files.createDirectories(chart.resolve(".git"));
        large(".git/pack", 200L * 1024 * 1024);
        Files.createSymbolicLink(chart.resolve("secret-link"), file(elsewhere, "passwd", "root\n"));

        Path copy = elsewhere.resolve("copy");
        ChartLimits limits = new ChartLimits();
        ChartCopy.copy(workDir, chart, copy, workDir.resolve("target"), limits);

        assertThat(limits.problems()).isEmpty();
        try (var files = Files.walk(copy)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(6);
        }
    }

    @ParameterizedTest
    @CsvSource({"values.yaml, 209715200", "values-prod.yaml, 209715200", "files/data, 5242881"})
    void aFileThatIsTooLargeIsNotRead(String name, long size) throws Exception {
        large(name, size);
        assertRefused("deploy/chart/" + name + " has " + size + " bytes, and Helm takes no file of more than 5242880");
    }

    @Test
    void filesThatAreTooLargeTogetherStopTheCopy() throws Exception {
        for (int i = 0; i < 21; i++) {
            large("files/" + i, ChartLimits.LARGEST_FILE);
        }
        assertRefused("it has more than 100 MiB of files");
    }

    @Test
    void aValuesFileOfTheWorkspaceHasTheSameLimit() throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(workDir.resolve("prod.yaml").toFile(), "rw")) {
            file.setLength(200L * 1024 * 1024);
        }
        assertThatThrownBy(() -> run(Map.of("valuesFiles", List.of("prod.yaml"))))
                .hasMessageContaining("prod.yaml has 209715200 bytes");
    }

    @Test
    void namesThatAreDifferentThingsElsewhereAreRefused() throws Exception {
        file(chart, "files/a.txt", "");
        file(chart, "files/A.txt", "");
        file(chart, "..data/x", "");
        file(chart, "files/back\\slash", "");
        file(chart, "C:/x", "");
        file(chart, "files/new\nline", "");
        assertRefused(
                "files/a.txt and files/A.txt differ in case only",
                "..data/x would be unpacked outside",
                "back/slash has a name that Helm takes for a path of Windows",
                "C:/x has a name that Helm takes for a path of Windows",
                "files/new?line has a control character");
    }

    @Test
    void directoriesWithoutEndAreRefused() throws Exception {
        Files.createDirectories(chart.resolve("d/".repeat(200)));
        assertRefused("is more than 50 directories deep");
    }

    @ParameterizedTest
    @CsvSource({
        "sub/../../../etc/cron.d/x, would be unpacked outside the chart",
        "sub//etc/passwd, would be unpacked outside the chart",
        "sub/../x, would be unpacked outside the chart",
        "sub\\..\\..\\x, would be unpacked outside the chart",
        "sub/c:/windows/x, path of Windows",
        "Chart.yaml, is not in the folder of a chart",
    })
    void anArchiveAmongTheChartsMayNotWriteElsewhere(String name, String problem) throws Exception {
        archive("sub-1.0.0.tgz", tar -> plain(tar, name, "x"));
        assertRefused("charts/sub-1.0.0.tgz!", problem);
    }

    @Test
    void anArchiveAmongTheChartsHasFilesOnly() throws Exception {
        archive("a-1.0.0.tgz", tar -> {
            TarArchiveEntry link = new TarArchiveEntry("a/link", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        });
        archive("b-1.0.0.tgz", tar -> {
            plain(tar, "b/x", "1");
            plain(tar, "b/X", "2");
        });
        Files.writeString(chart.resolve("charts/c-1.0.0.tgz"), "no archive");
        assertRefused(
                "charts/a-1.0.0.tgz cannot be read as the archive of a chart: 'a/link' in it is no plain file",
                "charts/b-1.0.0.tgz!b/X and x differ in case only",
                "charts/c-1.0.0.tgz cannot be read as the archive of a chart");
    }

    @Test
    void anArchiveIsNotUnpackedBeyondTheLimits() throws Exception {
        archive("bomb-1.0.0.tgz", tar -> zeros(tar, "bomb/templates/zeros", 200L << 20));
        assertRefused("charts/bomb-1.0.0.tgz!bomb/templates/zeros has 209715200 bytes");
        Files.delete(chart.resolve("charts/bomb-1.0.0.tgz"));

        archive("many-1.0.0.tgz", tar -> {
            for (int i = 0; i < 30; i++) {
                zeros(tar, "many/" + i, ChartLimits.LARGEST_FILE);
            }
        });
        assertRefused("it has more than 100 MiB of files");
        Files.delete(chart.resolve("charts/many-1.0.0.tgz"));

        // A name of 100 MB, which costs 100 KB in the archive and all memory of a reader that trusts it.
        archive("name-1.0.0.tgz", tar -> {
            TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
            name.setSize(100L * 1024 * 1024);
            tar.putArchiveEntry(name);
            write(tar, name.getSize());
            tar.closeArchiveEntry();
        });
        assertRefused("charts/name-1.0.0.tgz cannot be read as the archive of a chart: its headers are longer");
    }

    @Test
    void archivesInArchivesCountToo() throws Exception {
        Path inner = elsewhere.resolve("inner.tgz");
        write(inner, tar -> plain(tar, "inner/../../x", "x"));
        archive("outer-1.0.0.tgz", tar -> {
            TarArchiveEntry entry = new TarArchiveEntry("outer/charts/inner-1.0.0.tgz");
            entry.setSize(Files.size(inner));
            tar.putArchiveEntry(entry);
            Files.copy(inner, tar);
            tar.closeArchiveEntry();
            plain(tar, "outer/..x", "");
        });
        assertRefused(
                "charts/outer-1.0.0.tgz!outer/charts/inner-1.0.0.tgz!inner/../../x would be unpacked outside",
                "charts/outer-1.0.0.tgz!outer/..x would be unpacked outside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"values.yaml", "values-prod.yaml"})
    void laughsAndDepthsInYamlAreRefused(String name) throws Exception {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            laughs.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
        }
        file(chart, name, laughs.toString());
        assertRefused(name + " is not valid YAML");
        file(chart, name, "a: " + "[".repeat(100_000) + "\n");
        assertRefused(name + " is nested more than 100 levels deep");
        file(chart, name, "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1:9\"]]\n");
        assertThatThrownBy(() -> run(Map.of())).isInstanceOf(DeliveryException.class);
        file(chart, name, "host: a\nhost: b\n");
        assertRefused(name, "host");
    }

    @Test
    void aHostileHelmignoreCostsNoMinutes() throws Exception {
        file(chart, ".helmignore", "*" + "a*".repeat(30_000) + "b\n");
        file(chart, "a".repeat(200), "");
        ChartLimits limits = new ChartLimits();
        ChartCopy.copy(workDir, chart, elsewhere.resolve("copy"), workDir.resolve("target"), limits);
        assertThat(limits.problems()).isEmpty();
        file(chart, ".helmignore", "x\n".repeat(40_000));
        assertRefused("deploy/chart/.helmignore has more than 65536 bytes");
        file(chart, ".helmignore", "**/x\n[a-\nok\n\\\n");
        assertRefused("line 1: '**/x'", "line 2: '[a-'", "line 4: '\\'");
    }

    @Test
    void aSchemaDoesNotReadFilesOfTheMachine() throws Exception {
        file(chart, "values.schema.json", "{\"properties\": {\"a\": {\"$ref\": \"\\u0066ile:///etc/hostname\"}}}");
        file(chart, "charts/x/values.schema.json", "{\"$ref\": \"etc/passwd\", \"$defs\": {\"$ref\": \"#/x\"}}");
        archive("sub-1.0.0.tgz", tar -> plain(tar, "sub/values.schema.json", "{\"$ref\": \"FILE:/dev/zero\"}"));
        assertRefused(
                "deploy/chart/values.schema.json refers to 'file:///etc/hostname'",
                "deploy/chart/charts/x/values.schema.json refers to 'etc/passwd'",
                "charts/sub-1.0.0.tgz!sub/values.schema.json refers to 'FILE:/dev/zero'");
    }

    private void assertRefused(String... parts) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        var refusal = assertThatThrownBy(() -> run(Map.of())).isInstanceOf(DeliveryException.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes that the refusal took")
                .isLessThan(MOST_ALLOCATED);
        for (String part : parts) {
            refusal.hasMessageContaining(part);
        }
        assertThat(workDir.resolve("target")).doesNotExist();
    }

    /** Without Helm: whoever gets that far was not refused. */
    private void run(Map<String, ?> more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of("chart", "deploy/chart", "version", "1.0.0"));
        arguments.putAll(more);
        Helm.Sessions none = (choice, context) -> {
            throw new AssertionError("Helm was asked");
        };
        new HelmPackager(none, new Registries(HttpRegistry::open, EcrAccess::open))
                .run(
                        RequestBinder.bind("helmPackage", HelmPackageRequest.class, arguments),
                        EngineContext.in(workDir).build());
    }

    /** Takes no space on the disk. */
    private void large(String name, long size) throws IOException {
        Files.createDirectories(chart.resolve(name).getParent());
        try (RandomAccessFile file = new RandomAccessFile(chart.resolve(name).toFile(), "rw")) {
            file.setLength(size);
        }
    }

    /** Fills an archive. */
    @FunctionalInterface
    private interface Content {
        void to(TarArchiveOutputStream tar) throws IOException;
    }

    private void archive(String name, Content content) throws IOException {
        Files.createDirectories(chart.resolve("charts"));
        write(chart.resolve("charts").resolve(name), content);
    }

    private static void write(Path file, Content content) {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            content.to(tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void plain(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setName(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void zeros(TarArchiveOutputStream tar, String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
        write(tar, size);
        tar.closeArchiveEntry();
    }

    private static void write(TarArchiveOutputStream tar, long size) throws IOException {
        byte[] zeros = new byte[1 << 20];
        for (long left = size; left > 0; left -= zeros.length) {
            tar.write(zeros, 0, (int) Math.min(left, zeros.length));
        }
    }
}
