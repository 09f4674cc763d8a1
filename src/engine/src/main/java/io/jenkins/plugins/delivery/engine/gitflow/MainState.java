package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.List;

/**
 * main as it is and as it is to be.
 *
 * @param before where it stands on the remote
 * @param after where it is to stand; the same when the release is there already
 * @param release the commit of main that is the release
 * @param finished the commit of the finished branch
 * @param conflicts what keeps the branch from being merged
 */
record MainState(String before, String after, String release, String finished, List<Conflict> conflicts) {

    MainState {
        conflicts = List.copyOf(conflicts);
    }

    /** Whether main still has to move. */
    boolean moves() {
        return !before.equals(after);
    }

    /**
     * Looks whether main has a branch: by a merge, by its content (squash, rebase), or not yet; then it is merged.
     *
     * @param main where main stands
     * @param commit the commit that is finished
     * @param message for the merge
     */
    static MainState of(FlowRepository repository, Branch branch, String main, String commit, String message) {
        if (branch.kind() == BranchKind.MAIN) {
            return new MainState(main, main, commit, commit, List.of());
        }
        if (repository.contains(main, commit)) {
            String release = repository.broughtIn(main, commit).id();
            return new MainState(main, main, release, commit, List.of());
        }
        FlowRepository.Merge merge = repository.merge(main, commit, message);
        if (merge.commit().isEmpty()) {
            return new MainState(main, main, main, commit, merge.conflicts());
        }
        if (!merge.changes()) {
            return new MainState(main, main, repository.firstWithContent(main, commit), commit, List.of());
        }
        String merged = merge.commit().get();
        return new MainState(main, merged, merged, commit, List.of());
    }
}
