package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.Repository;

/**
 * The release tags of a clone and its remote by version. A tag that only the clone has counts too; where both have it and differ,
 * the remote is right, because everybody else sees that one.
 */
final class ReleaseTags {

    private static final String V = "v";

    private final String prefix;
    private final NavigableMap<SemanticVersion, ReleaseTag> byVersion = new TreeMap<>(Collections.reverseOrder());
    private final List<String> moved = new ArrayList<>();
    private final Map<String, ObjectId> objects = new HashMap<>();
    private final Map<String, SemanticVersion> foreign = new HashMap<>();

    ReleaseTags(String prefix) {
        this.prefix = prefix;
    }

    /** Reads the clone's tags; the peeled ids of packed refs are taken as they are, so that tag objects are not parsed. */
    void addLocal(RefDatabase refs) throws IOException {
        for (Ref ref : refs.getRefsByPrefix(Constants.R_TAGS)) {
            Optional<SemanticVersion> version = release(ref);
            if (version.isPresent()) {
                add(version.get(), ref, ref.isPeeled() ? ref : refs.peel(ref));
            }
        }
    }

    /** Adds the tags that the remote listed. */
    void addRemote(Collection<Ref> refs) {
        refs.forEach(ref -> release(ref).ifPresent(version -> {
            ReleaseTag local = byVersion.get(version);
            add(version, ref, ref);
            if (local != null && !local.commit().equals(byVersion.get(version).commit())) {
                moved.add(local.name() + " is on " + Commit.shortId(local.commit()) + " here and on "
                        + Commit.shortId(byVersion.get(version).commit()) + " there");
            }
        }));
    }

    /** All release tags, the highest first. */
    NavigableMap<SemanticVersion, ReleaseTag> byVersion() {
        return byVersion;
    }

    /** What the refs of the tags name, by name: the tag object of an annotated tag, else the commit. */
    Map<String, ObjectId> objects() {
        return Map.copyOf(objects);
    }

    /** The tags that may be the release before a commit: all but those on it. */
    Candidates candidates(ObjectId head) {
        return Candidates.of(byVersion.values(), objects(), head);
    }

    /**
     * Releases to choose from.
     *
     * @param inOrder of preference, as a rule the highest first
     * @param objects what the refs of the tags name, by name: the tag object of an annotated tag, else the commit
     */
    record Candidates(List<ReleaseTag> inOrder, Map<String, ObjectId> objects) {

        /** All of the tags but those on the commit. */
        static Candidates of(Collection<ReleaseTag> tags, Map<String, ObjectId> objects, ObjectId head) {
            return new Candidates(
                    tags.stream()
                            .filter(tag ->
                                    !tag.commit().isEmpty() && !tag.commit().equals(head.name()))
                            .toList(),
                    objects);
        }

        ObjectId object(ReleaseTag tag) {
            return objects.getOrDefault(tag.name(), ObjectId.fromString(tag.commit()));
        }

        /** Of the highest tags above a release, those whose commits the clone lacks. */
        List<ObjectId> unknownAbove(Optional<ReleaseTag> release, Repository clone) throws IOException {
            int rank = release.map(inOrder::indexOf).orElse(inOrder.size());
            List<ObjectId> unknown = new ArrayList<>();
            for (ReleaseTag tag : inOrder.subList(0, Math.min(rank, PreviousRelease.MERGED_CANDIDATES))) {
                if (!clone.getObjectDatabase().has(ObjectId.fromString(tag.commit()))) {
                    unknown.add(object(tag));
                }
            }
            return unknown;
        }
    }

    /** Tags that name different commits in the clone and on the remote, as clauses. */
    List<String> moved() {
        return moved;
    }

    /** How many tags are versions but lack the prefix, or have one although none is wanted. */
    int foreign() {
        return foreign.size();
    }

    /**
     * The highest version among tags without the prefix, where it is above every release tag; empty for a prefix that is more than
     * {@code v}, because then the others are other components.
     */
    Optional<String> higherForeign() {
        if (!prefix.isEmpty() && !prefix.equals(V)) {
            return Optional.empty();
        }
        return foreign.entrySet().stream()
                .filter(tag -> tag.getValue().isRelease())
                .max(Map.Entry.comparingByValue())
                .filter(tag -> byVersion.isEmpty() || tag.getValue().compareTo(byVersion.firstKey()) > 0)
                .map(Map.Entry::getKey);
    }

    private void add(SemanticVersion version, Ref ref, Ref peeled) {
        ObjectId target = peeled.getPeeledObjectId() == null ? ref.getObjectId() : peeled.getPeeledObjectId();
        byVersion.put(version, new ReleaseTag(version, name(ref), target.name()));
        objects.put(name(ref), ref.getObjectId());
    }

    /** Versions that differ in build metadata only are one release; the tag read last stands for it. */
    private Optional<SemanticVersion> release(Ref ref) {
        String name = name(ref);
        if (!name.startsWith(prefix)) {
            SemanticVersion.find(name.startsWith(V) ? name.substring(1) : name)
                    .ifPresent(other -> foreign.put(name, other));
            return Optional.empty();
        }
        Optional<SemanticVersion> version = SemanticVersion.find(name.substring(prefix.length()));
        if (version.isEmpty() && prefix.isEmpty() && name.startsWith(V)) {
            SemanticVersion.find(name.substring(1)).ifPresent(other -> foreign.put(name, other));
        }
        return version.filter(SemanticVersion::isRelease).map(SemanticVersion::core);
    }

    private static String name(Ref ref) {
        return ref.getName().substring(Constants.R_TAGS.length());
    }
}
