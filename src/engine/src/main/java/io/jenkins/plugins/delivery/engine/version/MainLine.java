package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Follows main of Git-Flow from the last release to the checked-out commit and finds the last merge of a release or hotfix branch.
 * Merges on the way count although nobody tagged them: the version after them must not repeat theirs.
 */
final class MainLine {

    private final VersionPolicy policy;
    private final HotfixBump hotfixBump;
    private final SemanticVersion initial;
    private final MergedBranch merged;

    MainLine(VersionPolicy policy, HotfixBump hotfixBump, SemanticVersion initial, MergedBranch merged) {
        this.policy = policy;
        this.hotfixBump = hotfixBump;
        this.initial = initial;
        this.merged = merged;
    }

    /**
     * The last release on the line.
     *
     * @param commit the merge; empty when none was found and {@code version} is the one before the line
     * @param version its version; null when there is neither a merge nor a release before
     * @param named the branch that names the version
     */
    record Point(Optional<Commit> commit, SemanticVersion version, String reason, Optional<String> named) {}

    /** @throws TerminalException when the checked-out commit merges a branch that names a version which is not free */
    Point last(RepositoryFacts facts) {
        Point point = new Point(
                Optional.empty(), facts.previous().map(ReleaseTag::version).orElse(null), "", Optional.empty());
        List<Commit> oldestFirst = new ArrayList<>(facts.mainLine());
        Collections.reverse(oldestFirst);
        for (Commit commit : oldestFirst) {
            Optional<Branch> branch = merged.of(commit);
            if (branch.isPresent()) {
                point = step(point, commit, branch.get(), facts);
            }
        }
        return point;
    }

    private Point step(Point before, Commit commit, Branch branch, RepositoryFacts facts) {
        Optional<SemanticVersion> named = policy.versionOf(branch);
        boolean isHead = commit.equals(facts.head());
        if (named.isPresent()) {
            boolean rises = before.version() == null || named.get().compareTo(before.version()) > 0;
            if (isHead && !taggedBeforeMerge(named.get(), facts)) {
                refuseTaken(branch, named.get(), rises, facts);
            } else if (!isHead && !rises) {
                return before;
            }
            String reason = branch.name() + " was merged by " + commit.shortId() + " and names the version";
            return new Point(Optional.of(commit), named.get(), reason, Optional.of(branch.name()));
        }
        if (branch.kind() == BranchKind.RELEASE) {
            // Its commits decide, as anywhere else.
            return before;
        }
        SemanticVersion next =
                before.version() == null ? initial : before.version().bump(hotfixBump.bump());
        while (facts.releases().containsKey(next)) {
            next = next.bump(Bump.PATCH);
        }
        String reason = branch.name() + " was merged by " + commit.shortId() + " as a hotfix of " + before.version();
        return new Point(Optional.of(commit), next, reason, Optional.empty());
    }

    /** Some teams tag the last commit of the release branch and not the merge: then the merge is that release. */
    private static boolean taggedBeforeMerge(SemanticVersion version, RepositoryFacts facts) {
        ReleaseTag tag = facts.releases().get(version);
        // The first parent is main itself: a tag there is a release of its own.
        return tag != null && facts.head().parents().stream().skip(1).anyMatch(tag.commit()::equals);
    }

    private static void refuseTaken(Branch branch, SemanticVersion version, boolean rises, RepositoryFacts facts) {
        ReleaseTag tag = facts.releases().get(version);
        if (tag != null) {
            throw new TerminalException(
                    branch.name() + " names version " + version + ", but " + tag.described() + " has it already.",
                    "If that tag is wrong, delete it on the remote; else release these commits from a branch with a"
                            + " higher version.");
        }
        if (!rises) {
            throw new TerminalException(
                    branch.name() + " names version " + version + ", but this commit already contains "
                            + facts.previous().map(ReleaseTag::name).orElse("a higher release") + ".",
                    "Release these commits from a branch with a higher version.");
        }
    }
}
