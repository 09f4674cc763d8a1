package io.jenkins.plugins.delivery.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

/** Archives made to harm: each is refused with a sentence, writes nothing, and never comes into the memory as a whole. */
class HostileArchiveTest {

    @TempDir
    Path dir;

    private Path scratch;

    @BeforeEach
    void makeScratch() throws IOException {
        scratch = Files.createDirectory(dir.resolve("scratch"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escaped",
                "/etc/escaped",
                "blobs/../../escaped",
                "blobs/sha256/../../../escaped",
                "..\\escaped",
                "blobs\\..\\..\\escaped"
            })
    void namesThatLeadOut(String name) throws IOException {
        Path archive = tar(entry(name, TarConstants.LF_NORMAL, ""));
        refused(archive, "wants to write outside of its directory");
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, ../../etc/passwd", "2, /etc/passwd", "1, ../outside", "1, /etc/passwd"})
    void linksThatLeadOut(char type, String target) throws IOException {
        refused(tar(entry("blobs/link", (byte) type, target)), "wants to write outside of its directory");
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(chars = {'3', '4', '6', 'S', 'Z'})
    void devicesPipesAndSparseFiles(char type) throws IOException {
        refused(
                tar(entry("oci-layout", (byte) type, "")),
                "which is neither a file nor a directory (type " + type + ")");
    }

    @Test
    void aCircleOfLinksIsNoFile() throws IOException {
        Path archive = tar(
                entry("oci-layout", TarConstants.LF_SYMLINK, "index.json"),
                entry("index.json", TarConstants.LF_SYMLINK, "oci-layout"));
        refused(archive, "holds no image");
    }

    @Test
    void aFileThatIsThereTwiceMayBeReadAsOneOrTheOther() throws IOException {
        Path archive =
                tar(entry("index.json", TarConstants.LF_NORMAL, ""), entry("./index.json", TarConstants.LF_NORMAL, ""));
        refused(archive, "has the file index.json twice");
    }

    @Test
    void aHundredThousandEntries() throws IOException {
        Path archive = dir.resolve("many.tar");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (int i = 0; i < 100_000; i++) {
                tar.putArchiveEntry(new TarArchiveEntry("blobs/sha256/" + i));
                tar.closeArchiveEntry();
            }
        }
        refused(archive, "has more than 20000 entries");
    }

    @Test
    void anEntryThatIsLongerThanTheArchive() throws IOException {
        Path archive = tar(entry("oci-layout", TarConstants.LF_NORMAL, ""));
        for (String size : List.of("77777777777", "00000050000")) {
            resize(archive, size);
            refused(archive, "it ends within an entry");
        }
        resize(archive, "-0000000001");
        refused(archive, "no readable tar archive");
    }

    @Test
    void aNameOf200MegabytesIsNotRead() throws IOException {
        Path archive = sparse("name.tar", "././@LongLink", (byte) 'L', 200_000_000);
        refused(archive, "an entry has a name of 200.0 MB");
        refused(sparse("pax.tar", "PaxHeaders/x", (byte) 'x', 200_000_000), "an entry has a name of 200.0 MB");
    }

    @Test
    void anIndexOf200MegabytesIsNotRead() throws IOException {
        Path layout = Files.createDirectory(dir.resolve("layout"));
        Files.writeString(layout.resolve("oci-layout"), "{}");
        try (RandomAccessFile index =
                new RandomAccessFile(layout.resolve("index.json").toFile(), "rw")) {
            index.setLength(200_000_000);
        }
        assertThatThrownBy(() -> ImageArchive.open("layout", layout, scratch).root(List.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith(
                        "index.json in layout has 200.0 MB, and the largest that is accepted has 4.2 MB.");
        Path docker = sparse("docker.tar", "manifest.json", TarConstants.LF_NORMAL, 200_000_000);
        assertThatThrownBy(
                        () -> ImageArchive.open("docker.tar", docker, scratch).root(List.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith("manifest.json in docker.tar has 200.0 MB");
    }

    @Test
    void aFileThatUnpacksWithoutEnd() throws IOException {
        Path bomb = dir.resolve("bomb.tar.gz");
        byte[] zeros = new byte[1 << 20];
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            for (int i = 0; i < 400; i++) {
                out.write(zeros);
            }
        }
        refused(bomb, "and unpacks to more than 256.0 MB, which no image does");
    }

    @Test
    void aLayoutThatReachesOutThroughALinkLacksTheFile() throws IOException {
        Path layout = Files.createDirectory(dir.resolve("layout"));
        Path outside = Files.writeString(dir.resolve("outside"), "{}");
        Files.writeString(layout.resolve("oci-layout"), "{}");
        Files.createSymbolicLink(layout.resolve("index.json"), outside);
        assertThatThrownBy(() -> ImageArchive.open("layout", layout, scratch))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith("layout holds no image.");
    }

    @Test
    void whatAnArchiveSaysComesIntoNoMessageAsItIs() throws IOException {
        Path archive = tar(entry("../x\n\u001b[31mfake line" + "y".repeat(300), TarConstants.LF_NORMAL, ""));
        assertThatThrownBy(() -> ImageArchive.open("evil.tar", archive, scratch))
                .isInstanceOf(TerminalException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContain("\n", "\u001b")
                        .hasSizeLessThan(300));
    }

    private void refused(Path archive, String why) {
        String name = archive.getFileName().toString();
        assertThatThrownBy(() -> ImageArchive.open(name, archive, scratch))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith(name)
                .hasMessageContaining(why);
    }

    /** What is in the temporary directory, and what has appeared beside it. */
    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().endsWith(".tar"))
                    .toList();
        }
    }

    private static TarArchiveEntry entry(String name, byte type, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setLinkName(target);
        return entry;
    }

    private Path tar(TarArchiveEntry... entries) throws IOException {
        Path archive = dir.resolve("evil.tar");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return archive;
    }

    /** Changes the size in the first header, and its checksum. */
    private static void resize(Path archive, String size) throws IOException {
        byte[] header = new byte[512];
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.readFully(header);
            System.arraycopy(size.getBytes(StandardCharsets.US_ASCII), 0, header, 124, 11);
            sum(header);
            file.seek(0);
            file.write(header);
        }
    }

    private static void sum(byte[] header) {
        java.util.Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII), 0, header, 148, 8);
    }

    /** An archive with one entry whose content is a hole in the file. */
    private Path sparse(String name, String entryName, byte type, long size) {
        Path archive = dir.resolve(name);
        TarArchiveEntry entry = new TarArchiveEntry(entryName, type, true);
        entry.setSize(size);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.write(header);
            file.setLength(512 + (size + 511) / 512 * 512 + 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive;
    }
}
