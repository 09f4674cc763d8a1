package io.jenkins.plugins.delivery.engine.git.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.net.URISyntaxException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;

/** What a failed conversation with a remote means: a refused log-in, a wrong address, or something that may pass. */
public final class RemoteFailure {

    private RemoteFailure() {}

    /**
     * @param what could not be done, the begin of a sentence
     * @param remote the name of the remote
     */
    public static DeliveryException of(String what, String remote, Exception e, EngineContext context) {
        return GitAccess.failure(e).orElseGet(() -> ofHttp(what, remote, e, context));
    }

    private static DeliveryException ofHttp(String what, String remote, Exception e, EngineContext context) {
        String text = context.redactor().redact(String.valueOf(e.getMessage())).replaceAll("\\s+", " ");
        // Some texts of JGit end a sentence, others do not.
        String message = what + ": " + text.replaceFirst("[.\\s]+$", "") + ".";
        if (ServerWords.isDenied(text)) {
            return new TerminalException(message, "Pass the credentialsId of a user or token with access.", e);
        }
        if (e instanceof URISyntaxException
                || isCausedBy(NoRemoteRepositoryException.class, e)
                || isCausedBy(NotSupportedException.class, e)) {
            return new TerminalException(message, "Correct the URL of the remote " + remote + ".", e);
        }
        return new RetryableException(message, "Try again when the Git server answers.", e);
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
