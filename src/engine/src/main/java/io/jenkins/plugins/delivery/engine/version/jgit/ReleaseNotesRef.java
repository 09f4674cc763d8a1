package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.version.ReleaseNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.notes.NoteMap;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Git notes about tag objects, as {@code git notes --ref=git-flow-delivery show v1.4.1} reads them. Each change is a commit of the
 * notes' own history, whose message is the note: {@code git log refs/notes/git-flow-delivery} tells what became of every version.
 */
final class ReleaseNotesRef {

    static final String NAME = Constants.R_NOTES + "git-flow-delivery";

    /** Longer notes are not of our making. */
    private static final int MOST_BYTES = 64 * 1024;

    private final Repository repository;
    private final EngineContext context;

    ReleaseNotesRef(Repository repository, EngineContext context) {
        this.repository = repository;
        this.context = context;
    }

    /** @param tip newest commit of the notes; the zero id when there are none */
    Optional<ReleaseNote> read(ObjectId tip, ObjectId tag) throws IOException {
        if (tip.equals(ObjectId.zeroId())) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectReader reader = walk.getObjectReader();
            ObjectId note = NoteMap.read(reader, walk.parseCommit(tip)).get(tag);
            if (note == null) {
                return Optional.empty();
            }
            byte[] text = reader.open(note, Constants.OBJ_BLOB).getCachedBytes(MOST_BYTES);
            return Optional.of(ReleaseNote.of(new String(text, StandardCharsets.UTF_8)));
        }
    }

    /** A commit upon {@code tip} in which the tag has this note and everything else is as it was. */
    ObjectId write(ObjectId tip, ObjectId tag, String name, ReleaseNote note) throws IOException {
        String text = context.redactor().redact(note.text(name));
        try (RevWalk walk = new RevWalk(repository);
                ObjectInserter inserter = repository.newObjectInserter()) {
            boolean first = tip.equals(ObjectId.zeroId());
            NoteMap notes = first ? NoteMap.newEmptyMap() : NoteMap.read(walk.getObjectReader(), walk.parseCommit(tip));
            notes.set(tag, inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8)));
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(notes.writeTree(inserter));
            if (!first) {
                commit.setParentId(tip);
            }
            PersonIdent person = Tagger.of(repository, context);
            commit.setAuthor(person);
            commit.setCommitter(person);
            commit.setMessage(text);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }
}
