package io.jenkins.plugins.delivery.engine.gate.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.jgit.ServerWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.notes.NoteMap;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;

/** Fetches and pushes the notes of a remote; one that somebody else changed meanwhile is not overwritten. */
final class NotesRemote {

    /** What else says that somebody was faster, where the notes are to be created. */
    private static final Pattern RACE = Pattern.compile("(?i)already exists|transaction aborted");

    private final GateClone clone;
    private final EngineContext context;

    NotesRemote(GateClone clone, EngineContext context) {
        this.clone = clone;
        this.context = context;
    }

    /** The newest commit of the notes as the remote has them now; the zero id when it has none. */
    ObjectId fetch(String ref) {
        ObjectId tip = clone.remoteTip(ref);
        if (!tip.equals(ObjectId.zeroId())) {
            clone.talk("fetch " + ref, Transport.Operation.FETCH, transport -> {
                transport.setTagOpt(TagOpt.NO_TAGS);
                return transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + ref + ":" + ref)));
            });
        }
        return tip;
    }

    /** Writes a commit upon {@code tip} in which these objects have these notes and everything else is as it was. */
    ObjectId commit(ObjectId tip, NoteMap notes, Map<ObjectId, String> texts, String message) throws IOException {
        try (ObjectInserter inserter = clone.repository().newObjectInserter()) {
            for (Map.Entry<ObjectId, String> note : texts.entrySet()) {
                byte[] text = note.getValue().getBytes(StandardCharsets.UTF_8);
                notes.set(note.getKey(), inserter.insert(Constants.OBJ_BLOB, text));
            }
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(notes.writeTree(inserter));
            if (!tip.equals(ObjectId.zeroId())) {
                commit.setParentId(tip);
            }
            PersonIdent person = new PersonIdent(
                    "Git-Flow Delivery",
                    "git-flow-delivery@localhost",
                    context.clock().instant(),
                    ZoneOffset.UTC);
            commit.setAuthor(person);
            commit.setCommitter(person);
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    /**
     * Pushes by compare-and-swap.
     *
     * @param expected what the remote must have there; the zero id for nothing
     * @return false when somebody else was faster
     * @throws DeliveryException when the remote does not take it
     */
    boolean push(String ref, ObjectId expected, ObjectId id) {
        return clone.talk("push " + ref, Transport.Operation.PUSH, transport -> {
            RemoteRefUpdate update = new RemoteRefUpdate(clone.repository(), id.name(), id, ref, false, null, expected);
            PushResult result = transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            return switch (update.getStatus()) {
                case OK, UP_TO_DATE -> true;
                case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> false;
                default -> {
                    String why = String.valueOf(update.getMessage()) + " " + result.getMessages();
                    if (ServerWords.isLostRace(why) || RACE.matcher(why).find()) {
                        yield false;
                    }
                    throw new TerminalException(
                            clone.remote() + " refused " + ref + " (" + words(why) + ").",
                            "Let the credentials of this run push notes there, or set publish: false.");
                }
            };
        });
    }

    private String words(String text) {
        String line = context.redactor()
                .redact(text)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return line.length() <= 300 ? line : line.substring(0, 300);
    }
}
