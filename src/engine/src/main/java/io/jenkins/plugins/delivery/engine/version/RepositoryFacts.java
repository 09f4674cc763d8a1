package io.jenkins.plugins.delivery.engine.version;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the history of a repository says about the checked-out commit. Plain data: the same commit and the same tags give the same
 * facts.
 *
 * @param head the checked-out commit
 * @param tree object id of its tree, or of what lies at the path filter in it
 * @param onHead the highest release tag on this very commit
 * @param previous the highest release that the commit contains, apart from one on the commit itself
 * @param commits everything the commit contains beyond {@code previous} (all of its history when there is none), newest first,
 *     children before their parents; only commits that touch the path filter, when there is one
 * @param mainLine the first-parent line from the commit down to {@code previous}, newest first, whatever the path filter
 * @param releases every release tag of the repository by version, also those on other branches
 * @param tips branch names by the commit they point to, local and of the remote, without the remote's name
 */
public record RepositoryFacts(
        Commit head,
        String tree,
        Optional<ReleaseTag> onHead,
        Optional<ReleaseTag> previous,
        List<Commit> commits,
        List<Commit> mainLine,
        Map<SemanticVersion, ReleaseTag> releases,
        Map<String, Set<String>> tips) {

    public RepositoryFacts {
        commits = List.copyOf(commits);
        mainLine = List.copyOf(mainLine);
        releases = Map.copyOf(releases);
        tips = Map.copyOf(tips);
    }

    /** The commits that one of them does not contain, newest first. */
    List<Commit> commitsAfter(Commit earlier) {
        return commitsBeyond(earlier.id());
    }

    /** The commits that a commit with this id does not contain, newest first. */
    List<Commit> commitsBeyond(String id) {
        Map<String, Commit> byId = commits.stream().collect(Collectors.toMap(Commit::id, Function.identity()));
        Set<String> contained = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            Commit commit = byId.get(open.pop());
            if (commit != null && contained.add(commit.id())) {
                open.addAll(commit.parents());
            }
        }
        return commits.stream()
                .filter(commit -> !contained.contains(commit.id()))
                .toList();
    }
}
