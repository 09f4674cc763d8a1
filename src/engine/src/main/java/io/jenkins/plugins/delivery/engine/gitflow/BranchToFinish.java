package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchNames;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.version.Commit;
import java.util.Map;
import java.util.Optional;

/** Finds out which branch is finished, and at which commit; refuses what Git-Flow does not finish. */
final class BranchToFinish {

    private static final int MOST_LISTED = 50;

    private final GitFlowFinishRequest request;
    private final FlowRepository repository;
    private final EngineContext context;
    private final String name;

    BranchToFinish(GitFlowFinishRequest request, FlowRepository repository, EngineContext context) {
        this.request = request;
        this.repository = repository;
        this.context = context;
        this.name = name();
    }

    /** The branch by name. */
    String branch() {
        return name;
    }

    /**
     * What the branch means.
     *
     * @throws TerminalException when Git-Flow does not finish such a branch
     */
    Branch in(BranchingModel model) {
        Branch branch = model.classify(name);
        BranchNames names = model.names();
        String what = "gitFlowFinish does not finish " + FlowInput.shown(name) + ": ";
        String only =
                "only " + names.release() + "* and " + names.hotfix() + "* branches are merged to " + names.main();
        switch (branch.kind()) {
            case MAIN, RELEASE, HOTFIX -> {
                return branch;
            }
            case FEATURE ->
                throw new TerminalException(
                        what + "in git-flow a feature branch is merged to " + names.develop() + ", and " + only + ".",
                        "Open a pull request to " + names.develop()
                                + "; what is there becomes part of the next release.");
            case DEVELOP ->
                throw new TerminalException(
                        what + "it is where releases are merged back to, and " + only + ".",
                        "Start a release with gitFlowStart kind: 'release', and finish that.");
            default ->
                throw new TerminalException(
                        what + only + ".",
                        "Pass branch: with a release or hotfix branch, or with " + names.main() + ".");
        }
    }

    /**
     * The commit that is finished.
     *
     * @param tips the branches of the remote
     * @param main name of main
     * @throws TerminalException when the branch has moved on since that commit was tested, or does not have it
     */
    String commit(Map<String, String> tips, String main) {
        String tip = tips.get(name);
        String commit = Optional.ofNullable(request.commit())
                .or(() -> isOfThisRun() ? repository.checkedOutCommit() : Optional.empty())
                .orElse(tip);
        if (commit == null) {
            throw new TerminalException(
                    "There is no branch " + FlowInput.shown(name) + " on " + request.remote() + " to finish.",
                    "Correct branch:, or pass commit: with its last commit if it was finished and deleted.");
        }
        if (tip == null) {
            if (!repository.contains(tips.get(main), commit)) {
                throw new TerminalException(
                        "The branch " + FlowInput.shown(name) + " is no longer on " + request.remote() + ", and " + main
                                + " does not contain its commit " + Commit.shortId(commit) + ".",
                        "Push the branch again, or finish the branch that replaced it.");
            }
            return commit;
        }
        if (!commit.equals(tip) && !name.equals(main)) {
            refuseOther(commit, tip);
        }
        if (name.equals(main) && !repository.contains(tip, commit)) {
            throw notThere(commit);
        }
        return commit;
    }

    private void refuseOther(String commit, String tip) {
        if (!repository.contains(tip, commit)) {
            throw notThere(commit);
        }
        int more = repository.missing(tip, commit, MOST_LISTED).size();
        throw new TerminalException(
                FlowInput.shown(name) + " has moved on: it has " + more + (more == MOST_LISTED ? " or more" : "")
                        + (more == 1 ? " commit" : " commits") + " on top of " + Commit.shortId(commit)
                        + ", which this run tested.",
                "The run of its newest commit " + Commit.shortId(tip) + " finishes it.");
    }

    private TerminalException notThere(String commit) {
        return new TerminalException(
                "Commit " + Commit.shortId(commit) + " is not on " + FlowInput.shown(name) + " of " + request.remote()
                        + ".",
                "Push it, or pass commit: with one of the branch.");
    }

    private boolean isOfThisRun() {
        return request.branch() == null
                || variable("BRANCH_NAME").equals(Optional.of(name))
                || repository.checkedOutBranch().equals(Optional.of(name));
    }

    private String name() {
        if (request.branch() == null && variable("CHANGE_ID").isPresent()) {
            throw new TerminalException(
                    "gitFlowFinish does not run for a pull request: finishing pushes to main.",
                    "Call it in the build of the release branch, or of main after the merge.");
        }
        String found = Optional.ofNullable(request.branch())
                .or(() -> variable("BRANCH_NAME"))
                .or(() -> variable("GIT_BRANCH").map(this::withoutRemote))
                .or(repository::checkedOutBranch)
                .orElseThrow(() -> new TerminalException(
                        "gitFlowFinish cannot tell which branch is finished: HEAD is detached and BRANCH_NAME is not"
                                + " set.",
                        "Pass branch: '…', or --branch on the command line."));
        return found.startsWith("refs/heads/") ? found.substring("refs/heads/".length()) : found;
    }

    private String withoutRemote(String branch) {
        String remote = request.remote() + "/";
        return branch.startsWith(remote) ? branch.substring(remote.length()) : branch;
    }

    private Optional<String> variable(String key) {
        return Optional.ofNullable(context.environment().get(key)).filter(value -> !value.isBlank());
    }
}
