package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a tar archive, read where they stand in it: the archive is not unpacked. Links count only inside of it; older
 * {@code docker save} and Buildah write one for a layer that two images share.
 */
final class TarFiles implements ArchiveFiles {

    /** Images have some hundred files; {@code docker save} before version 25 writes four for each layer. */
    private static final int MOST_ENTRIES = 20_000;

    private static final int LONGEST_CHAIN = 8;

    private final String name;
    private final Map<String, BlobContent> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    private TarFiles(String name) {
        this.name = name;
    }

    /**
     * @param name of the archive, for messages
     * @throws TerminalException when it is no tar archive, or holds what an image archive does not
     */
    static TarFiles read(String name, Path archive) {
        TarFiles tar = new TarFiles(name);
        try (TarHeaders headers = new TarHeaders(archive)) {
            int count = 0;
            for (TarHeaders.Header header = headers.next(); header != null; header = headers.next()) {
                if (++count > MOST_ENTRIES) {
                    throw new TerminalException(
                            name + " has more than " + MOST_ENTRIES + " entries, which no image archive has.",
                            "Name the archive of the image, not one of its file system.");
                }
                tar.add(header, archive);
            }
        } catch (IOException e) {
            throw new TerminalException(
                    name + " is no readable tar archive (" + e.getMessage() + ").",
                    "imagePush takes " + ImageArchive.FORMATS + ".",
                    e);
        }
        return tar;
    }

    private void add(TarHeaders.Header header, Path archive) {
        String path = inside("", header.name(), header.name());
        switch (header.kind()) {
            case DIRECTORY -> {}
            case FILE -> {
                BlobContent before = files.put(path, BlobContent.of(archive, header.start(), header.size()));
                if (before != null || links.containsKey(path)) {
                    throw damaged("has the file " + ArchiveFiles.shown(path) + " twice");
                }
            }
            case LINK, SYMBOLIC_LINK -> {
                boolean symbolic = header.kind() == TarHeaders.Kind.SYMBOLIC_LINK;
                String from = symbolic ? path.substring(0, path.lastIndexOf('/') + 1) : "";
                if (links.put(path, inside(from, header.target(), header.name())) != null || files.containsKey(path)) {
                    throw damaged("has the file " + ArchiveFiles.shown(path) + " twice");
                }
            }
            default ->
                throw new TerminalException(
                        name + " holds '" + ArchiveFiles.shown(header.name())
                                + "', which is neither a file nor a directory (type " + header.type() + ").",
                        "Name the archive of the image, not one of its file system.");
        }
    }

    /** The path without detours; a path that leads out of the archive tells that it is not one of an honest builder. */
    private String inside(String from, String to, String entry) {
        StringBuilder path = new StringBuilder(from);
        boolean leaves = to.startsWith("/") || to.indexOf('\\') >= 0;
        for (String part : to.split("/")) {
            if (part.equals("..") && path.isEmpty()) {
                leaves = true;
            } else if (part.equals("..")) {
                path.setLength(path.lastIndexOf("/", path.length() - 2) + 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                path.append(part).append('/');
            }
        }
        if (leaves) {
            throw new TerminalException(
                    name + " wants to write outside of its directory ('" + ArchiveFiles.shown(entry)
                            + (entry.equals(to) ? "" : "' links to '" + ArchiveFiles.shown(to))
                            + "') and was not pushed.",
                    "Find out who made this archive.");
        }
        return path.isEmpty() ? "" : path.substring(0, path.length() - 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<BlobContent> file(String path) {
        String at = path;
        for (int i = 0; i < LONGEST_CHAIN && links.containsKey(at); i++) {
            at = links.get(at);
        }
        return Optional.ofNullable(files.get(at));
    }
}
