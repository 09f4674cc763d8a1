package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.branch.BranchNames;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import io.jenkins.plugins.delivery.engine.version.ReleaseVersions;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the remote and decides what has to become of it. */
final class FinishPlanner {

    private final GitFlowFinishRequest request;
    private final FlowRepository repository;
    private final EngineContext context;
    private final FlowMessages messages;
    private final Set<String> told = new HashSet<>();

    FinishPlanner(GitFlowFinishRequest request, FlowRepository repository, EngineContext context) {
        this.request = request;
        this.repository = repository;
        this.context = context;
        this.messages = new FlowMessages(context);
    }

    FlowMessages messages() {
        return messages;
    }

    /**
     * The plan for the remote as it is now.
     *
     * @throws TerminalException when the branch is not one to finish, main cannot take it, or its version is not free
     */
    FinishPlan plan() {
        BranchToFinish asked = new BranchToFinish(request, repository, context);
        BranchNames wanted = request.branchNames();
        Map<String, String> tips = repository.fetch(List.of(wanted.main(), "master", wanted.develop(), asked.branch()));
        BranchNames names = wanted.in(tips::containsKey);
        BranchingModel model = new BranchingModel(request.flow(), names);
        Branch branch = asked.in(model);
        if (!tips.containsKey(names.main())) {
            throw new TerminalException(
                    "There is no branch " + names.main() + " on " + request.remote() + " to release to.",
                    "Push it, or pass mainBranch: with its name.");
        }
        String tip = tips.get(names.main());
        String commit = asked.commit(tips, names.main());
        MainState main = MainState.of(repository, branch, tip, commit, messages.toMain(branch.name()));
        refuseConflicts(branch, main, names);
        ReleaseVersions versions = new ReleaseVersions(model, request.versionRules());
        RepositoryFacts facts = repository.facts(main.release());
        Release release = new ReleaseRules(
                        model, versions, request.prefix(), Optional.ofNullable(request.wantedVersion()))
                .decide(branch, main, facts);
        OpenReleases open =
                new OpenReleases(model, versions, Optional.of(last(release, main, facts)), released(release, facts));
        List<String> targets = targets(branch, tips, main, names, open);
        return new FinishPlan(
                branch,
                names.main(),
                tips,
                main,
                release,
                targets.stream()
                        .map(target -> backMerge(target, tips.get(target), main, names.main(), release))
                        .toList());
    }

    private void refuseConflicts(Branch branch, MainState main, BranchNames names) {
        if (main.conflicts().isEmpty()) {
            return;
        }
        throw new TerminalException(
                branch.name() + " cannot be merged to " + names.main() + ": "
                        + PullRequestText.conflictList(main.conflicts()) + ".",
                "Nothing was changed. Merge " + names.main() + " into " + branch.name()
                        + ", resolve the conflicts there and push; the run of that commit tests and finishes it.");
    }

    private List<String> targets(
            Branch branch, Map<String, String> tips, MainState main, BranchNames names, OpenReleases open) {
        Predicate<String> onMain = commit -> repository.contains(main.after(), commit);
        List<String> targets = new ArrayList<>(open.among(tips, BranchKind.RELEASE, onMain));
        targets.remove(branch.name());
        open.overtaken(tips, BranchKind.RELEASE, onMain).stream()
                .filter(name -> !name.equals(branch.name()))
                .forEach(name ->
                        warnOnce(name + " is not merged to: its version is not above the last release, so it can no"
                                + " longer be released. Delete it, or rename it to a higher version."));
        if (tips.containsKey(names.develop())) {
            targets.add(names.develop());
        } else {
            warnOnce("There is no branch " + names.develop() + " on " + request.remote()
                    + ", so nothing is merged back to it.");
        }
        return targets;
    }

    private BackMerge backMerge(String target, String tip, MainState main, String mainName, Release release) {
        if (repository.contains(tip, main.after())) {
            return new BackMerge(target, tip, Optional.empty());
        }
        String message = messages.back(mainName, release.tag(), target);
        return new BackMerge(target, tip, Optional.of(repository.merge(tip, main.after(), message)));
    }

    /** The highest release of main: the finished one, unless this run is late. */
    private SemanticVersion last(Release release, MainState main, RepositoryFacts facts) {
        return facts.releases().values().stream()
                .filter(tag -> tag.version().compareTo(release.version()) > 0)
                .sorted(Comparator.comparing(ReleaseTag::version).reversed())
                .filter(tag -> !tag.commit().isEmpty() && repository.contains(main.after(), tag.commit()))
                .map(ReleaseTag::version)
                .findFirst()
                .orElse(release.version());
    }

    private static Set<SemanticVersion> released(Release release, RepositoryFacts facts) {
        Set<SemanticVersion> all = new HashSet<>(facts.releases().keySet());
        all.add(release.version());
        return all;
    }

    private void warnOnce(String text) {
        if (told.add(text)) {
            context.log().warn(text);
        }
    }
}
