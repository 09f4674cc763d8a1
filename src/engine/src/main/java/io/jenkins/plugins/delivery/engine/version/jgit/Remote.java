package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** One remote of a clone: what it has, what to get from it, and one ref to give to it. */
final class Remote {

    private static final int TIMEOUT_SECONDS = 60;

    /** Forges that take a bare token over HTTP want some user name with it. */
    private static final String TOKEN_USER = "x-access-token";

    private final Repository repository;
    private final String name;
    private final String credentialsId;
    private final EngineContext context;

    /** @param credentialsId for HTTP, or null for none; looked up anew at each call */
    Remote(Repository repository, String name, String credentialsId, EngineContext context) {
        this.repository = repository;
        this.name = name;
        this.credentialsId = credentialsId;
        this.context = context;
    }

    String name() {
        return name;
    }

    /** Whether the clone knows where the remote is. */
    boolean isConfigured() {
        return repository
                        .getConfig()
                        .getString(ConfigConstants.CONFIG_REMOTE_SECTION, name, ConfigConstants.CONFIG_KEY_URL)
                != null;
    }

    /** The tags, peeled. */
    Collection<Ref> tags() {
        return call("list the tags", () -> Git.wrap(repository)
                .lsRemote()
                .setRemote(name)
                .setTags(true)
                .setTimeout(TIMEOUT_SECONDS)
                .setCredentialsProvider(credentials())
                .call());
    }

    /** The branches. */
    Collection<Ref> branches() {
        return call("list the branches", () -> Git.wrap(repository)
                .lsRemote()
                .setRemote(name)
                .setHeads(true)
                .setTimeout(TIMEOUT_SECONDS)
                .setCredentialsProvider(credentials())
                .call());
    }

    /** Fetches the whole history of the configured branches, or of the given refs, into a shallow clone. */
    void unshallow(List<RefSpec> refSpecs) {
        fetch("fetch the missing history", fetchCommand(refSpecs).setUnshallow(true));
    }

    /** Fetches the given refs. */
    void fetch(List<RefSpec> refSpecs) {
        fetch("fetch " + refSpecs.size() + " refs", fetchCommand(refSpecs));
    }

    /** Pushes one ref update, which carries its own expectation of what the remote has. */
    RemoteRefUpdate.Status push(RemoteRefUpdate update) {
        PushResult result = call("create the tag", () -> {
            try (Transport transport = Transport.open(repository, name, Transport.Operation.PUSH)) {
                transport.setTimeout(TIMEOUT_SECONDS);
                transport.setCredentialsProvider(credentials());
                return transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            }
        });
        return result.getRemoteUpdate(update.getRemoteName()).getStatus();
    }

    private FetchCommand fetchCommand(List<RefSpec> refSpecs) {
        FetchCommand fetch = Git.wrap(repository)
                .fetch()
                .setRemote(name)
                .setTagOpt(TagOpt.NO_TAGS)
                .setTimeout(TIMEOUT_SECONDS)
                .setCredentialsProvider(credentials());
        return refSpecs.isEmpty() ? fetch : fetch.setRefSpecs(refSpecs);
    }

    private void fetch(String what, FetchCommand command) {
        call(what, command::call);
    }

    private CredentialsProvider credentials() {
        if (credentialsId == null) {
            return null;
        }
        Credential credential = context.credential(credentialsId);
        return new UsernamePasswordCredentialsProvider(
                credential.username() == null ? TOKEN_USER : credential.username(), credential.secret());
    }

    @FunctionalInterface
    private interface Call<T> {
        T now() throws GitAPIException, IOException, URISyntaxException;
    }

    private <T> T call(String what, Call<T> call) {
        if (!isConfigured()) {
            throw new TerminalException(
                    "semverTag cannot " + what + ": this clone has no remote called " + name + ".",
                    "Add the remote, or pass remote: with the name of an existing one.");
        }
        try {
            return call.now();
        } catch (GitAPIException | IOException | URISyntaxException e) {
            throw failure(what, e);
        }
    }

    private DeliveryException failure(String what, Exception e) {
        Throwable root = e;
        boolean missing = false;
        boolean unsupported = e instanceof URISyntaxException;
        for (; root.getCause() != null; root = root.getCause()) {
            missing |= root instanceof NoRemoteRepositoryException;
            unsupported |= root instanceof NotSupportedException;
        }
        missing |= root instanceof NoRemoteRepositoryException;
        unsupported |= root instanceof NotSupportedException;
        String text = context.redactor().redact(String.valueOf(e.getMessage()));
        String message = "semverTag could not " + what + " of " + name + ": " + text + ".";
        boolean denied = text.contains("not authorized")
                || text.contains("not permitted")
                || text.contains("CredentialsProvider")
                || text.contains("Authentication is required");
        if (denied) {
            return new TerminalException(message, "Pass the credentialsId of a user or token with access.", e);
        }
        if (missing || unsupported) {
            return new TerminalException(
                    message, "Correct the URL of the remote; semverTag speaks HTTP, HTTPS, git and file.", e);
        }
        return new RetryableException(message, "Try again when the Git server answers.", e);
    }
}
