package io.jenkins.plugins.delivery.engine.branch;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How a team names its branches.
 *
 * @param main the branch of released commits
 * @param develop the integration branch of Git-Flow
 * @param feature prefix of feature branches; a prefix that ends in a letter or digit gets a slash
 * @param release prefix of release branches
 * @param hotfix prefix of hotfix branches
 */
public record BranchNames(String main, String develop, String feature, String release, String hotfix) {

    /** The name that older repositories use where newer ones have {@code main}. */
    private static final String OLD_MAIN = "master";

    /** @throws InvalidInputException when a name is empty or two names are the same */
    public BranchNames {
        feature = prefix(feature);
        release = prefix(release);
        hotfix = prefix(hotfix);
        List<String> names = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        check("main", main, names, problems);
        check("develop", develop, names, problems);
        check("feature", feature, names, problems);
        check("release", release, names, problems);
        check("hotfix", hotfix, names, problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The branch names", problems);
        }
    }

    /** The same names with another main and develop; null keeps the present one. */
    public BranchNames with(String newMain, String newDevelop) {
        return new BranchNames(
                newMain == null ? main : newMain, newDevelop == null ? develop : newDevelop, feature, release, hotfix);
    }

    /**
     * The names as they are in a repository: {@code master} stands in for a {@code main} that does not exist.
     *
     * @param exists whether a branch exists, locally or on the remote
     */
    public BranchNames in(Predicate<String> exists) {
        boolean old = !main.equals(OLD_MAIN) && !exists.test(main) && exists.test(OLD_MAIN);
        return old ? with(OLD_MAIN, null) : this;
    }

    private static String prefix(String text) {
        boolean open = text != null && !text.isEmpty() && Character.isLetterOrDigit(text.charAt(text.length() - 1));
        return open ? text + "/" : text;
    }

    private static void check(String key, String name, List<String> names, List<String> problems) {
        if (name == null || name.isBlank()) {
            problems.add(key + " must not be empty.");
        } else if (names.contains(name)) {
            problems.add(key + " is '" + name + "', which another kind of branch uses already.");
        } else {
            names.add(name);
        }
    }
}
