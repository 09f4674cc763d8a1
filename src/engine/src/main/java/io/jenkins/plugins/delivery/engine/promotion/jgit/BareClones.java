package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.util.FileUtils;

/**
 * The clones of this process, one for each repository, branch, log-in and use, below the temporary directory. At most {@value #MOST}
 * are kept. A process that was killed leaves its clones behind, where the next one removes them: as long as a process lives, it holds a lock
 * in each of its clones.
 */
final class BareClones {

    private static final int MOST = 32;
    private static final String PREFIX = "delivery-gitops-";
    private static final String LOCK = "delivery.lock";

    /** What a clone is for. */
    enum Use {
        /** The newest state, and as much history as that needs: promotions must not wait for the history of years. */
        BRANCH,
        /** The history, as far back as somebody asked. */
        HISTORY
    }

    private record Kept(GitOpsKey key, Use use) {}

    private static final Map<Kept, BareClone> CLONES = new LinkedHashMap<>(16, 0.75f, true);
    private static final Map<BareClone, Integer> USERS = new HashMap<>();
    private static final Map<BareClone, FileChannel> LOCKS = new HashMap<>();
    private static boolean swept;

    private BareClones() {}

    /**
     * The clone for this key, for as long as it is not {@linkplain #giveBack given back}.
     *
     * @throws TerminalException when there is no room for one
     */
    static BareClone borrow(GitOpsKey key, Use use) {
        try {
            return borrow(new Kept(key, use));
        } catch (IOException e) {
            throw new TerminalException(
                    "No room for a clone of " + key.url() + " (" + e.getMessage() + ").",
                    "Check the temporary directory of this machine.",
                    e);
        }
    }

    private static synchronized BareClone borrow(Kept key) throws IOException {
        if (!swept) {
            swept = true;
            sweep(temporary());
            Runtime.getRuntime().addShutdownHook(new Thread(BareClones::deleteAll, "delivery-gitops-clean-up"));
        }
        BareClone clone = CLONES.get(key);
        if (clone == null || !clone.isSound()) {
            clone = create();
            BareClone old = CLONES.put(key, clone);
            if (old != null) {
                deleteIfUnused(old);
            }
        }
        USERS.merge(clone, 1, Integer::sum);
        thinOut();
        return clone;
    }

    static synchronized void giveBack(BareClone clone) {
        USERS.computeIfPresent(clone, (key, users) -> users == 1 ? null : users - 1);
        if (!CLONES.containsValue(clone)) {
            deleteIfUnused(clone);
        }
    }

    private static void thinOut() {
        List<Kept> oldestFirst = new ArrayList<>(CLONES.keySet());
        for (Kept key : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - MOST))) {
            deleteIfUnused(CLONES.remove(key));
        }
    }

    private static BareClone create() throws IOException {
        Path directory =
                Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
        BareClone clone = BareClone.in(directory);
        // Locked before it has the name that others look for.
        Path unseen = directory.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(unseen, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        Files.move(unseen, directory.resolve(LOCK));
        LOCKS.put(clone, channel);
        return clone;
    }

    private static void deleteIfUnused(BareClone clone) {
        if (!USERS.containsKey(clone)) {
            delete(clone);
        }
    }

    private static void delete(BareClone clone) {
        clone.repository().close();
        try (FileChannel held = LOCKS.remove(clone)) {
            delete(clone.directory());
        } catch (IOException e) {
            // It holds nothing of value, and the next process tries to remove it again.
            USERS.remove(clone);
        }
    }

    private static synchronized void deleteAll() {
        List.copyOf(LOCKS.keySet()).forEach(BareClones::delete);
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Removes what killed processes of the same user left. */
    static void sweep(Path parent) {
        String own = PREFIX + ProcessHandle.current().pid() + "-";
        try (Stream<Path> found = Files.list(parent)) {
            found.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .filter(path -> !path.getFileName().toString().startsWith(own))
                    .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .forEach(BareClones::deleteIfAbandoned);
        } catch (IOException | UncheckedIOException e) {
            // Somebody else tidies up there too; nothing depends on it.
            swept = true;
        }
    }

    private static void deleteIfAbandoned(Path directory) {
        Path file = directory.resolve(LOCK);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(directory)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock != null) {
                    delete(directory);
                }
            } catch (IOException | OverlappingFileLockException e) {
                // It belongs to somebody, or goes away right now: both are fine.
                return;
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        FileUtils.delete(directory.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY | FileUtils.SKIP_MISSING);
    }
}
