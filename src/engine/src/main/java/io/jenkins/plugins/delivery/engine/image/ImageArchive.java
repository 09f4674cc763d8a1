package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Opens what builders write, whatever its form is. */
final class ImageArchive {

    /** For messages: what is accepted. */
    static final String FORMATS =
            "an OCI image layout or a docker archive, as a directory, tar or tar.gz (for example from"
                    + " 'docker save', 'docker buildx build --output type=oci', 'buildah push … oci-archive:', Jib's buildTar,"
                    + " 'kaniko --tar-path' or Nix)";

    /** How other compressions begin, for a clear word about them. */
    private static final Map<String, String> OTHERS =
            Map.of("28b52ffd", "zstd", "fd377a58", "xz", "425a6839", "bzip2", "504b0304", "zip");

    private ImageArchive() {}

    /**
     * @param name of the archive, for messages
     * @param scratch directory for what has to be unpacked or compressed
     * @throws TerminalException when it is none of {@link #FORMATS}, or not an honest one
     */
    static ImageSource open(String name, Path archive, Path scratch) {
        ArchiveFiles files = Files.isDirectory(archive) ? ArchiveFiles.of(name, archive) : tar(name, archive, scratch);
        if (files.file("oci-layout").isPresent() && files.file("index.json").isPresent()) {
            return new ImageLayout(files);
        }
        if (files.file("manifest.json").isPresent()) {
            return new DockerArchive(files, scratch);
        }
        throw new TerminalException(name + " holds no image.", "imagePush takes " + FORMATS + ".");
    }

    private static ArchiveFiles tar(String name, Path archive, Path scratch) {
        try {
            BlobContent.FilePart file = new BlobContent.FilePart(archive, 0, Files.size(archive));
            if (!Gzip.is(file)) {
                String begin = java.util.HexFormat.of().formatHex(file.head(4));
                if (OTHERS.containsKey(begin)) {
                    throw new TerminalException(
                            name + " is compressed with " + OTHERS.get(begin) + ".",
                            "imagePush takes " + FORMATS + ".");
                }
                return TarFiles.read(name, archive);
            }
            Path unpacked = scratch.resolve("archive.tar");
            Gzip.unpack(name, file, unpacked);
            return TarFiles.read(name, unpacked);
        } catch (IOException e) {
            throw new TerminalException(
                    name + " cannot be unpacked (" + e.getMessage() + ").",
                    "Build it again, or make room in the temporary directory.",
                    e);
        }
    }
}
