package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.git.jgit.ServerWords;
import io.jenkins.plugins.delivery.engine.promotion.PushOutcome;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * What a remote said to a push.
 *
 * @param update what became of the branch
 * @param messages what it wrote beside that
 */
record PushAnswer(RemoteRefUpdate update, String messages) {

    private static final int LONGEST = 400;

    /** What that means. */
    PushOutcome outcome(ObjectId to, EngineContext context) {
        String reason = update.getMessage() == null ? "" : update.getMessage();
        return switch (update.getStatus()) {
            case OK, UP_TO_DATE -> new PushOutcome(PushOutcome.Kind.ACCEPTED, to.name(), "");
            case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED ->
                new PushOutcome(PushOutcome.Kind.LOST_RACE, to.name(), reason.isEmpty() ? "the branch moved" : reason);
            case AWAITING_REPORT, NOT_ATTEMPTED ->
                new PushOutcome(PushOutcome.Kind.UNCERTAIN, to.name(), "the remote did not report what it did");
            default ->
                ServerWords.isLostRace(reason)
                        ? new PushOutcome(PushOutcome.Kind.LOST_RACE, to.name(), reason)
                        : declined(reason, to, context);
        };
    }

    private PushOutcome declined(String reason, ObjectId to, EngineContext context) {
        String words = (reason + (messages.isBlank() ? "" : ": " + messages.strip())).replaceAll("\\s+", " ");
        String shown = words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
        return new PushOutcome(
                ServerWords.isProtected(words) ? PushOutcome.Kind.PROTECTED : PushOutcome.Kind.DECLINED,
                to.name(),
                context.redactor().redact(shown));
    }
}
