package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import java.util.Optional;
import java.util.OptionalInt;

/** The rules of semverTag for the other steps of Git-Flow, whose answers have to be the same. */
public final class ReleaseVersions {

    private final BranchingModel model;
    private final VersionPolicy policy;
    private final NextRelease next;

    /**
     * @param model the branches, as they are called in the repository
     * @param rules prefix, initial version, bumps and types of commits
     */
    public ReleaseVersions(BranchingModel model, SemverTagRequest rules) {
        this.model = model;
        this.policy = new VersionPolicy(model, rules);
        this.next = new NextRelease(
                SemanticVersion.parse(rules.initialVersion()), rules.prefix(), CommitTypes.of(rules.types()));
    }

    /** The version that a release or hotfix branch names; empty for one that names none, and for other branches. */
    public Optional<SemanticVersion> namedBy(Branch branch) {
        boolean mayName = branch.kind() == BranchKind.RELEASE || branch.kind() == BranchKind.HOTFIX;
        return mayName ? policy.versionOf(branch) : Optional.empty();
    }

    /**
     * The release that a commit of main is, from its tag, from the branch that it merged or from the commits.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the merged branch names a version that is not free
     */
    public VersionDecision onMain(RepositoryFacts facts) {
        Branch main = model.classify(model.names().main());
        return policy.decide(main, facts, releases -> OptionalInt.empty());
    }

    /** What would come next if the commit were released. */
    public VersionDecision after(RepositoryFacts facts) {
        return next.of(facts);
    }
}
