package io.jenkins.plugins.delivery.runner.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of one run, all below one folder that goes when the run is over: workspaces, stashes, and the archive unless it lies elsewhere. */
public final class RunFiles implements AutoCloseable {

    private final Path root;
    private final Archive archive;
    private final TreeSet<Integer> busy = new TreeSet<>();
    private Path latest;

    private RunFiles(Path root, Archive archive) {
        this.root = root;
        this.archive = archive;
    }

    /** A new folder below the system's folder for temporary files; what is archived goes with it. */
    public static RunFiles create() throws IOException {
        Path root = temporary();
        return new RunFiles(root, new Archive(root.resolve("archive"), root));
    }

    /** The same with an archive that stays. */
    public static RunFiles create(Archive archive) throws IOException {
        return new RunFiles(temporary(), archive);
    }

    private static Path temporary() throws IOException {
        return Files.createTempDirectory("delivery-run-").toRealPath();
    }

    /** For what is kept with the run. */
    public Archive archive() {
        return archive;
    }

    /**
     * A workspace that no other {@code node} block uses now; the first one again when it is free, as on an agent with the files
     * of the block before.
     */
    public synchronized Path acquireWorkspace(String job) throws IOException {
        int index = 1;
        while (busy.contains(index)) {
            index++;
        }
        busy.add(index);
        latest = Files.createDirectories(root.resolve("workspace").resolve(index == 1 ? job : job + "@" + index));
        return latest;
    }

    /** The workspace that was used last; for steps outside {@code node} that read the history of the service. */
    public synchronized Optional<Path> latestWorkspace() {
        return Optional.ofNullable(latest);
    }

    public synchronized void releaseWorkspace(Path workspace) {
        String name = workspace.getFileName().toString();
        int at = name.lastIndexOf('@');
        busy.remove(at < 0 ? 1 : Integer.parseInt(name.substring(at + 1)));
    }

    /** A folder with this name for something the run keeps: {@code stash}, {@code tmp}. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    @Override
    public void close() {
        try {
            delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException("The files of the run could not be removed from " + root, e);
        }
    }

    /** Removes a folder with everything in it; links are removed and not followed. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
