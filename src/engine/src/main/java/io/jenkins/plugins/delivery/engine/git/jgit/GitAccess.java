package io.jenkins.plugins.delivery.engine.git.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.SshSettings;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/**
 * How every capability opens a Git remote: by HTTP with a user name and password or a token, by SSH with a private key. Either open a
 * transport here, or hand this to a command of JGit with {@code setTransportConfigCallback}. After a failure ask {@link #failure} first.
 */
public final class GitAccess implements TransportConfigCallback {

    /** For connecting, and for each read. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Forges that take a bare token over HTTP want some user name with it; GitHub, GitLab and Bitbucket take any. */
    private static final String TOKEN_USER = "x-access-token";

    private final Supplier<Optional<Credential>> credential;
    private final SshSettings ssh;
    private final DeliveryLog log;
    private final Duration limit;

    private GitAccess(Supplier<Optional<Credential>> credential, SshSettings ssh, DeliveryLog log, Duration limit) {
        this.credential = credential;
        this.ssh = ssh;
        this.log = log;
        this.limit = limit;
    }

    /**
     * The access of a run.
     *
     * @param credentialsId null for none; looked up anew for each transport
     */
    public static GitAccess of(String credentialsId, EngineContext context) {
        return new GitAccess(
                () -> Optional.ofNullable(credentialsId).map(context::credential), context.ssh(), context.log(), LIMIT);
    }

    /**
     * The access of a form that tries out a repository.
     *
     * @param limit for connecting, and for each read
     */
    public static GitAccess of(Optional<Credential> credential, SshSettings ssh, Duration limit) {
        return new GitAccess(() -> credential, ssh, DeliveryLog.SILENT, limit);
    }

    /**
     * Opens a transport of an address, configured.
     *
     * @throws TerminalException when the credentials do not fit the address
     */
    public Transport open(Repository repository, String url) throws IOException, URISyntaxException {
        return configured(Transport.open(repository, new URIish(url)));
    }

    /** Opens a transport that needs no repository on this side, for a look at what a remote has. */
    public Transport open(String url) throws IOException, URISyntaxException {
        return configured(Transport.open(new URIish(url)));
    }

    /** Opens a transport of a remote that the repository's configuration names. */
    public Transport openRemote(Repository repository, String name, Transport.Operation operation)
            throws IOException, URISyntaxException {
        return configured(Transport.open(repository, name, operation));
    }

    private Transport configured(Transport transport) {
        try {
            configure(transport);
            return transport;
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    /**
     * Sets timeout and credentials.
     *
     * @throws TerminalException when the credentials do not fit the address, or hold a key that cannot be opened
     */
    @Override
    public void configure(Transport transport) {
        transport.setTimeout((int) Math.max(1, limit.toSeconds()));
        Optional<Credential> found = credential.get();
        if (transport instanceof SshTransport overSsh) {
            requireKey(transport.getURI(), found);
            // Also without a key, because JGit would run the program that GIT_SSH names.
            overSsh.setSshSessionFactory(new SshSessions(found, ssh, log, limit));
        } else if (found.isPresent()) {
            Credential login = found.get();
            requirePassword(transport.getURI(), login);
            transport.setCredentialsProvider(new UsernamePasswordCredentialsProvider(
                    login.username() == null ? TOKEN_USER : login.username(), login.secret()));
            if (transport instanceof TransportHttp http) {
                http.setHttpConnectionFactory(new OneServerConnections(transport.getURI()));
            }
        }
    }

    private void requireKey(URIish uri, Optional<Credential> found) {
        if (found.isEmpty() && !ssh.machineKeys()) {
            throw new TerminalException(
                    place(uri) + " is reached by SSH, which needs a private key.",
                    "Pass the credentialsId of an SSH key, or use the HTTPS address.");
        }
        if (found.isPresent() && found.get().kind() != Credential.Kind.PRIVATE_KEY) {
            throw new TerminalException(
                    place(uri) + " is reached by SSH, which needs a private key, and the credentials '"
                            + found.get().id() + "' are " + found.get().kind().words() + ".",
                    "Pass the credentialsId of an SSH key, or use the HTTPS address.");
        }
    }

    private static void requirePassword(URIish uri, Credential login) {
        if (login.kind() == Credential.Kind.PRIVATE_KEY) {
            throw new TerminalException(
                    place(uri) + " is reached by HTTP, which needs a user name with password or a token, and the"
                            + " credentials '" + login.id() + "' are a private key.",
                    "Pass the credentialsId of a token, or use the SSH address.");
        }
    }

    private static String place(URIish uri) {
        return GitUrl.withoutSecrets(uri.toPrivateString());
    }

    /** What a failure of a transport means when it is one of SSH: a terminal refusal or an outage, as a sentence; else empty. */
    public static Optional<DeliveryException> failure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SshProblem problem) {
                return Optional.of(problem.meaning());
            }
        }
        return Optional.empty();
    }
}
