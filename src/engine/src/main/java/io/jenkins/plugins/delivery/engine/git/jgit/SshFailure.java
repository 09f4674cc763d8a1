package io.jenkins.plugins.delivery.engine.git.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.transport.URIish;

/** What it means when no SSH connection came about: an unknown server, a refused key, or something that may pass. */
final class SshFailure {

    private final URIish uri;
    private final Optional<Credential> credential;
    private final Optional<String> fingerprint;

    SshFailure(URIish uri, Optional<Credential> credential, Optional<String> fingerprint) {
        this.uri = uri;
        this.credential = credential;
        this.fingerprint = fingerprint;
    }

    /**
     * @param hostKeys null when no server answered
     * @param late the limit that has passed; null when it has not
     */
    SshProblem of(Exception failure, HostKeyCheck hostKeys, Duration late) {
        return new SshProblem(meaning(failure, hostKeys, late));
    }

    private DeliveryException meaning(Exception failure, HostKeyCheck hostKeys, Duration late) {
        if (hostKeys != null && hostKeys.refusal().isPresent()) {
            return hostKeys.refusal().get();
        }
        Optional<Integer> code = find(SshException.class, failure).map(SshException::getDisconnectCode);
        if (code.filter(number -> number == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE)
                .isPresent()) {
            return refused();
        }
        if (code.filter(number -> number == SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED)
                .isPresent()) {
            return new TerminalException(
                    place() + " and this machine have no SSH algorithm in common (" + words(failure) + ").",
                    "Let the server offer a current one.",
                    failure);
        }
        if (late == null && find(InterruptedIOException.class, failure).isPresent()) {
            // Not by the limit: somebody stops this run, and what comes next has to notice it too.
            Thread.currentThread().interrupt();
        }
        return new RetryableException(
                place() + " cannot be reached by SSH (" + reason(failure, late) + ").",
                "Check the address, and that the server is up and reachable from here.",
                failure);
    }

    private TerminalException refused() {
        String user = uri.getUser() == null ? "" : " for the user '" + uri.getUser() + "'";
        return credential
                .map(known -> new TerminalException(
                        place() + " does not accept the key of the credentials '" + known.id() + "' ("
                                + fingerprint.orElse("") + ")" + user + ".",
                        "Add its public key there, with the right to write where something is pushed."))
                .orElseGet(() -> new TerminalException(
                        place() + " accepts no SSH key of this machine" + user + ".",
                        "Pass the credentialsId of an SSH key that the server knows."));
    }

    private String place() {
        return "Git at " + GitUrl.withoutSecrets(uri.toPrivateString());
    }

    /** Never the words of what answered: they may be those of another service that nobody here may read. */
    private String reason(Exception failure, Duration late) {
        if (late != null) {
            return "no answer within " + late.toSeconds() + " s";
        }
        if (find(UnknownHostException.class, failure).isPresent()
                || find(UnresolvedAddressException.class, failure).isPresent()) {
            return "the name " + uri.getHost() + " is not known here";
        }
        return find(SocketException.class, failure)
                .map(Throwable::getMessage)
                .orElse("the connection broke, or what answers is no SSH server");
    }

    /** The innermost words, which say most; JGit's own begin with the URL. */
    private static String words(Throwable failure) {
        String words = failure.getClass().getSimpleName();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                words = cause.getMessage();
            }
        }
        return words.replaceAll("\\s+", " ").strip();
    }

    private static <T extends Throwable> Optional<T> find(Class<T> type, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
