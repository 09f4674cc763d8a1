package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.SshSettings;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import io.jenkins.plugins.delivery.engine.git.jgit.GitAccess;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.Transport;

/**
 * Tries out the address, the branch and the credentials of a GitOps repository, for a configuration page. Asks as for a push, which not
 * everybody may who may read, and pushes nothing.
 */
public final class GitConnection {

    private GitConnection() {}

    /**
     * Lists the branches of the remote.
     *
     * @param address by https, http or ssh
     * @param ssh which servers are known
     * @param limit for each answer of the remote
     * @return a sentence for the person who asked
     * @throws DeliveryException with a sentence that repeats nothing of an unexpected answer
     */
    public static String check(
            GitOpsAddress address, Optional<Credential> credential, SshSettings ssh, Duration limit) {
        GitUrl.problem("its address", address.url()).ifPresent(problem -> {
            throw new InvalidInputException("The GitOps repository", List.of(problem));
        });
        List<String> branches = branches(address, GitAccess.of(credential, ssh, limit), credential);
        if (branches.contains(address.branch())) {
            return "The GitOps repository takes pushes and has the branch '" + address.branch() + "'.";
        }
        throw new NotFoundException(
                "The GitOps repository " + address.url() + " answers, but has no branch '" + address.branch() + "'.",
                NearestName.of(address.branch(), branches)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("Create it, or name another one."));
    }

    private static List<String> branches(GitOpsAddress address, GitAccess access, Optional<Credential> credential) {
        try (Transport transport = access.open(address.url());
                PushConnection connection = transport.openPush()) {
            return connection.getRefs().stream()
                    .map(Ref::getName)
                    .filter(name -> name.startsWith(Constants.R_HEADS))
                    .map(Repository::shortenRefName)
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw GitAccess.failure(e).orElseGet(() -> discreet(e, address, credential));
        }
    }

    /** The meaning of the failure without JGit's words, which may repeat what answered. */
    private static DeliveryException discreet(
            Exception failure, GitOpsAddress address, Optional<Credential> credential) {
        if (failure instanceof NotSupportedException) {
            return new TerminalException(
                    "What answers at " + address.url() + " is no Git server that takes pushes.",
                    "Check the address.",
                    null);
        }
        DeliveryException meaning =
                GitFailures.of(failure, address, EngineContext.in(Path.of("")).build());
        if (meaning instanceof NotFoundException) {
            return new NotFoundException(
                    "There is no Git repository at " + address.url() + ", or the credentials may not see it.",
                    "Check both.");
        }
        if (meaning instanceof TerminalException) {
            return new TerminalException(
                    "Git at " + address.url() + " refuses access.",
                    credential.isPresent() ? "Check the " + credential.get() + "." : "Choose the credentials for it.");
        }
        return new RetryableException(
                "Git at " + address.url() + " cannot be reached, redirects to another server, or is no Git server"
                        + reason(failure) + ".",
                "Check the address, and that it is up and reachable from here.",
                null);
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.SocketException || cause instanceof java.net.UnknownHostException) {
                return " (" + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")";
            }
        }
        return "";
    }
}
