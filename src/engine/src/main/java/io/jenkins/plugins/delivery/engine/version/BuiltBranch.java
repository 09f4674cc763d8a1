package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out which branch is built: from the request, from what Jenkins says in the environment, or from the checkout. */
final class BuiltBranch {

    private final SemverTagRequest request;
    private final Map<String, String> environment;

    /** @param environment of the run */
    BuiltBranch(SemverTagRequest request, Map<String, String> environment) {
        this.request = request;
        this.environment = environment;
    }

    /** The branch and what it means in this repository. */
    Branch in(RepositoryHistory history) {
        String name = name(history);
        boolean ofThisRun = request.branch() == null
                || Stream.of("BRANCH_NAME", "CHANGE_BRANCH")
                        .anyMatch(key -> variable(key).equals(Optional.of(name)));
        Optional<String> changeId =
                Optional.ofNullable(request.changeId()).or(() -> ofThisRun ? variable("CHANGE_ID") : Optional.empty());
        Optional<String> target = Optional.ofNullable(request.changeTarget())
                .or(() -> ofThisRun ? variable("CHANGE_TARGET") : Optional.empty());
        return model(name, history).classify(name, changeId.orElse(null), target.orElse(null));
    }

    /** The branching model with main as it is called in this repository. */
    BranchingModel model(String name, RepositoryHistory history) {
        return new BranchingModel(
                request.flow(), request.branchNames().in(branch -> branch.equals(name) || history.hasBranch(branch)));
    }

    /** CHANGE_BRANCH is the source branch of a pull request, whose BRANCH_NAME is only PR-12. */
    private String name(RepositoryHistory history) {
        return Optional.ofNullable(request.branch())
                .or(() -> variable("CHANGE_ID").flatMap(id -> variable("CHANGE_BRANCH")))
                .or(() -> variable("BRANCH_NAME"))
                .or(() -> variable("GIT_BRANCH").map(this::withoutRemote))
                .or(history::checkedOutBranch)
                .orElseThrow(() -> new TerminalException(
                        "semverTag cannot tell which branch is built: HEAD is detached and BRANCH_NAME is not set.",
                        "Pass branch: '…', or --branch on the command line."));
    }

    private String withoutRemote(String branch) {
        String remote = request.remote() + "/";
        return branch.startsWith(remote) ? branch.substring(remote.length()) : branch;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
