package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.Map;
import java.util.Optional;

/**
 * What the planner plans for: the commit, its branch and its version.
 *
 * @param branch name of the branch, or of the pull request's branch
 * @param kind its kind
 * @param version result map of semverTag in a dry run
 * @param runUrl address of the run; empty outside Jenkins
 * @param candidate what was tested before this release; empty for every other commit
 */
record PlanSource(
        String branch, BranchKind kind, Map<String, Object> version, String runUrl, Optional<Candidate> candidate) {

    String text(String key) {
        return String.valueOf(version.getOrDefault(key, ""));
    }

    /** What the candidate means for this release, as a sentence. */
    Optional<String> candidateSentence() {
        return candidate.map(found -> found.sentence(text("version")));
    }

    /** The candidate, when it has the very files of this commit. */
    Optional<Candidate> sameTree() {
        return candidate.filter(Candidate::sameTree);
    }
}
