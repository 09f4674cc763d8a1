package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.jgit.GitAccess;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;

/** Tells apart what JGit reports in words only: lost races, refusals and outages. */
final class GitFailures {

    /**
     * What servers say when somebody else was faster. git: "fetch first", "stale info", "cannot lock ref"; GitLab: "incorrect old
     * value provided" (argocd-image-updater#879); JGit: "invalid old id sent", "failed to lock"; receive-pack: "failed to update ref".
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
            "stale info");

    private static final List<String> DENIALS = List.of(
            "not authorized",
            "unauthorized",
            "not permitted",
            "authentication is required",
            "authentication not supported",
            "forbidden",
            "403");

    private GitFailures() {}

    static boolean lostRace(String reason) {
        String text = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
        return RACES.stream().anyMatch(text::contains);
    }

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
        String lower = words.toLowerCase(Locale.ROOT);
        if (failure instanceof TransportException && DENIALS.stream().anyMatch(lower::contains)) {
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
