package io.jenkins.plugins.delivery.engine.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The message of a commit with those that it lists, and what they ask for together.
 *
 * <p>A conventional title of a squash, with a known type, was written for the whole of it and speaks for it; only a breaking change in its list counts
 * besides, because missing one costs more than a major version. Under any other title the list speaks, and what asks for most counts.
 * A listed revert and what it takes back are out. A merge counts for what it merges; its own message matters where it repeats the
 * title of the pull request or has a breaking-change footer.
 *
 * @param own the message itself
 * @param listed the conventional messages in its list whose change is in effect
 * @param merge whether the commit is a merge
 */
record CommitMessage(ConventionalCommit own, List<ConventionalCommit> listed, boolean merge) {

    CommitMessage {
        listed = List.copyOf(listed);
    }

    /**
     * What a message asks for.
     *
     * @param by the message that decides: the commit's own, or one of its list
     * @param ignored a listed one that asks for more, but does not count
     */
    record Demand(Bump bump, ConventionalCommit by, Optional<ConventionalCommit> ignored) {}

    static CommitMessage of(Commit commit, CommitTypes types) {
        ListedMessages parts = ListedMessages.of(commit, types);
        List<ConventionalCommit> listed = new ArrayList<>(
                parts.others().stream().map(ConventionalCommit::parse).toList());
        takeBack(listed);
        listed.removeIf(message -> !message.isConventional()
                && !message.breaking()
                && message.trailers().isEmpty());
        return new CommitMessage(ConventionalCommit.parse(parts.own()), listed, commit.isMerge());
    }

    /** Lists have no ids, so a revert names its target by the first line. */
    private static void takeBack(List<ConventionalCommit> listed) {
        for (ConventionalCommit revert : List.copyOf(listed)) {
            List<ConventionalCommit> targets = listed.stream()
                    .filter(message ->
                            message != revert && revert.reverts().subjects().contains(message.header()))
                    .toList();
            if (targets.size() == 1 && listed.contains(revert)) {
                listed.removeAll(List.of(revert, targets.get(0)));
            }
        }
    }

    /** Whether the title was written by the rules, with a type that somebody named. */
    boolean speaksForAll(CommitTypes types) {
        return own.isConventional() && types.know(own.type());
    }

    /** What the commit asks for by its message. */
    Demand demand(CommitTypes types) {
        Optional<ConventionalCommit> most =
                listed.stream().reduce((one, other) -> other.bump(types).compareTo(one.bump(types)) > 0 ? other : one);
        Bump mine = own.bump(types);
        if (most.isEmpty() || most.get().bump(types).compareTo(mine) <= 0) {
            return new Demand(mine, own, Optional.empty());
        }
        if (!speaksForAll(types) || most.get().breaking()) {
            return new Demand(most.get().bump(types), most.get(), Optional.empty());
        }
        return new Demand(mine, own, most);
    }

    /** The footers that close the message, then those of its list, the newest first: hosts list the oldest first. */
    List<List<Footer>> trailers() {
        List<List<Footer>> trailers = new ArrayList<>(List.of(own.trailers()));
        listed.forEach(message -> trailers.add(1, message.trailers()));
        return trailers;
    }

    /** A merge whose message only says that it merges. */
    boolean isPlainMerge() {
        return merge && !own.isConventional() && !own.breaking();
    }
}
