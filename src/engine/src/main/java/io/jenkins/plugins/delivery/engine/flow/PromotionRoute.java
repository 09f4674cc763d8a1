package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which environments a branch is promoted to, and which environment a commit must have passed before.
 *
 * <p>Trunk: main goes through all environments in one run. Git-Flow: develop to the first, main to the last, release and hotfix
 * branches to those between (of two environments, to the first). An environment's {@code from} overrules its position.
 */
final class PromotionRoute {

    private final Flow flow;
    private final List<Environment> environments;

    PromotionRoute(Flow flow, List<Environment> environments) {
        this.flow = flow;
        this.environments = environments;
    }

    /** The environments that a branch of this kind is promoted to, in order; none for feature branches and pull requests. */
    List<Environment> of(BranchKind kind) {
        return environments.stream()
                .filter(environment -> sources(environment).contains(kind))
                .toList();
    }

    /**
     * The environment whose promotion of the same or an older commit must stand before this one may follow (B30, B35): the one
     * before it, except for a hotfix branch, which starts from production and has never seen the environments of develop.
     */
    Optional<String> after(Environment environment, BranchKind kind) {
        Object setting = environment.settings().get("after");
        if (setting != null) {
            return Optional.of(setting.toString()).filter(name -> !name.equals("none"));
        }
        int index = environments.indexOf(environment);
        if (index == 0) {
            return Optional.empty();
        }
        Environment before = environments.get(index - 1);
        boolean hotfixStartsHere = kind == BranchKind.HOTFIX && !sources(before).contains(BranchKind.HOTFIX);
        return hotfixStartsHere ? Optional.empty() : Optional.of(before.name());
    }

    private List<BranchKind> sources(Environment environment) {
        if (!environment.from().isEmpty()) {
            return environment.from().stream()
                    .map(name -> BranchKind.valueOf(name.toUpperCase(Locale.ROOT)))
                    .toList();
        }
        if (flow == Flow.TRUNK) {
            return List.of(BranchKind.MAIN);
        }
        int index = environments.indexOf(environment);
        int last = environments.size() - 1;
        if (index == last) {
            return List.of(BranchKind.MAIN);
        }
        if (index > 0) {
            return List.of(BranchKind.RELEASE, BranchKind.HOTFIX);
        }
        return last == 1
                ? List.of(BranchKind.DEVELOP, BranchKind.RELEASE, BranchKind.HOTFIX)
                : List.of(BranchKind.DEVELOP);
    }
}
