package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;

/** Adds the tags of the remote to those of the clone: names and ids, nothing is fetched. A dry run talks to no remote. */
final class RemoteTags {

    private final Remote remote;
    private final EngineContext context;

    RemoteTags(Remote remote, EngineContext context) {
        this.remote = remote;
        this.context = context;
    }

    /**
     * Adds what the remote lists. A remote that cannot be reached is reported and leaves the clone's own tags.
     *
     * @param exact whether the clone's own tags are not enough
     * @throws TerminalException when the remote refuses and the clone has no tags: "never released" would be a guess
     * @throws DeliveryException when the remote does not answer and {@code exact} is asked for
     */
    void addTo(ReleaseTags tags, boolean exact) {
        if (context.dryRun() || !remote.isConfigured()) {
            explainForeign(tags);
            return;
        }
        try {
            int before = tags.byVersion().size();
            tags.addRemote(remote.tags());
            int more = tags.byVersion().size() - before;
            if (more > 0) {
                context.log().info("Read " + more + " release tags from " + remote.name() + " that this clone lacks.");
            }
            tags.moved()
                    .forEach(tag -> context.log().warn("Tag " + tag + "; the one on " + remote.name() + " counts."));
        } catch (DeliveryException e) {
            if (exact || e instanceof TerminalException && tags.byVersion().isEmpty()) {
                throw e;
            }
            context.log().warn("Only the tags of this clone are known, which may be too few: " + e.getMessage());
        }
        explainForeign(tags);
    }

    private void explainForeign(ReleaseTags tags) {
        if (tags.byVersion().isEmpty() && tags.foreign() > 0) {
            context.log()
                    .warn("No release tag begins with the prefix, but "
                            + (tags.foreign() == 1 ? "1 tag is a version" : tags.foreign() + " tags are versions")
                            + " without it or with a v; set prefix to how releases are tagged.");
        } else {
            tags.higherForeign().ifPresent(tag -> context.log()
                    .warn("Tag " + tag
                            + " is a higher version than any tag with the prefix; if releases are tagged like it,"
                            + " set prefix to match."));
        }
    }
}
