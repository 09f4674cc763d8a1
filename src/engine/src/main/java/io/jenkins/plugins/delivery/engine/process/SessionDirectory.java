package io.jenkins.plugins.delivery.engine.process;

import io.jenkins.plugins.delivery.engine.files.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary directory for a session with a program. A process that is killed cannot clean up, so each directory has a lock that ends
 * with its process, and whoever opens the next session for the same purpose deletes the directories whose lock is free.
 */
public final class SessionDirectory implements AutoCloseable {

    private static final String LOCK = "lock";

    private final TemporaryDirectory directory;
    private final FileChannel lock;

    private SessionDirectory(TemporaryDirectory directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** @param purpose becomes part of the name */
    public static SessionDirectory create(String purpose) {
        TemporaryDirectory directory = TemporaryDirectory.create(purpose);
        try {
            FileChannel channel = FileChannel.open(
                    directory.path().resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.lock();
            deleteAbandoned(purpose, directory.path().getParent());
            return new SessionDirectory(directory, channel);
        } catch (IOException e) {
            directory.close();
            throw new UncheckedIOException("The directory of a session cannot be locked", e);
        }
    }

    /** Directories of this process are never looked at: closing a file gives up all locks that a process has on it. */
    private static void deleteAbandoned(String purpose, Path parent) throws IOException {
        String own = TemporaryDirectory.prefix(purpose);
        List<Path> others;
        try (Stream<Path> entries = Files.list(parent)) {
            others = entries.filter(entry -> TemporaryDirectory.hasPurpose(entry, purpose)
                            && !entry.getFileName().toString().startsWith(own))
                    .toList();
        }
        for (Path other : others) {
            try (FileChannel channel = FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                if (free != null) {
                    TemporaryDirectory.delete(other);
                }
            } catch (IOException e) {
                // Another user's, or somebody was quicker: not ours to delete.
                continue;
            }
        }
    }

    public Path path() {
        return directory.path();
    }

    /** A new directory inside. */
    public Path directory(String name) {
        return directory.directory(name);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock in " + path() + " cannot be given up", e);
        } finally {
            directory.close();
        }
    }
}
