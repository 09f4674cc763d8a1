package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** One remote of a clone: what it has and what to get from it. */
final class Remote {

    /** For connecting and for each read. */
    private static final int TIMEOUT_SECONDS = 30;

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
        return url() != null;
    }

    /** Whether the remote is reached by SSH, for which this adapter has no keys. */
    boolean isSsh() {
        try {
            URIish uri = new URIish(url());
            return uri.getHost() != null
                    && (uri.getScheme() == null || uri.getScheme().contains("ssh"));
        } catch (URISyntaxException e) {
            // The call that uses the URL reports it.
            return false;
        }
    }

    /** Where the remote is, without user name and password over HTTP. */
    Optional<String> publicUrl() {
        if (!isConfigured()) {
            return Optional.empty();
        }
        try {
            URIish uri = new URIish(url());
            boolean http = uri.getScheme() != null && uri.getScheme().startsWith("http");
            return Optional.of(
                    http
                            ? uri.setUser(null).setPass(null).toString()
                            : uri.setPass(null).toString());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private String url() {
        return repository
                .getConfig()
                .getString(ConfigConstants.CONFIG_REMOTE_SECTION, name, ConfigConstants.CONFIG_KEY_URL);
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

    /** A conversation over an open connection. */
    @FunctionalInterface
    interface Conversation<T> {
        T with(Transport transport) throws IOException, URISyntaxException;
    }

    /** @param what it is about, for "could not …" */
    <T> T talk(String what, Transport.Operation operation, Conversation<T> conversation) {
        return call(what, () -> talk(repository, operation, conversation));
    }

    /**
     * Fetches for another repository than the clone, which has the clone's settings.
     *
     * @param what it is about, for "could not …"
     * @param receiver gets what is fetched
     */
    <T> T talk(String what, Repository receiver, Conversation<T> conversation) {
        return call(what, () -> talk(receiver, Transport.Operation.FETCH, conversation));
    }

    private <T> T talk(Repository receiver, Transport.Operation operation, Conversation<T> conversation)
            throws IOException, URISyntaxException {
        try (Transport transport = Transport.open(receiver, name, operation)) {
            transport.setTimeout(TIMEOUT_SECONDS);
            transport.setCredentialsProvider(credentials());
            return conversation.with(transport);
        }
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
        if (isSsh()) {
            throw new TerminalException(
                    "semverTag cannot " + what + " of " + name + " by SSH.",
                    "Check out with an HTTPS URL and pass its credentialsId.");
        }
        try {
            return call.now();
        } catch (GitAPIException | IOException | URISyntaxException e) {
            throw RemoteFailure.of("semverTag could not " + what + " of " + name, name, e, context);
        }
    }
}
