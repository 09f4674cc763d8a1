package io.jenkins.plugins.delivery.engine.forge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a merge that came without a pull request has brought, such as that of a release branch when it is finished: it is as good as its
 * parts. Each commit of the branch it brings has to have come by a pull request, whichever branch that was for, or by a merge of the
 * same kind; and the merge itself may add nothing to that. What the branch got back from where it is merged to now was there before.
 */
final class BroughtCommits {

    private final Reviews reviews;
    private final List<ReviewedPull> pulls = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private BroughtCommits(Reviews reviews) {
        this.reviews = reviews;
    }

    /** Looks at what a merge has brought. */
    static BroughtCommits of(Reviews reviews, String commit, Reviews.Merge merge) throws InterruptedException {
        BroughtCommits brought = new BroughtCommits(reviews);
        if (!merge.asBrought()) {
            brought.problems.add(
                    "merge " + id(commit) + " came without a pull request and differs from what it brings, "
                            + id(merge.from()) + ", so nobody has reviewed the difference");
        }
        brought.walk(commit, merge.from(), merge.into());
        return brought;
    }

    /** The pull requests by which it all came, to be judged. */
    List<ReviewedPull> pulls() {
        return pulls;
    }

    List<String> problems() {
        return problems;
    }

    List<String> notes() {
        return notes;
    }

    private void walk(String by, String from, String into) throws InterruptedException {
        for (String commit : reviews.brought(from, into)) {
            Optional<ReviewedPull> pull = seen.add(commit) ? reviews.mergedWith(commit, null) : Optional.empty();
            if (pull.isPresent()) {
                pulls.add(pull.get());
            } else {
                withoutPull(by, commit, into);
            }
        }
    }

    private void withoutPull(String by, String commit, String into) throws InterruptedException {
        Optional<Reviews.Merge> merge = reviews.merge(commit);
        if (merge.isEmpty()) {
            problems.add(
                    "commit " + id(commit) + ", which merge " + id(by) + " brings, came without a merged pull request");
        } else if (reviews.brought(merge.get().from(), into).isEmpty()) {
            notes.add("merge " + id(commit) + " had no pull request; it brings back only what was released before");
        } else {
            walk(commit, merge.get().from(), merge.get().into());
        }
    }

    private static String id(String commit) {
        return commit.substring(0, 8);
    }
}
