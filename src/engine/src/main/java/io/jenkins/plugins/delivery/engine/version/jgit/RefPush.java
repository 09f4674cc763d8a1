package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.jgit.ServerWords;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * Pushes one ref by compare-and-swap and says what can be known of the outcome. Only "accepted" is certain to have had an effect, and
 * only the remote can tell what became of everything else.
 */
final class RefPush {

    /** What else says that somebody was faster, where a ref is to be created. */
    private static final Pattern RACE = Pattern.compile("(?i)already exists|transaction aborted");

    /** What is wrong with the server and not with the push. */
    private static final Pattern OUTAGE =
            Pattern.compile("(?i)unpacker error|internal (?:server )?error|timed? ?out|try again");

    /** Rulesets of GitHub (GH013 and the words of the rule "restrict creations") and its older protected tags. */
    private static final Pattern GITHUB_RULE =
            Pattern.compile("(?i)GH0\\d\\d|rule violations|creations being restricted|protected tag");

    /** What GitLab's pre-receive check says of a protected tag. */
    private static final Pattern GITLAB_RULE = Pattern.compile("(?i)not allowed to create this tag as it is protected");

    private static final int LONGEST = 400;

    private final Repository repository;
    private final Remote remote;
    private final EngineContext context;

    RefPush(Repository repository, Remote remote, EngineContext context) {
        this.repository = repository;
        this.remote = remote;
        this.context = context;
    }

    /**
     * What became of a push.
     *
     * @param accepted whether the remote said that it did it
     * @param lostRace whether it said that somebody else was faster, or is at work on the ref
     * @param failure why not, or why that is not known: retryable when the same push may do better
     */
    record Answer(boolean accepted, boolean lostRace, Optional<DeliveryException> failure) {

        boolean isRefusal() {
            return failure.filter(TerminalException.class::isInstance).isPresent();
        }
    }

    /** @param expected what the remote must have there; the zero id for nothing */
    Answer push(String ref, ObjectId expected, ObjectId id) {
        try {
            RemoteRefUpdate update = new RemoteRefUpdate(repository, id.name(), id, ref, false, null, expected);
            PushResult result = new RemoteRefs(remote).push(update);
            return answer(ref, update, result.getMessages());
        } catch (DeliveryException e) {
            return new Answer(false, false, Optional.of(e));
        } catch (IOException e) {
            return new Answer(
                    false,
                    false,
                    Optional.of(new TerminalException(
                            "The push of " + ref + " could not be prepared: " + e.getMessage() + ".",
                            "Check out again into an empty workspace.",
                            e)));
        }
    }

    private Answer answer(String ref, RemoteRefUpdate update, String messages) {
        return switch (update.getStatus()) {
            case OK -> new Answer(true, false, Optional.empty());
            case UP_TO_DATE, REJECTED_REMOTE_CHANGED, REJECTED_NODELETE, REJECTED_NONFASTFORWARD ->
                passing(ref, "it changed at the same time", true);
            case AWAITING_REPORT, NOT_ATTEMPTED, NON_EXISTING ->
                passing(ref, "the remote did not say what it did", false);
            case REJECTED_OTHER_REASON -> rejected(ref, words(update.getMessage()), words(messages));
        };
    }

    private Answer rejected(String ref, String reason, String hook) {
        boolean race = ServerWords.isLostRace(reason) || RACE.matcher(reason).find();
        if ((race || OUTAGE.matcher(reason).find()) && !isRule(hook)) {
            return passing(ref, reason, race);
        }
        String said = hook.isEmpty() ? reason : reason + ", saying \"" + hook + "\"";
        return new Answer(
                false,
                false,
                Optional.of(new TerminalException(
                        remote.name() + " refused " + named(ref) + ": " + said + ".", advice(reason + " " + hook))));
    }

    private Answer passing(String ref, String why, boolean lostRace) {
        return new Answer(
                false,
                lostRace,
                Optional.of(new RetryableException(
                        remote.name() + " did not take " + named(ref) + ": " + why + ".",
                        "Run the build again: the same commit gets the same answer.",
                        null)));
    }

    private static boolean isRule(String words) {
        return GITHUB_RULE.matcher(words).find() || GITLAB_RULE.matcher(words).find();
    }

    private static String advice(String words) {
        if (GITLAB_RULE.matcher(words).find()) {
            return "In GitLab, let the role or user of these credentials create protected tags (Settings, Repository,"
                    + " Protected tags).";
        }
        if (GITHUB_RULE.matcher(words).find()) {
            return "In GitHub, put the app or user of these credentials on the bypass list of the ruleset for tags"
                    + " (Settings, Rules, Rulesets).";
        }
        return "Allow the credentials of this run to create tags, or look at the server's rules for tags.";
    }

    private static String named(String ref) {
        return ref.startsWith("refs/tags/") ? "the tag " + ref.substring("refs/tags/".length()) : ref;
    }

    private String words(String text) {
        String line = context.redactor()
                .redact(text == null ? "" : text)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
