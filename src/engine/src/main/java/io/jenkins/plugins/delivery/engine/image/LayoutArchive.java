package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks the files of an image layout from a tar archive. Only the few names that a layout has are written, and only as regular
 * files, so nothing in an archive can reach outside the target.
 */
final class LayoutArchive {

    /** The names of the image layout; {@code manifest.json} only tells an older docker archive from other files. */
    private static final Pattern WANTED =
            Pattern.compile("oci-layout|index\\.json|manifest\\.json|blobs/sha256/[0-9a-f]{64}");

    private LayoutArchive() {}

    /**
     * @param name of the archive, for messages
     * @throws TerminalException when it is no tar archive, or an entry wants to be written elsewhere
     */
    static void unpack(String name, Path archive, Path target) {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(zipped(file) ? new GZIPInputStream(file) : file)) {
            Files.createDirectories(target.resolve("blobs/sha256"));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String path = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
                List<String> parts = Arrays.asList(path.replace('\\', '/').split("/"));
                if (path.startsWith("/") || parts.contains("..")) {
                    throw new TerminalException(
                            name + " wants to write outside of its directory ('" + path + "') and was not unpacked.",
                            "Find out who made this archive.");
                }
                if (entry.isFile() && WANTED.matcher(path).matches()) {
                    Files.copy(tar, target.resolve(path), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new TerminalException(
                    name + " is no readable tar archive (" + e.getMessage() + ").",
                    "imagePush takes " + ImageLayout.FORMATS + ".",
                    e);
        }
    }

    private static boolean zipped(InputStream file) throws IOException {
        file.mark(2);
        boolean zipped = file.read() == 0x1f && file.read() == 0x8b;
        file.reset();
        return zipped;
    }
}
