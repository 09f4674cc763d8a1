package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The version of a commit from its branch and history. Pure: the same facts give the same decision.
 *
 * <p>main has releases: the one on the commit, else the one that the merged release branch names, else what the commits since the
 * last release ask for. Everywhere else a version is a pre-release of what would come next, numbered by the commits since the last
 * release, so that the number rises with every commit on the branch and does not depend on other branches. Whether another commit
 * already has a version matters to releases only: a pre-release must not change because something was released elsewhere.
 */
public final class VersionPolicy {

    private final BranchingModel model;
    private final SemanticVersion initial;
    private final String prefix;
    private final HotfixBump hotfixBump;

    /**
     * @param initial the first release of a repository that has none
     * @param prefix what stands before the version in a tag
     * @param hotfixBump for hotfix branches that do not name a version
     */
    public VersionPolicy(BranchingModel model, SemanticVersion initial, String prefix, HotfixBump hotfixBump) {
        this.model = model;
        this.initial = initial;
        this.prefix = prefix;
        this.hotfixBump = hotfixBump;
    }

    /**
     * Decides the version.
     *
     * @throws TerminalException when the branch names a version that is released already
     */
    public VersionDecision decide(Branch branch, RepositoryFacts facts) {
        Optional<ReleaseTag> tag = facts.onHead();
        if (tag.isPresent()
                && (branch.kind() == BranchKind.MAIN
                        || branch.name().equals(tag.get().name()))) {
            return tagged(tag.get(), facts);
        }
        return switch (branch.kind()) {
            case MAIN -> model.flow() == Flow.GIT_FLOW ? finished(facts) : release(facts);
            case RELEASE, HOTFIX -> preRelease(named(branch, facts), "rc", facts);
            case DEVELOP -> preRelease(next(facts), "dev", facts);
            case PULL_REQUEST ->
                preRelease(next(facts), BranchLabel.ofChange(branch.changeId().orElseThrow()), facts);
            case FEATURE, OTHER -> preRelease(next(facts), BranchLabel.of(branch.topic()), facts);
        };
    }

    /** The version that a branch names: {@code 1.5.0} for {@code release/1.5.0}, {@code release/v1.5.0} and {@code release/1.5}. */
    public Optional<SemanticVersion> versionOf(Branch branch) {
        String text = branch.topic();
        if (!prefix.isEmpty() && text.startsWith(prefix)) {
            text = text.substring(prefix.length());
        } else if (text.startsWith("v")) {
            text = text.substring(1);
        }
        String full = text.matches("\\d+\\.\\d+") ? text + ".0" : text;
        return SemanticVersion.find(full).filter(SemanticVersion::isRelease);
    }

    private VersionDecision tagged(ReleaseTag tag, RepositoryFacts facts) {
        Optional<SemanticVersion> previous = facts.previous().map(ReleaseTag::version);
        return new VersionDecision(
                tag.version(),
                previous,
                previous.map(from -> Bump.between(from, tag.version())).orElse(Bump.NONE),
                "tag " + tag.name() + " is on this commit",
                Optional.empty());
    }

    /** A release on main of Git-Flow: what was merged decides. */
    private VersionDecision finished(RepositoryFacts facts) {
        MainLine line = new MainLine(this, hotfixBump, initial, new MergedBranch(model, facts.tips()));
        MainLine.Point point = line.last(facts);
        Optional<SemanticVersion> previous = facts.previous().map(ReleaseTag::version);
        if (point.commit().isEmpty()) {
            return release(facts);
        }
        if (point.commit().get().equals(facts.head())) {
            return new VersionDecision(
                    point.version(), previous, bump(previous, point.version()), point.reason(), point.named());
        }
        String since = point.version() + ", which " + point.commit().get().described() + " released";
        List<Commit> after =
                new CommitRange(facts.commits()).after(point.commit().get().id());
        return free(conventional(Optional.of(point.version()), since, after), facts);
    }

    private VersionDecision release(RepositoryFacts facts) {
        return free(next(facts), facts);
    }

    /** What would come next if this commit were released. */
    private VersionDecision next(RepositoryFacts facts) {
        return conventional(
                facts.previous().map(ReleaseTag::version),
                facts.previous().map(ReleaseTag::name).orElse(""),
                facts.commits());
    }

    private VersionDecision named(Branch branch, RepositoryFacts facts) {
        Optional<SemanticVersion> previous = facts.previous().map(ReleaseTag::version);
        Optional<SemanticVersion> version = versionOf(branch);
        if (version.isPresent()) {
            refuseReleased(branch.name(), version.get(), facts);
            return new VersionDecision(
                    version.get(),
                    previous,
                    bump(previous, version.get()),
                    branch.name() + " names the version",
                    Optional.of(branch.name()));
        }
        if (branch.kind() == BranchKind.HOTFIX && previous.isPresent()) {
            SemanticVersion next = previous.get().bump(hotfixBump.bump());
            return new VersionDecision(
                    next,
                    previous,
                    hotfixBump.bump(),
                    branch.name() + " is a hotfix of " + facts.previous().get().name(),
                    Optional.empty());
        }
        return next(facts);
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

    private VersionDecision conventional(Optional<SemanticVersion> previous, String since, List<Commit> commits) {
        if (previous.isEmpty()) {
            return new VersionDecision(
                    initial,
                    previous,
                    Bump.NONE,
                    "nothing was released yet, so this is the initial version",
                    Optional.empty());
        }
        CommitRange range = new CommitRange(commits);
        CommitRange.Demand demand = range.demand();
        Bump bump = demand.bump().max(Bump.PATCH);
        String reason = demand.decidedBy()
                .map(commit -> demand.bump().text() + " because of " + commit.described() + " since " + since)
                .orElseGet(() -> range.patchAnyway(since));
        if (bump == Bump.MAJOR && previous.get().major().equals(BigInteger.ZERO)) {
            bump = Bump.MINOR;
            reason += "; before 1.0.0 a breaking change raises the minor version (SemVer item 4)";
        }
        return new VersionDecision(previous.get().bump(bump), previous, bump, reason, Optional.empty());
    }

    /** The decision, or the next patch that no other commit has. */
    private VersionDecision free(VersionDecision decision, RepositoryFacts facts) {
        SemanticVersion version = decision.version();
        StringBuilder reason = new StringBuilder(decision.reason());
        while (facts.releases().containsKey(version)) {
            ReleaseTag other = facts.releases().get(version);
            reason.append("; ").append(version).append(" is taken by ").append(other.described());
            version = version.bump(Bump.PATCH);
        }
        return new VersionDecision(
                version, decision.previous(), decision.bump(), reason.toString(), decision.dictatedBy());
    }

    private static VersionDecision preRelease(VersionDecision next, String label, RepositoryFacts facts) {
        return new VersionDecision(
                next.version().withPreRelease(label + "." + facts.commits().size()),
                next.previous(),
                next.bump(),
                next.reason(),
                next.dictatedBy());
    }

    private static Bump bump(Optional<SemanticVersion> from, SemanticVersion to) {
        return from.map(version -> Bump.between(version, to)).orElse(Bump.NONE);
    }
}
