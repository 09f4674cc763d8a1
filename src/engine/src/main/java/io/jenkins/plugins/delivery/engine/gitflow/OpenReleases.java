package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.version.ReleaseVersions;
import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which release and hotfix branches are open. A branch that names a version is open while that version is above the last release;
 * one that names none, while main does not contain it.
 */
final class OpenReleases {

    private final BranchingModel model;
    private final ReleaseVersions versions;
    private final Optional<SemanticVersion> last;
    private final Collection<SemanticVersion> released;

    /**
     * @param last the highest release on main; empty when there is none
     * @param released every release of the repository
     */
    OpenReleases(
            BranchingModel model,
            ReleaseVersions versions,
            Optional<SemanticVersion> last,
            Collection<SemanticVersion> released) {
        this.model = model;
        this.versions = versions;
        this.last = last;
        this.released = released;
    }

    /**
     * The open branches, in the order of their versions.
     *
     * @param branches the names on the remote with their commits
     * @param onMain whether main contains a commit
     */
    List<String> among(Map<String, String> branches, BranchKind kind, Predicate<String> onMain) {
        return of(branches, kind)
                .filter(branch -> isOpen(branch, onMain.test(branches.get(branch.name()))))
                .map(Branch::name)
                .toList();
    }

    /** Branches whose version is below the last release although main lacks them: their releases can no longer happen. */
    List<String> overtaken(Map<String, String> branches, BranchKind kind, Predicate<String> onMain) {
        return of(branches, kind)
                .filter(branch -> versions.namedBy(branch).isPresent() && !onMain.test(branches.get(branch.name())))
                .filter(branch -> !released.contains(versions.namedBy(branch).get()) && !isOpen(branch, false))
                .map(Branch::name)
                .toList();
    }

    private Stream<Branch> of(Map<String, String> branches, BranchKind kind) {
        List<Branch> all = new ArrayList<>();
        branches.keySet().forEach(name -> all.add(model.classify(name)));
        return all.stream()
                .filter(branch -> branch.kind() == kind)
                .sorted(Comparator.comparing(
                                (Branch branch) -> versions.namedBy(branch).orElse(SemanticVersion.parse("0.0.0")))
                        .thenComparing(Branch::name));
    }

    private boolean isOpen(Branch branch, boolean onMain) {
        Optional<SemanticVersion> version = versions.namedBy(branch);
        return version.map(named -> !released.contains(named) && (last.isEmpty() || named.compareTo(last.get()) > 0))
                .orElse(!onMain);
    }
}
