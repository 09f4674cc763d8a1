package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import io.jenkins.plugins.delivery.engine.git.jgit.GitAccess;
import io.jenkins.plugins.delivery.engine.git.jgit.RemoteFailure;
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
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;

/** One remote of a clone: what it has and what to get from it. */
final class Remote {

    private final Repository repository;
    private final String name;
    private final GitAccess access;
    private final EngineContext context;
    private final String step;

    /** @param credentialsId of a password, token or SSH key, or null for none; looked up anew at each call */
    Remote(Repository repository, String name, String credentialsId, EngineContext context) {
        this(repository, name, credentialsId, context, "semverTag");
    }

    /** @param step for messages */
    Remote(Repository repository, String name, String credentialsId, EngineContext context, String step) {
        this.step = step;
        this.repository = repository;
        this.name = name;
        this.access = GitAccess.of(credentialsId, context);
        this.context = context;
    }

    String name() {
        return name;
    }

    /** Whether the clone knows where the remote is. */
    boolean isConfigured() {
        return url() != null;
    }

    /** Where the remote is, without a secret; by SSH with the user, who is part of the place. */
    Optional<String> publicUrl() {
        return Optional.ofNullable(url()).map(GitUrl::withoutSecrets);
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
                .setTransportConfigCallback(access)
                .call());
    }

    /** The branches. */
    Collection<Ref> branches() {
        return call("list the branches", () -> Git.wrap(repository)
                .lsRemote()
                .setRemote(name)
                .setHeads(true)
                .setTransportConfigCallback(access)
                .call());
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
        try (Transport transport = access.openRemote(receiver, name, operation)) {
            return conversation.with(transport);
        }
    }

    private FetchCommand fetchCommand(List<RefSpec> refSpecs) {
        FetchCommand fetch = Git.wrap(repository)
                .fetch()
                .setRemote(name)
                .setTagOpt(TagOpt.NO_TAGS)
                .setTransportConfigCallback(access);
        return refSpecs.isEmpty() ? fetch : fetch.setRefSpecs(refSpecs);
    }

    private void fetch(String what, FetchCommand command) {
        call(what, command::call);
    }

    @FunctionalInterface
    private interface Call<T> {
        T now() throws GitAPIException, IOException, URISyntaxException;
    }

    private <T> T call(String what, Call<T> call) {
        if (!isConfigured()) {
            throw new TerminalException(
                    step + " cannot " + what + ": this clone has no remote called " + name + ".",
                    "Add the remote, or pass remote: with the name of an existing one.");
        }
        try {
            return Undisturbed.run(call::now);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw RemoteFailure.of(step + " could not " + what + " of " + name, name, e, context);
        }
    }
}
