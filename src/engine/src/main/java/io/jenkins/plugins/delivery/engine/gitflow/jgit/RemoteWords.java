package io.jenkins.plugins.delivery.engine.gitflow.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.jgit.GitAccess;
import io.jenkins.plugins.delivery.engine.gitflow.FlowQuery;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;

/** Tells apart what JGit and servers report in words only. */
final class RemoteWords {

    /**
     * What servers say of a ref that somebody else moved. git: "fetch first", "stale info", "cannot lock ref"; GitLab: "incorrect old
     * value provided"; JGit: "invalid old id sent", "failed to lock"; receive-pack: "failed to update ref".
     */
    private static final List<String> RACES = List.of(
            "non-fast-forward",
            "non-fastforward",
            "fetch first",
            "cannot lock ref",
            "incorrect old value",
            "invalid old id",
            "failed to update ref",
            "failed to lock",
            "lock failure",
            "stale info",
            "file exists",
            "already exists");

    private static final Pattern DENIED = Pattern.compile(
            "(?i)not authorized|unauthorized|not permitted|CredentialsProvider|authentication is required"
                    + "|authentication not supported|forbidden|\\b403\\b");

    private RemoteWords() {}

    /** What a server says of a ref that it would have moved, had the others of an atomic push been fine. */
    static boolean isCollateral(String words) {
        String text = words.toLowerCase(Locale.ROOT);
        return text.contains("transaction aborted")
                || text.contains("atomic push")
                || text.contains("atomic transaction");
    }

    static boolean isLostRace(String words) {
        String text = words.toLowerCase(Locale.ROOT);
        return RACES.stream().anyMatch(text::contains);
    }

    /** JGit has no exception of its own for a server without the capability (JGitText.atomicPushNotSupported). */
    static boolean isAtomicMissing(Exception failure) {
        return String.valueOf(failure.getMessage()).contains("Atomic push not supported");
    }

    /** What a failed conversation with the remote means. */
    static DeliveryException unreachable(FlowQuery query, Exception failure, EngineContext context) {
        return GitAccess.failure(failure).orElseGet(() -> words(query, failure, context));
    }

    private static DeliveryException words(FlowQuery query, Exception failure, EngineContext context) {
        String words = context.redactor()
                .redact(String.valueOf(failure.getMessage()))
                .replaceAll("\\s+", " ")
                .replaceFirst("[.\\s]+$", "");
        String message = query.step() + " could not talk to " + query.remote() + ": " + words + ".";
        if (DENIED.matcher(words).find()) {
            return new TerminalException(
                    message, "Pass the credentialsId of a user or token that may read and push.", failure);
        }
        if (failure instanceof URISyntaxException
                || isCausedBy(NoRemoteRepositoryException.class, failure)
                || isCausedBy(NotSupportedException.class, failure)) {
            return new TerminalException(message, "Correct the URL of the remote " + query.remote() + ".", failure);
        }
        return new RetryableException(message, "Run it again when the Git server answers.", failure);
    }

    private static boolean isCausedBy(Class<? extends Throwable> type, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
