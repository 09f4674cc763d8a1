package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.BranchNames;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import io.jenkins.plugins.delivery.engine.version.ReleaseVersions;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import io.jenkins.plugins.delivery.engine.version.VersionDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a release or hotfix can be started, and with which version; says everything that is in the way at once. */
final class StartRules {

    private static final int MOST_LISTED = 5;

    private final GitFlowStartRequest request;
    private final FlowRepository repository;
    private final Map<String, String> tips;
    private final BranchNames names;
    private final BranchingModel model;
    private final ReleaseVersions versions;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param tips the branches of the remote */
    StartRules(GitFlowStartRequest request, FlowRepository repository, Map<String, String> tips) {
        this.request = request;
        this.repository = repository;
        this.tips = tips;
        this.names = request.branchNames().in(tips::containsKey);
        this.model = new BranchingModel(request.flow(), names);
        this.versions = new ReleaseVersions(model, request.versionRules());
    }

    /** @throws InvalidInputException with everything that is in the way */
    StartPlan plan() {
        boolean release = request.kind() == StartKind.RELEASE;
        String from = release ? names.develop() : names.main();
        String commit = tip(from);
        String main = tip(names.main());
        RepositoryFacts facts = repository.facts(commit);
        Optional<ReleaseTag> last = facts.onHead().or(facts::previous);
        Next decision = decide(facts, last, from);
        String branch = (release ? names.release() : names.hotfix()) + decision.version();
        boolean exists = commit.equals(tips.get(branch));
        if (!exists) {
            checkDrift(main);
            checkVersion(decision, last, facts);
            checkOpen(branch, last, facts, main);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    "gitFlowStart " + request.kind().text() + " " + decision.version(), problems);
        }
        return new StartPlan(decision.version(), decision.reason(), branch, from, commit, exists, warnings);
    }

    private String tip(String branch) {
        String tip = tips.get(branch);
        if (tip == null) {
            throw new TerminalException(
                    "There is no branch " + branch + " on " + request.remote() + ".",
                    "Push it, or name the one that the team uses with mainBranch: and developBranch:.");
        }
        return tip;
    }

    /** A version and why. */
    private record Next(SemanticVersion version, String reason) {}

    private Next decide(RepositoryFacts facts, Optional<ReleaseTag> last, String from) {
        if (request.version() != null) {
            return new Next(request.wantedVersion(), "asked for");
        }
        if (request.kind() == StartKind.HOTFIX && last.isPresent()) {
            SemanticVersion next =
                    last.get().version().bump(request.hotfixBump().bump());
            return new Next(next, "a hotfix of " + last.get().name());
        }
        if (facts.onHead().isPresent()) {
            problems.add(
                    from + " has no commit since " + facts.onHead().get().name() + ", so there is nothing to release");
        }
        VersionDecision next = versions.after(facts);
        return new Next(next.version(), next.reason());
    }

    /** What a release would be tested without, and its finish would then bring to main for the first time. */
    private void checkDrift(String main) {
        String develop = tips.get(names.develop());
        if (develop == null || repository.contains(develop, main)) {
            return;
        }
        FlowRepository.Merge merge = repository.merge(develop, main, "Compare");
        if (merge.commit().isPresent() && !merge.changes()) {
            // Brought back by a squash: nothing is missing but the ancestry.
            return;
        }
        List<Commit> drift = repository.missing(main, develop, MOST_LISTED + 1);
        String text = names.main() + " holds commits that " + names.develop() + " lacks: "
                + drift.stream().limit(MOST_LISTED).map(Commit::described).collect(Collectors.joining(", "))
                + (drift.size() > MOST_LISTED ? " and more" : "")
                + "; finish the last release first (gitFlowFinish branch: '" + names.main() + "')";
        if (request.kind() == StartKind.RELEASE) {
            problems.add(text);
        } else {
            warnings.add(text);
        }
    }

    private void checkVersion(Next decision, Optional<ReleaseTag> last, RepositoryFacts facts) {
        ReleaseTag tag = facts.releases().get(decision.version());
        if (tag != null) {
            problems.add("version " + decision.version() + " is released already, by " + tag.described());
            return;
        }
        last.filter(released -> decision.version().comparePrecedence(released.version()) <= 0)
                .ifPresent(released -> problems.add("version " + decision.version() + " is not above "
                        + released.version() + ", which " + released.name() + " released"));
    }

    private void checkOpen(String branch, Optional<ReleaseTag> last, RepositoryFacts facts, String main) {
        if (tips.containsKey(branch)) {
            problems.add(branch + " is there already, on " + Commit.shortId(tips.get(branch))
                    + " and not where it would be started; go on with it, finish it, or delete it");
            return;
        }
        List<String> open = new OpenReleases(
                        model,
                        versions,
                        last.map(ReleaseTag::version),
                        facts.releases().keySet())
                .among(tips, request.kind().branch(), commit -> repository.contains(main, commit));
        if (open.size() >= request.maxOpen()) {
            problems.add(String.join(", ", open) + (open.size() == 1 ? " is" : " are") + " open, and maxOpen is "
                    + request.maxOpen() + "; finish " + (open.size() == 1 ? "it" : "one") + " first");
        }
    }
}
