package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.ReleaseNote;
import io.jenkins.plugins.delivery.engine.version.ReleaseRecord;
import io.jenkins.plugins.delivery.engine.version.ReleaseRecords;
import io.jenkins.plugins.delivery.engine.version.ReleaseState;
import io.jenkins.plugins.delivery.engine.version.Retries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;

/** Reads tags and notes of a remote, and writes notes there. The clone gets the objects that are read, and the notes as a ref. */
final class JGitReleaseRecords implements ReleaseRecords {

    /** Each lost race means that another run noted something, so only a misbehaving remote gets here. */
    private static final int MOST_RACES = 200;

    private final Repository repository;
    private final Remote remote;
    private final EngineContext context;
    private final Retries retries;
    private final ReleaseNotesRef notes;
    private final Consumer<String> fetchTag;

    /** @param fetchTag gets the tag with this full name into the repository */
    JGitReleaseRecords(Repository repository, Remote remote, EngineContext context, Consumer<String> fetchTag) {
        this.fetchTag = fetchTag;
        this.repository = repository;
        this.remote = remote;
        this.context = context;
        this.retries = new Retries(context);
        this.notes = new ReleaseNotesRef(repository, context);
    }

    /** The records of a clone's remote. */
    static JGitReleaseRecords ofClone(Repository clone, Remote remote, EngineContext context) {
        return new JGitReleaseRecords(
                clone, remote, context, tag -> remote.fetch(List.of(new RefSpec("+" + tag + ":" + tag))));
    }

    @Override
    public Optional<ReleaseRecord> find(String tag) {
        return look(tag).record();
    }

    /**
     * One look at the remote.
     *
     * @param notes newest commit of the notes that were there
     */
    private record Look(Optional<ReleaseRecord> record, ObjectId notes) {}

    private Look look(String tag) {
        Map<String, Ref> refs = refs(List.of(tag));
        return reading(() -> {
            ObjectId noted = fetchNotes(refs);
            return new Look(records(List.of(tag), refs, noted).stream().findFirst(), noted);
        });
    }

    @Override
    public List<ReleaseRecord> abandoned(Collection<String> tags) {
        Map<String, Ref> refs = refs(tags);
        if (!refs.containsKey(ReleaseNotesRef.NAME)) {
            return List.of();
        }
        return reading(() -> {
            ObjectId noted = fetchNotes(refs);
            List<String> found = new ArrayList<>();
            for (String tag : tags) {
                Ref ref = refs.get(Constants.R_TAGS + tag);
                if (ref != null
                        && notes.read(noted, ref.getObjectId())
                                .filter(note -> note.state() == ReleaseState.ABANDONED)
                                .isPresent()) {
                    found.add(tag);
                }
            }
            return records(found, refs, noted);
        });
    }

    @Override
    public ReleaseRecord add(String tag, ReleaseNote note) throws InterruptedException {
        if (context.dryRun()) {
            throw new IllegalStateException("a dry run notes nothing");
        }
        RefPush pushes = new RefPush(repository, remote, context);
        int outages = 0;
        for (int race = 1; race <= MOST_RACES; race++) {
            Look look = retries.of(() -> look(tag));
            ReleaseRecord record = look.record().orElseThrow(() -> missing(tag));
            ReleaseNote joined = record.note().orElseGet(() -> unsaid(record)).joined(note, tag);
            if (record.note().equals(Optional.of(joined))) {
                return record;
            }
            ObjectId object = ObjectId.fromString(record.object());
            ObjectId commit = reading(() -> notes.write(look.notes(), object, tag, joined));
            RefPush.Answer answer = pushes.push(ReleaseNotesRef.NAME, look.notes(), commit);
            if (answer.accepted()) {
                return record.with(joined);
            }
            // Whatever happened, the next look shows what stands there and whether anything is left to be said.
            if (answer.isRefusal() || !answer.lostRace() && ++outages == Retries.MOST_ATTEMPTS) {
                throw answer.failure().orElseThrow();
            }
            retries.pause(Math.min(race, Retries.MOST_ATTEMPTS));
        }
        throw new RetryableException(
                "The note about " + tag + " lost the race " + MOST_RACES + " times on " + remote.name() + ".",
                "Try again when fewer runs record versions at once.",
                null);
    }

    @Override
    public void close() {
        // The repository belongs to whoever opened it.
    }

    /** What is known of a release that nothing was noted of. */
    private static ReleaseNote unsaid(ReleaseRecord record) {
        return new ReleaseNote(ReleaseState.RESERVED, record.digest(), record.reservedBy(), Optional.empty());
    }

    private NotFoundException missing(String tag) {
        return new NotFoundException(
                "There is no tag " + tag + " on " + remote.name() + ", so nothing can be recorded of it.",
                "Reserve the version first (semverTag with reserve), or correct the tag.");
    }

    private Map<String, Ref> refs(Collection<String> tags) {
        List<String> names =
                new ArrayList<>(tags.stream().map(tag -> Constants.R_TAGS + tag).toList());
        names.add(ReleaseNotesRef.NAME);
        return new RemoteRefs(remote).find(names);
    }

    /** Gets the notes as they are on the remote, and returns their newest commit; the zero id when there are none. */
    private ObjectId fetchNotes(Map<String, Ref> refs) throws IOException {
        if (!refs.containsKey(ReleaseNotesRef.NAME)) {
            return ObjectId.zeroId();
        }
        ObjectId there = refs.get(ReleaseNotesRef.NAME).getObjectId();
        if (!there.equals(local())) {
            remote.fetch(List.of(new RefSpec("+" + ReleaseNotesRef.NAME + ":" + ReleaseNotesRef.NAME)));
        }
        return local();
    }

    private ObjectId local() throws IOException {
        Ref ref = repository.exactRef(ReleaseNotesRef.NAME);
        return ref == null ? ObjectId.zeroId() : ref.getObjectId();
    }

    private List<ReleaseRecord> records(Collection<String> tags, Map<String, Ref> refs, ObjectId noted)
            throws IOException {
        List<Ref> there = tags.stream()
                .map(tag -> refs.get(Constants.R_TAGS + tag))
                .filter(Objects::nonNull)
                .toList();
        TagObjects objects = new TagObjects(repository);
        objects.missing(there).forEach(fetchTag);
        List<ReleaseRecord> records = new ArrayList<>();
        for (Ref tag : there) {
            records.add(objects.record(tag, notes.read(noted, tag.getObjectId())));
        }
        return records;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T now() throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.now();
        } catch (IOException e) {
            throw new TerminalException(
                    "The records of releases cannot be read or written here: " + e.getMessage() + ".",
                    "Check out again into an empty workspace.",
                    e);
        }
    }
}
