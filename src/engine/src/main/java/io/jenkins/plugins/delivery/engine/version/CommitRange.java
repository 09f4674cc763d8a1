package io.jenkins.plugins.delivery.engine.version;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The commits since a release, and what they ask for together. A commit that a later one in the range takes back does not count,
 * and neither does the one that takes it back; a revert of a revert brings it back. A merge counts for what it merges.
 */
public final class CommitRange {

    private final Map<String, Commit> byId = new LinkedHashMap<>();
    private final Map<String, ConventionalCommit> parsed = new HashMap<>();
    private final List<Commit> counting = new ArrayList<>();

    /** @param commits newest first, children before their parents */
    public CommitRange(List<Commit> commits) {
        commits.forEach(commit -> byId.put(commit.id(), commit));
        commits.forEach(commit -> parsed.put(commit.id(), ConventionalCommit.parse(commit.message())));
        Set<String> undone = new HashSet<>();
        for (Commit commit : commits) {
            if (!undone.contains(commit.id()) && !undoes(commit, undone)) {
                counting.add(commit);
            }
        }
    }

    /** What decides, when something does. */
    public record Demand(Bump bump, Optional<Commit> decidedBy) {}

    /** The commits whose change is in effect, newest first. */
    public List<Commit> counting() {
        return List.copyOf(counting);
    }

    /** How the message of a commit of the range reads. */
    public ConventionalCommit parsed(Commit commit) {
        return parsed.get(commit.id());
    }

    /** The largest bump that a counting commit asks for, and the newest commit that asks for it. */
    public Demand demand() {
        Demand demand = new Demand(Bump.NONE, Optional.empty());
        for (Commit commit : counting) {
            Bump bump = isPlainMerge(commit) ? Bump.NONE : parsed(commit).bump();
            if (bump.compareTo(demand.bump()) > 0) {
                demand = new Demand(bump, Optional.of(commit));
            }
        }
        return demand;
    }

    /** The commits of the range that {@code id} does not contain, newest first. */
    public List<Commit> after(String id) {
        Set<String> contained = reachable(Set.of(id), Set.of());
        return byId.values().stream()
                .filter(commit -> !contained.contains(commit.id()))
                .toList();
    }

    /** A merge whose message only says that it merges. */
    boolean isPlainMerge(Commit commit) {
        return commit.isMerge() && !parsed(commit).isConventional();
    }

    /** Marks what a revert takes back; false when it takes back nothing of this range, so that it counts as a change itself. */
    private boolean undoes(Commit revert, Set<String> undone) {
        boolean found = false;
        for (String shortened : parsed(revert).reverts()) {
            Optional<Commit> target = byId.values().stream()
                    .filter(commit -> commit.id().startsWith(shortened) && commit != revert)
                    .findFirst();
            target.ifPresent(commit -> undone.addAll(broughtBy(commit)));
            found |= target.isPresent();
        }
        return found;
    }

    /** The commit, and for a merge also the commits that it brought to the branch it was merged into. */
    private Set<String> broughtBy(Commit commit) {
        if (!commit.isMerge()) {
            return Set.of(commit.id());
        }
        Set<String> before = reachable(Set.of(commit.parents().get(0)), Set.of());
        return reachable(Set.of(commit.id()), before);
    }

    private Set<String> reachable(Set<String> from, Set<String> without) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            String id = open.pop();
            Commit commit = byId.get(id);
            if (commit != null && !without.contains(id) && seen.add(id)) {
                open.addAll(commit.parents());
            }
        }
        return seen;
    }

    /** Why a patch is released although no commit asks for anything. */
    String patchAnyway(String since) {
        return switch (byId.size()) {
            case 0 -> "patch, because no commit since " + since + " counts for this version";
            case 1 -> "patch, because the only commit since " + since + " does not ask for more";
            default -> "patch, because none of the " + byId.size() + " commits since " + since + " asks for more";
        };
    }
}
