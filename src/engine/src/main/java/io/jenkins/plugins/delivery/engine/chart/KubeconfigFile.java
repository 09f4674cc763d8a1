package io.jenkins.plugins.delivery.engine.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A kubeconfig on disk for one call of Helm: readable by nobody else, in a directory that nobody else can enter, deleted on close. */
public final class KubeconfigFile implements AutoCloseable {

    private final Path path;

    private KubeconfigFile(Path path) {
        this.path = path;
    }

    /** @param directory of the session, where one call is made at a time */
    public static KubeconfigFile write(Path directory, String text) {
        Path file = directory.resolve("kubeconfig");
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
            return new KubeconfigFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The kubeconfig for Helm cannot be written", e);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The kubeconfig " + path + " cannot be deleted", e);
        }
    }
}
