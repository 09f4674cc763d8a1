package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;

/**
 * Objects that a clone lacks, in a directory of their own that goes with this object. The clone borrows nothing from it, so it
 * stays exactly as valid as it was: a partial set of objects in its own database would break it.
 *
 * <p>The store may end at commits whose content nobody needs: those read as commits without parents, and a server is told that they
 * are here, so that it sends neither them nor what they contain.
 */
final class HistoryStore extends FileRepository {

    private final Path directory;
    private final FileBasedConfig settings;
    private final boolean cloneIsComplete;
    private final Set<ObjectId> ends = new HashSet<>();

    private HistoryStore(FileRepositoryBuilder place, Repository clone, boolean cloneIsComplete) throws IOException {
        super(place.setup());
        this.directory = place.getGitDir().toPath();
        this.settings = (FileBasedConfig) clone.getConfig();
        this.cloneIsComplete = cloneIsComplete;
    }

    /** A store that shows its own objects only. */
    static HistoryStore apartFrom(Repository clone) throws IOException {
        return new HistoryStore(place(clone), clone, false);
    }

    /**
     * A store that also shows the objects of the clone.
     *
     * @param complete whether the clone has all of the history behind its refs, so that a server need not send it
     */
    static HistoryStore over(Repository clone, boolean complete) throws IOException {
        FileRepositoryBuilder place = place(clone);
        place.addAlternateObjectDirectory(
                ((FileRepository) clone).getObjectDatabase().getDirectory());
        return new HistoryStore(place, clone, complete);
    }

    private static FileRepositoryBuilder place(Repository clone) throws IOException {
        Path directory = Files.createTempDirectory(clone.getCommonDirectory().toPath(), "delivery-history-");
        try (Repository empty = new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .build()) {
            empty.create(true);
        }
        return new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare();
    }

    /** From now on these commits read as if nothing were before them, whether they are here or not. */
    void endAt(Collection<ObjectId> commits) {
        ends.addAll(commits);
    }

    /** As {@link #endAt}, and nowhere else. */
    void endOnlyAt(Collection<ObjectId> commits) {
        ends.clear();
        ends.addAll(commits);
    }

    /** Where the store ends. */
    Set<ObjectId> ends() {
        return Collections.unmodifiableSet(ends);
    }

    /**
     * Fetches objects and what they contain, except what {@link #endAt} names and contains.
     *
     * @param depth of the history that is fetched; 0 for all of it
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException when the remote has no filters, does not give these objects, or
     *     cannot be reached
     */
    void fetch(Remote remote, String what, Collection<ObjectId> wanted, int depth, HistoryContent content)
            throws IOException {
        List<Ref> refs = new ArrayList<>();
        for (ObjectId id : wanted) {
            refs.add(new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, id.name(), id));
        }
        remote.talk(what, this, transport -> {
            // A delta against an object that is only said to be here could not be resolved.
            transport.setFetchThin(false);
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setFilterSpec(content.spec());
            if (depth > 0) {
                transport.setDepth(depth);
            }
            // Naming one ref keeps the server from listing all of them once more.
            try (FetchConnection connection = transport.openFetch(List.of(new RefSpec(Constants.HEAD)))) {
                connection.fetch(NullProgressMonitor.INSTANCE, refs, Set.copyOf(ends));
                for (PackLock lock : connection.getPackLocks()) {
                    lock.unlock();
                }
            }
            return null;
        });
        if (depth > 0) {
            // The next fetch must not tell the server of a boundary that only this one asked for.
            getObjectDatabase().setShallowCommits(Set.of());
        }
    }

    /** How many objects were fetched. */
    long objects() {
        return getObjectDatabase().getApproximateObjectCount();
    }

    /** Size of what was fetched, in bytes. */
    long bytes() throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> packs =
                Files.newDirectoryStream(directory.resolve(Constants.OBJECTS).resolve("pack"), "*.pack")) {
            for (Path pack : packs) {
                bytes += Files.size(pack);
            }
        }
        return bytes;
    }

    /** The settings for talking to a server are those of the clone: proxy, certificates, address rewriting. */
    @Override
    public FileBasedConfig getConfig() {
        return settings == null ? super.getConfig() : settings;
    }

    /** A shallow clone does not have what is behind its refs. */
    @Override
    public Set<ObjectId> getAdditionalHaves() throws IOException {
        return cloneIsComplete ? super.getAdditionalHaves() : Set.of();
    }

    @Override
    public ObjectReader newObjectReader() {
        return new EndingReader(super.newObjectReader(), ends);
    }

    /** Whether an object itself is here, also where the store ends. */
    boolean hasOwn(AnyObjectId object) throws IOException {
        return getObjectDatabase().has(object);
    }

    /** Closes the store and removes it. */
    void discard(DeliveryLog log) {
        close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("The fetched history in " + directory + " could not be removed: " + e.getMessage() + ".");
        }
    }
}
