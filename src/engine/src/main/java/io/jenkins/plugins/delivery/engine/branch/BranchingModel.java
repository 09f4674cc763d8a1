package io.jenkins.plugins.delivery.engine.branch;

import java.util.Objects;
import java.util.Optional;

/**
 * What a branch name means in a flow. In the trunk flow every branch but main is a short one, so release and hotfix prefixes mean
 * nothing there.
 */
public final class BranchingModel {

    private final Flow flow;
    private final BranchNames names;

    public BranchingModel(Flow flow, BranchNames names) {
        this.flow = Objects.requireNonNull(flow);
        this.names = Objects.requireNonNull(names);
    }

    public Flow flow() {
        return flow;
    }

    public BranchNames names() {
        return names;
    }

    /**
     * The meaning of a branch.
     *
     * @param branch the branch, also as {@code refs/heads/…}; for a pull request its source branch or Jenkins' {@code PR-12}
     * @param changeId number of the pull request; null or empty when this is none
     * @param changeTarget target branch of the pull request; null or empty when unknown
     */
    public Branch classify(String branch, String changeId, String changeTarget) {
        Branch source = classify(branch);
        if (changeId == null || changeId.isBlank()) {
            return source;
        }
        Optional<String> target = Optional.ofNullable(changeTarget)
                .filter(text -> !text.isBlank())
                .map(BranchingModel::shortName);
        return new Branch(
                BranchKind.PULL_REQUEST,
                source.name(),
                source.topic(),
                source.kind(),
                Optional.of(changeId),
                target,
                refusal(source, target.orElse("")));
    }

    /** The meaning of a branch that is no pull request. */
    public Branch classify(String branch) {
        String name = shortName(branch);
        if (name.equals(names.main())) {
            return Branch.plain(BranchKind.MAIN, name, name);
        }
        if (flow == Flow.TRUNK) {
            return Branch.plain(BranchKind.FEATURE, name, topic(name, names.feature()));
        }
        if (name.equals(names.develop())) {
            return Branch.plain(BranchKind.DEVELOP, name, name);
        }
        if (below(name, names.release())) {
            return Branch.plain(BranchKind.RELEASE, name, topic(name, names.release()));
        }
        if (below(name, names.hotfix())) {
            return Branch.plain(BranchKind.HOTFIX, name, topic(name, names.hotfix()));
        }
        if (below(name, names.feature())) {
            return Branch.plain(BranchKind.FEATURE, name, topic(name, names.feature()));
        }
        return Branch.plain(BranchKind.OTHER, name, name);
    }

    /** Git-Flow merges features to develop only: main holds nothing but releases and hotfixes. */
    private Optional<String> refusal(Branch source, String target) {
        boolean refused = flow == Flow.GIT_FLOW && source.kind() == BranchKind.FEATURE && target.equals(names.main());
        return refused
                ? Optional.of("The pull request of " + source.name() + " targets " + target
                        + ", but in git-flow only release and hotfix branches are merged to " + target
                        + ". Change its target to " + names.develop() + ".")
                : Optional.empty();
    }

    private static String shortName(String branch) {
        return branch.startsWith("refs/heads/") ? branch.substring("refs/heads/".length()) : branch;
    }

    private static boolean below(String name, String prefix) {
        return name.length() > prefix.length() && name.startsWith(prefix);
    }

    private static String topic(String name, String prefix) {
        return below(name, prefix) ? name.substring(prefix.length()) : name;
    }
}
