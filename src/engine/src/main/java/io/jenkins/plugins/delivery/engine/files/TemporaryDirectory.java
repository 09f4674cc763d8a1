package io.jenkins.plugins.delivery.engine.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory of this process, readable by nobody else, that is deleted with everything in it on close. */
public final class TemporaryDirectory implements AutoCloseable {

    private final Path path;

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    /** @param purpose becomes part of the name, with the process id, so that a leftover can be explained */
    public static TemporaryDirectory create(String purpose) {
        try {
            return new TemporaryDirectory(Files.createTempDirectory(prefix(purpose)));
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory can be created", e);
        }
    }

    /** How the names of this process's directories for a purpose begin. */
    public static String prefix(String purpose) {
        return start(purpose) + ProcessHandle.current().pid() + "-";
    }

    /** Whether this or another process made the directory for the purpose. */
    public static boolean hasPurpose(Path directory, String purpose) {
        return directory.getFileName().toString().matches(start(purpose) + "\\d+-.+");
    }

    private static String start(String purpose) {
        return "delivery-" + purpose + "-";
    }

    public Path path() {
        return path;
    }

    /** A new directory inside. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + name + " cannot be created in " + path, e);
        }
    }

    /** Deletes it; links are deleted and not followed. */
    @Override
    public void close() {
        try {
            delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary directory " + path + " cannot be deleted", e);
        }
    }

    /** Deletes a directory of any process; links are deleted and not followed. */
    public static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
