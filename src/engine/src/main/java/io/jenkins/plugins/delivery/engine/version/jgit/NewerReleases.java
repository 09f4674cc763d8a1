package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/** Releases of commits that came after another one. */
final class NewerReleases {

    private final RemoteAncestry ancestry;

    NewerReleases(RemoteAncestry ancestry) {
        this.ancestry = ancestry;
    }

    /**
     * The first of the tags whose commit contains {@code head}.
     *
     * @param objects what the refs of the tags name, by name
     */
    Optional<ReleaseTag> first(ObjectId head, List<ReleaseTag> tags, Map<String, ObjectId> objects) throws IOException {
        Map<ObjectId, ObjectId> unknown = new HashMap<>();
        Set<ObjectId> containing =
                ancestry.inClone(head, tags.stream().map(NewerReleases::commit).toList());
        for (ReleaseTag tag : tags) {
            if (!containing.contains(commit(tag)) && !ancestry.isKnown(commit(tag))) {
                unknown.put(commit(tag), objects.getOrDefault(tag.name(), commit(tag)));
            }
        }
        Set<ObjectId> there = ancestry.onRemote(head, unknown);
        return tags.stream()
                .filter(tag -> containing.contains(commit(tag)) || there.contains(commit(tag)))
                .findFirst();
    }

    private static ObjectId commit(ReleaseTag tag) {
        return ObjectId.fromString(tag.commit());
    }
}
