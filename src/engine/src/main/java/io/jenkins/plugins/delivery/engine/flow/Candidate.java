package io.jenkins.plugins.delivery.engine.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The release candidate that a commit on main releases: the last commit of the merged branch, which was built and tested there.
 *
 * @param branch the release or hotfix branch
 * @param commit its last commit
 * @param version the version that the branch's build gave to it
 * @param chartVersion the same, as charts have it
 * @param sameTree whether main's commit has the very files of it
 * @param differences the files that differ; empty when the trees are the same, or when the clone does not show them
 */
record Candidate(
        String branch,
        String commit,
        String version,
        String chartVersion,
        boolean sameTree,
        Optional<List<String>> differences) {

    private static final int MOST_NAMED = 10;
    private static final int SHORT = 7;

    /** What it means for the release, for the plan and for who approves. */
    String sentence(String release) {
        String name = version + " (" + branch + " at " + commit.substring(0, Math.min(SHORT, commit.length())) + ")";
        if (sameTree) {
            return release + " has the tree of " + name + " and reuses what was built and tested there.";
        }
        return release + " is not what " + name + " was: " + changed() + " It is built anew, and what was tested of "
                + version + " does not cover it.";
    }

    private String changed() {
        if (differences.isEmpty()) {
            return "their trees differ, in files that this clone does not show.";
        }
        List<String> paths = differences.get();
        String named = String.join(", ", paths.stream().limit(MOST_NAMED).toList());
        String more = paths.size() > MOST_NAMED ? " and " + (paths.size() - MOST_NAMED) + " more" : "";
        return (paths.size() == 1 ? "1 file differs: " : paths.size() + " files differ: ") + named + more + ".";
    }

    /** For the plan. */
    Map<String, Object> toMap(String release) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", version);
        map.put("branch", branch);
        map.put("commit", commit);
        map.put("sameTree", sameTree);
        differences.ifPresent(paths -> map.put("differences", paths));
        map.put("message", sentence(release));
        return map;
    }
}
