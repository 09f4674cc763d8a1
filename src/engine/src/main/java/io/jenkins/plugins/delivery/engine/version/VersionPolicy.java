package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.List;
import java.util.Optional;

/**
 * The version of a commit from its branch and history. Pure: the same facts give the same decision.
 *
 * <p>main has releases: the one on the commit, else the one that the merged release branch names, else what the commits since the
 * last release ask for. Everywhere else a version is a pre-release of what would come next, numbered by the commits since the last
 * release line, see {@link BuildNumber}. Whether another commit
 * already has a version matters to releases only: a pre-release must not change because something was released elsewhere.
 */
final class VersionPolicy {

    private final BranchingModel model;
    private final String prefix;
    private final HotfixBump hotfixBump;
    private final CommitTypes types;
    private final NextRelease next;

    /** @param model the branches, as they are called in the repository */
    VersionPolicy(BranchingModel model, SemverTagRequest request) {
        this.model = model;
        this.prefix = request.prefix();
        this.hotfixBump = request.hotfixBump();
        this.types = CommitTypes.of(request.types());
        this.next = new NextRelease(SemanticVersion.parse(request.initialVersion()), prefix, types);
    }

    /** What changed, as Markdown. */
    String changelog(SemanticVersion version, RepositoryFacts facts) {
        return new Changelog(types).of(version, next.range(facts.commits()));
    }

    /**
     * Decides the version.
     *
     * @throws TerminalException when the branch names a version that is released already
     */
    VersionDecision decide(Branch branch, RepositoryFacts facts, ReleaseDistance beyond) {
        Optional<ReleaseTag> tag = facts.onHead();
        if (tag.isPresent()
                && (branch.kind() == BranchKind.MAIN
                        || branch.name().equals(tag.get().name()))) {
            return tagged(tag.get(), facts);
        }
        return switch (branch.kind()) {
            case MAIN -> model.flow() == Flow.GIT_FLOW ? finished(facts) : free(next.of(facts), facts);
            default -> preRelease(branch, facts, beyond);
        };
    }

    /** The identifier of the branch, the number, and the id of the commit where the number alone could be given twice. */
    private VersionDecision preRelease(Branch branch, RepositoryFacts facts, ReleaseDistance beyond) {
        VersionDecision core = named(branch, facts);
        boolean exclusive =
                branch.kind() == BranchKind.DEVELOP || core.dictatedBy().isPresent();
        String number = "." + BuildNumber.of(core.version(), facts, beyond)
                + (exclusive ? "" : ".g" + facts.head().shortId());
        return core.withVersion(core.version().withPreRelease(label(branch) + number));
    }

    private static String label(Branch branch) {
        return switch (branch.kind()) {
            case MAIN -> throw new IllegalArgumentException("main has releases");
            case DEVELOP -> "dev";
            case RELEASE, HOTFIX -> "rc";
            case PULL_REQUEST -> BranchLabel.ofChange(branch.changeId().orElseThrow());
            case FEATURE, OTHER -> BranchLabel.of(branch.topic());
        };
    }

    /** The version that a branch names: {@code 1.5.0} for {@code release/1.5.0}, {@code release/v1.5.0} and {@code release/1.5}. */
    Optional<SemanticVersion> versionOf(Branch branch) {
        return ReleaseNumber.find(branch.topic(), prefix);
    }

    private static VersionDecision tagged(ReleaseTag tag, RepositoryFacts facts) {
        Optional<SemanticVersion> previous = facts.previous().map(ReleaseTag::version);
        return new VersionDecision(
                tag.version(),
                previous,
                Bump.between(previous, tag.version()),
                tag.commit().isEmpty()
                        ? tag.name() + " was built from this commit"
                        : "tag " + tag.name() + " is on this commit",
                Optional.empty(),
                Optional.empty());
    }

    /** A release on main of Git-Flow: what was merged decides. */
    private VersionDecision finished(RepositoryFacts facts) {
        MainLine.Point point =
                new MainLine(this, hotfixBump, next.initial(), new MergedBranch(model, facts.tips())).last(facts);
        Optional<SemanticVersion> previous = facts.previous().map(ReleaseTag::version);
        if (point.commit().isEmpty()) {
            return free(next.of(facts), facts);
        }
        Commit merge = point.commit().get();
        if (merge.equals(facts.head())) {
            VersionDecision merged = new VersionDecision(
                    point.version(),
                    previous,
                    Bump.between(previous, point.version()),
                    point.reason(),
                    point.named(),
                    Optional.of(merge));
            return point.named()
                    .map(branch -> merged.withReason(
                            merged.reason() + next.overruled(branch, merged.version(), facts.commits())))
                    .or(() -> next.ordered(previous, facts.commits()).map(ordered -> free(ordered, facts)))
                    .orElse(merged);
        }
        String since = point.version() + ", which " + merge.described() + " released";
        List<Commit> after = facts.commitsAfter(merge);
        return free(next.after(Optional.of(point.version()), since, after), facts);
    }

    private VersionDecision named(Branch branch, RepositoryFacts facts) {
        boolean mayName = branch.kind() == BranchKind.RELEASE || branch.kind() == BranchKind.HOTFIX;
        Optional<SemanticVersion> previous = facts.previous().map(ReleaseTag::version);
        Optional<SemanticVersion> version = mayName ? versionOf(branch) : Optional.empty();
        if (version.isPresent()) {
            refuseReleased(branch.name(), version.get(), facts);
            return new VersionDecision(
                    version.get(),
                    previous,
                    Bump.between(previous, version.get()),
                    branch.name() + " names the version"
                            + next.overruled(branch.name(), version.get(), facts.commits()),
                    Optional.of(branch.name()),
                    Optional.empty());
        }
        if (branch.kind() == BranchKind.HOTFIX && previous.isPresent()) {
            return next.ordered(previous, facts.commits())
                    .orElseGet(() -> new VersionDecision(
                            previous.get().bump(hotfixBump.bump()),
                            previous,
                            hotfixBump.bump(),
                            branch.name() + " is a hotfix of "
                                    + facts.previous().get().name(),
                            Optional.empty(),
                            Optional.empty()));
        }
        return next.of(facts);
    }

    /** A branch cannot become a release that its own history already contains. */
    private void refuseReleased(String branch, SemanticVersion version, RepositoryFacts facts) {
        facts.previous()
                .filter(tag -> version.comparePrecedence(tag.version()) <= 0)
                .ifPresent(tag -> {
                    throw new TerminalException(
                            branch + " names version " + version + ", but its history already contains " + tag.name()
                                    + ".",
                            "Name the branch after a version above " + tag.version() + ".");
                });
    }

    /** The decision, or the next patch that no other commit has. */
    private static VersionDecision free(VersionDecision decision, RepositoryFacts facts) {
        SemanticVersion version = decision.version();
        StringBuilder reason = new StringBuilder(decision.reason());
        while (facts.releases().containsKey(version)) {
            ReleaseTag other = facts.releases().get(version);
            reason.append("; ").append(version).append(" is taken by ").append(other.described());
            version = version.bump(Bump.PATCH);
        }
        return decision.withVersion(version).withReason(reason.toString());
    }
}
