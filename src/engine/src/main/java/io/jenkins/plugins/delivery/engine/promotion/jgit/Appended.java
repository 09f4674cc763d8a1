package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.promotion.HistoryCommit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;

/** The commits that a view has made and not pushed yet. */
final class Appended {

    private final Deque<HistoryCommit> newestFirst = new ArrayDeque<>();

    /** @param parent null for the first commit of a branch */
    void add(ObjectId commit, ObjectId parent, String message) {
        newestFirst.push(new HistoryCommit(commit.name(), parent == null ? null : parent.name(), message));
    }

    void clear() {
        newestFirst.clear();
    }

    int size() {
        return newestFirst.size();
    }

    <T> Optional<T> search(int atMost, Function<HistoryCommit, Optional<T>> look) {
        return newestFirst.stream()
                .limit(atMost)
                .map(look)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
