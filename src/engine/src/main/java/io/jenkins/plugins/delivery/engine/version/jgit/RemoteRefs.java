package io.jenkins.plugins.delivery.engine.version.jgit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;

/** A few refs of a remote: asked for by name, so that one with thousands of tags sends only what is asked, fetched, and pushed. */
final class RemoteRefs {

    private final Remote remote;

    RemoteRefs(Remote remote) {
        this.remote = remote;
    }

    /** What the remote has under these full names now, by name and peeled; a name that is missing is not there. */
    Map<String, Ref> find(Collection<String> names) {
        return remote.talk("ask for " + String.join(", ", names), Transport.Operation.FETCH, transport -> {
            Map<String, Ref> found = new HashMap<>();
            try (FetchConnection connection = transport.openFetch(List.of(), names.toArray(String[]::new))) {
                for (String name : names) {
                    Optional.ofNullable(connection.getRef(name)).ifPresent(there -> found.put(name, there));
                }
            }
            return found;
        });
    }

    /**
     * Fetches one ref as it is now, without the history behind its commit and, where the server can, without its files.
     *
     * @param name the full name, also in the clone
     */
    void fetchTip(String name) {
        List<RefSpec> refSpecs = List.of(new RefSpec("+" + name + ":" + name));
        remote.talk("fetch " + name, Transport.Operation.FETCH, transport -> {
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setDepth(1);
            transport.setFilterSpec(FilterSpec.fromFilterLine("tree:0"));
            try {
                return transport.fetch(NullProgressMonitor.INSTANCE, refSpecs);
            } catch (TransportException failure) {
                // JGit does not go on by itself without a filter that the server does not offer, and has no exception
                // for it.
                transport.setFilterSpec(FilterSpec.NO_FILTER);
                return transport.fetch(NullProgressMonitor.INSTANCE, refSpecs);
            }
        });
    }

    /** Pushes one ref update, which carries its own expectation of what the remote has and gets the outcome. */
    PushResult push(RemoteRefUpdate update) {
        return remote.talk(
                "push " + update.getRemoteName(),
                Transport.Operation.PUSH,
                transport -> transport.push(NullProgressMonitor.INSTANCE, List.of(update)));
    }
}
