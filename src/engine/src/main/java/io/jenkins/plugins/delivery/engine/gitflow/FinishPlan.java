package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.branch.Branch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the remote is to be after a release, against what it is now.
 *
 * @param branch what is finished
 * @param mainName name of main
 * @param tips the branches of the remote
 * @param main main now and then
 * @param release its version
 * @param targets open releases in the order of their versions, then develop
 */
record FinishPlan(
        Branch branch,
        String mainName,
        Map<String, String> tips,
        MainState main,
        Release release,
        List<BackMerge> targets) {

    FinishPlan {
        tips = Map.copyOf(tips);
        targets = List.copyOf(targets);
    }

    /** Whether main has to move or be tagged. */
    boolean releases() {
        return main.moves() || !release.tagged();
    }

    /**
     * The refs that move, in an order in which each may stand alone: main, its tag, the open releases, develop.
     *
     * @param except targets that are left to a pull request
     * @param tagObject the tag; ignored when it is there already
     */
    List<RefChange> changes(Collection<String> except, String tagObject) {
        List<RefChange> changes = new ArrayList<>();
        if (main.moves()) {
            changes.add(RefChange.branch(mainName, main.before(), main.after()));
        }
        if (!release.tagged()) {
            changes.add(RefChange.newTag(release.tag(), tagObject));
        }
        targets.stream()
                .filter(target -> target.isClean() && !except.contains(target.branch()))
                .forEach(target -> changes.add(RefChange.branch(target.branch(), target.tip(), target.after())));
        return changes;
    }
}
