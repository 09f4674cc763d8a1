package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Releases of commits that came after another one. */
final class NewerReleases {

    private NewerReleases() {}

    /** The first of the tags whose commit the clone has and which contains {@code head}. */
    static Optional<ReleaseTag> first(Repository repository, ObjectId head, List<ReleaseTag> tags) throws IOException {
        HistoryWalk walk = new HistoryWalk(repository, head);
        for (ReleaseTag tag : tags) {
            ObjectId commit = ObjectId.fromString(tag.commit());
            if (repository.getObjectDatabase().has(commit) && walk.contains(commit, head)) {
                return Optional.of(tag);
            }
        }
        return Optional.empty();
    }
}
