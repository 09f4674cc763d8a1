package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.jgit.GitAccess;
import io.jenkins.plugins.delivery.engine.git.jgit.ServerWords;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;

/** Tells apart what JGit reports in words only: lost races, refusals and outages. */
final class GitFailures {

    private GitFailures() {}

    /** What a failed conversation with the remote means. */
    static DeliveryException of(Exception failure, GitOpsAddress address, EngineContext context) {
        return GitAccess.failure(failure).orElseGet(() -> ofHttp(failure, address, context));
    }

    private static DeliveryException ofHttp(Exception failure, GitOpsAddress address, EngineContext context) {
        String said =
                context.redactor().redact(String.valueOf(failure.getMessage())).replaceAll("\\s+", " ");
        // JGit puts the URL before its own words.
        String words = said.startsWith(address.url() + ": ")
                ? said.substring(address.url().length() + 2)
                : said;
        if (failure instanceof NoRemoteRepositoryException) {
            return new NotFoundException(
                    "There is no Git repository at " + address.url() + " (" + words + ").",
                    "Check the URL, and that the credentials may see it.");
        }
        if (failure instanceof NotSupportedException) {
            return new TerminalException(
                    "The address " + address.url() + " cannot be used (" + words + ").",
                    "Use an https or ssh URL.",
                    failure);
        }
        if (failure instanceof TransportException && ServerWords.isDenied(words)) {
            String who = address.credentialsId() == null
                    ? "Set a credentialsId."
                    : "Check the credentials '" + address.credentialsId() + "' and what they may do.";
            return new TerminalException("Git at " + address.url() + " refused access (" + words + ").", who, failure);
        }
        return new RetryableException(
                "Git at " + address.url() + " cannot be reached or gave no proper answer (" + words + ").",
                "Check that it is up and reachable from here.",
                failure);
    }
}
