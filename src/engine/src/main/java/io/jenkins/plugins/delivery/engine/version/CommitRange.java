package io.jenkins.plugins.delivery.engine.version;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The commits since a release, and what they ask for together. A commit that a later one takes back does not count, and neither does
 * the one that takes it back; a revert of a revert brings it back. Only a commit that contains another can take it back, so the order
 * in which parallel branches are listed does not matter.
 */
final class CommitRange {

    private final CommitTypes types;
    private final Map<String, Commit> byId = new LinkedHashMap<>();
    private final Map<String, CommitMessage> messages = new HashMap<>();
    private final Map<String, CommitMessage.Demand> asked = new HashMap<>();
    private final List<Commit> counting = new ArrayList<>();

    /** @param commits newest first, children before their parents */
    CommitRange(List<Commit> commits, CommitTypes types) {
        this.types = types;
        commits.forEach(commit -> byId.put(commit.id(), commit));
        commits.forEach(commit -> messages.put(commit.id(), CommitMessage.of(commit, types)));
        messages.forEach((id, message) -> asked.put(id, message.demand(types)));
        Set<String> undone = new HashSet<>();
        for (Commit commit : commits) {
            if (!undone.contains(commit.id()) && !undoes(commit, undone)) {
                counting.add(commit);
            }
        }
    }

    /**
     * What decides, when something does.
     *
     * @param why names the commit, and what in it asks for the bump
     * @param ignored a clause on a listed message that asks for more and does not count; empty for none
     */
    record Demand(Bump bump, Optional<Commit> decidedBy, String why, String ignored) {

        private static final Demand NOTHING = new Demand(Bump.NONE, Optional.empty(), "", "");
    }

    /** The commits whose change is in effect, newest first. */
    List<Commit> counting() {
        return List.copyOf(counting);
    }

    /** How the message of a commit of the range reads. */
    CommitMessage message(Commit commit) {
        return messages.get(commit.id());
    }

    /**
     * The largest bump that a counting commit asks for, and the newest commit that asks for it; a merge only where it asks for more
     * than everything that it merges.
     */
    Demand demand() {
        Demand changes = demand(commit -> !commit.isMerge());
        Demand merges = demand(Commit::isMerge);
        Demand larger = merges.bump().compareTo(changes.bump()) > 0 ? merges : changes;
        String ignored = counting.stream()
                .filter(commit -> asked.get(commit.id())
                        .ignored()
                        .filter(message -> message.bump(types).compareTo(larger.bump()) > 0)
                        .isPresent())
                .findFirst()
                .map(this::ignored)
                .orElse("");
        return new Demand(larger.bump(), larger.decidedBy(), larger.why(), ignored);
    }

    private Demand demand(Predicate<Commit> wanted) {
        return counting.stream()
                .filter(wanted)
                .reduce((one, other) -> bump(other).compareTo(bump(one)) > 0 ? other : one)
                .filter(commit -> bump(commit) != Bump.NONE)
                .map(this::demand)
                .orElse(Demand.NOTHING);
    }

    private Bump bump(Commit commit) {
        CommitMessage message = message(commit);
        CommitMessage.Demand demand = asked.get(commit.id());
        return demand.by() == message.own() && message.isPlainMerge() ? Bump.NONE : demand.bump();
    }

    private Demand demand(Commit commit) {
        CommitMessage.Demand demand = asked.get(commit.id());
        String place = commit.isMerge() ? "', the title of the merge " : "' in the list of ";
        return new Demand(
                demand.bump(),
                Optional.of(commit),
                demand.by() == message(commit).own()
                        ? commit.described()
                        : "'" + Commit.line(demand.by().header()) + place + commit.described(),
                "");
    }

    private String ignored(Commit commit) {
        ConventionalCommit listed = asked.get(commit.id()).ignored().orElseThrow();
        return "'" + Commit.line(listed.header()) + "' in the list of " + commit.described()
                + " does not count, because the conventional title speaks for all of it";
    }

    /** Whether a commit of the range contains another one. */
    boolean contains(Commit descendant, Commit ancestor) {
        return reachable(Set.copyOf(descendant.parents()), Set.of()).contains(ancestor.id());
    }

    /** Marks what a revert takes back; false when it takes back nothing of this range, so that it counts as a change itself. */
    private boolean undoes(Commit revert, Set<String> undone) {
        Revert reverts = message(revert).own().reverts();
        if (reverts.isNothing()) {
            return false;
        }
        List<Commit> earlier = reachable(Set.copyOf(revert.parents()), Set.of()).stream()
                .map(byId::get)
                .sorted(Comparator.comparing(Commit::id))
                .toList();
        List<Commit> targets = reverts.in(earlier);
        targets.forEach(target -> undone.addAll(broughtBy(target)));
        return !targets.isEmpty();
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
