package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import io.jenkins.plugins.delivery.engine.version.ReleaseVersions;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import io.jenkins.plugins.delivery.engine.version.VersionDecision;
import java.util.Optional;

/**
 * Which version a finished branch gets. It is the one that semverTag finds for the same commit of main; a branch or a parameter that
 * names the version also decides where nothing on main tells of the branch any more (squash, rebase).
 */
final class ReleaseRules {

    private final BranchingModel model;
    private final ReleaseVersions versions;
    private final String prefix;
    private final Optional<SemanticVersion> wanted;

    ReleaseRules(BranchingModel model, ReleaseVersions versions, String prefix, Optional<SemanticVersion> wanted) {
        this.model = model;
        this.versions = versions;
        this.prefix = prefix;
        this.wanted = wanted;
    }

    /**
     * Decides.
     *
     * @param facts of the commit that is the release
     * @throws TerminalException when the version is taken or too low, or there is nothing to release
     */
    Release decide(Branch branch, MainState main, RepositoryFacts facts) {
        Optional<SemanticVersion> named = named(branch);
        Optional<ReleaseTag> on = facts.onHead();
        if (on.isPresent()) {
            if (named.isPresent() && !named.get().equals(on.get().version())) {
                throw otherwise(branch, named.get(), on.get(), main);
            }
            return Release.of(
                    on.get().version(), on.get().name(), true, on.get().name() + " is on this commit", facts);
        }
        refuseEmpty(branch, main, facts);
        if (named.isPresent()) {
            return release(branch, named.get(), main, facts);
        }
        VersionDecision decision = versions.onMain(facts);
        ReleaseTag tag = facts.releases().get(decision.version());
        return Release.of(
                decision.version(),
                tag == null ? prefix + decision.version() : tag.name(),
                tag != null,
                decision.reason(),
                facts);
    }

    private Optional<SemanticVersion> named(Branch branch) {
        Optional<SemanticVersion> byName = versions.namedBy(branch);
        if (wanted.isPresent() && byName.isPresent() && !wanted.equals(byName)) {
            throw new TerminalException(
                    branch.name() + " names version " + byName.get() + ", but version " + wanted.get()
                            + " was asked for.",
                    "Leave out version:, or rename the branch.");
        }
        return wanted.or(() -> byName);
    }

    private Release release(Branch branch, SemanticVersion version, MainState main, RepositoryFacts facts) {
        String who = wanted.isPresent() ? "version: asks for " : branch.name() + " names version ";
        ReleaseTag tag = facts.releases().get(version);
        if (tag != null) {
            // Some teams tag the last commit of the branch and not the merge.
            boolean onBranch = tag.commit().equals(main.finished())
                    || facts.head().parents().stream().skip(1).anyMatch(tag.commit()::equals);
            if (onBranch) {
                return Release.of(version, tag.name(), true, tag.name() + " is on the finished branch", facts);
            }
            throw new TerminalException(
                    who + version + ", but " + tag.described() + " has it already.",
                    "If that tag is wrong, delete it on the remote; else release these commits from a branch with a"
                            + " higher version.");
        }
        facts.previous()
                .filter(last -> version.comparePrecedence(last.version()) <= 0)
                .ifPresent(last -> {
                    throw new TerminalException(
                            who + version + ", but " + model.names().main() + " already contains " + last.name() + ".",
                            "Release these commits from a branch with a version above " + last.version() + ".");
                });
        String reason = wanted.isPresent() ? "asked for" : branch.name() + " names the version";
        return Release.of(version, prefix + version, false, reason, facts);
    }

    private TerminalException otherwise(Branch branch, SemanticVersion named, ReleaseTag on, MainState main) {
        if (main.release().equals(main.finished()) && branch.kind() != BranchKind.MAIN) {
            return nothing(branch, on.name() + " is on its newest commit");
        }
        return new TerminalException(
                "Commit " + Commit.shortId(main.release()) + " of "
                        + model.names().main() + " is released as " + on.name()
                        + ", but " + (wanted.isPresent() ? "version: asks for " : branch.name() + " names version ")
                        + named
                        + ".",
                "Commit something to release, or correct the version.");
    }

    /** A branch without a commit of its own: its newest commit is a merge that main made before. */
    private void refuseEmpty(Branch branch, MainState main, RepositoryFacts facts) {
        boolean own = branch.kind() == BranchKind.MAIN
                || !main.release().equals(main.finished())
                || !facts.head().isMerge();
        if (!own) {
            throw nothing(branch, "its newest commit is the merge " + Commit.shortId(main.release()) + " of main");
        }
    }

    private TerminalException nothing(Branch branch, String why) {
        return new TerminalException(
                branch.name() + " has no commit that " + model.names().main() + " lacks (" + why
                        + "), so there is nothing to release.",
                "Commit to it first.");
    }
}
