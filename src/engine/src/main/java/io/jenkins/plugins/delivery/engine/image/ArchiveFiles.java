package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The regular files of an image archive, by their names in it. Nothing of an archive is written anywhere under a name of its own. */
interface ArchiveFiles {

    /** The largest file that is read as a whole: a manifest, an index, a config. Registries accept manifests of up to 4 MiB. */
    long LARGEST_DOCUMENT = 4 << 20;

    /** Of the archive, for messages. */
    String name();

    /** @param path with '/', relative to the archive */
    Optional<BlobContent> file(String path);

    /**
     * The whole content of a file that has to be small.
     *
     * @throws TerminalException when it is missing or too large
     */
    default byte[] document(String path) {
        BlobContent content = file(path).orElseThrow(() -> damaged("lacks the file " + shown(path)));
        try {
            return content.bytes(shown(path) + " in " + name(), LARGEST_DOCUMENT);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    default TerminalException damaged(String what) {
        return new TerminalException(name() + " " + what + ".", "Build it again.");
    }

    default TerminalException unreadable(IOException cause) {
        return new TerminalException(
                name() + " cannot be read (" + cause.getMessage() + ").",
                "Check that nothing changes it while it is pushed, or build it again.",
                cause);
    }

    /** A name out of an archive as it may stand in a message: short and in one line. */
    static String shown(String path) {
        String line = path.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() <= 100 ? line : line.substring(0, 100) + "…";
    }

    /** The files of a directory; a link that leads out of it is no file. */
    static ArchiveFiles of(String name, Path directory) {
        return new ArchiveFiles() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<BlobContent> file(String path) {
                Path file = directory.resolve(path);
                try {
                    boolean inside =
                            Files.isRegularFile(file) && file.toRealPath().startsWith(directory.toRealPath());
                    return inside ? Optional.of(BlobContent.of(file)) : Optional.empty();
                } catch (IOException e) {
                    throw unreadable(e);
                }
            }
        };
    }
}
