package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which release or hotfix branch a commit on main finished: read from the message that Git, GitHub, GitLab or Bitbucket write for
 * a merge, else from the branch that still points to the merged commit.
 */
final class MergedBranch {

    private static final List<Pattern> MESSAGES = List.of(
            Pattern.compile("^Merge (?:remote-tracking )?branch '(?<branch>[^']+)'.*"),
            Pattern.compile("^Merge pull request #\\d+ from (?<branch>\\S+).*"),
            Pattern.compile("^Merged in (?<branch>\\S+) \\(pull request #\\d+\\).*"));

    /** A squashed release: the title that GitHub proposes for the pull request of {@code release/1.5.0}, or a typed one. */
    private static final Pattern SQUASHED =
            Pattern.compile("(?i)^(?<kind>release|hotfix)[/ :]+v?(?<version>\\d+\\.\\d+\\.\\d+)(?: \\(#\\d+\\))?$");

    private final BranchingModel model;
    private final Map<String, Set<String>> tips;

    MergedBranch(BranchingModel model, Map<String, Set<String>> tips) {
        this.model = model;
        this.tips = tips;
    }

    /** The release or hotfix branch that the commit brought to main. */
    Optional<Branch> of(Commit commit) {
        String subject = commit.message().strip().lines().findFirst().orElse("");
        if (!commit.isMerge()) {
            return squashed(subject).or(() -> fastForwarded(commit));
        }
        Optional<String> named = named(subject);
        return named.isPresent()
                ? named.flatMap(this::finishing)
                : commit.parents().stream()
                        .skip(1)
                        .flatMap(parent ->
                                tips.getOrDefault(parent, Set.of()).stream().sorted())
                        .flatMap(name -> finishing(name).stream())
                        .findFirst();
    }

    private static Optional<String> named(String subject) {
        return MESSAGES.stream()
                .map(pattern -> pattern.matcher(subject))
                .filter(Matcher::matches)
                .map(match -> match.group("branch"))
                .findFirst();
    }

    /** The name may be preceded by a remote or the owner of a fork: {@code origin/release/1.5.0}. */
    private Optional<Branch> finishing(String name) {
        for (String rest = name; ; rest = rest.substring(rest.indexOf('/') + 1)) {
            Branch branch = model.classify(rest);
            if (branch.kind() == BranchKind.RELEASE || branch.kind() == BranchKind.HOTFIX) {
                return Optional.of(branch);
            }
            if (rest.indexOf('/') < 0) {
                return Optional.empty();
            }
        }
    }

    private Optional<Branch> squashed(String subject) {
        Matcher match = SQUASHED.matcher(subject);
        if (!match.matches()) {
            return Optional.empty();
        }
        boolean release = match.group("kind").equalsIgnoreCase("release");
        String prefix = release ? model.names().release() : model.names().hotfix();
        return finishing(prefix + match.group("version"));
    }

    /** Only release branches: a hotfix branch points to main's own commit from the moment it is created. */
    private Optional<Branch> fastForwarded(Commit commit) {
        return tips.getOrDefault(commit.id(), Set.of()).stream()
                .sorted()
                .map(model::classify)
                .filter(branch -> branch.kind() == BranchKind.RELEASE)
                .findFirst();
    }
}
