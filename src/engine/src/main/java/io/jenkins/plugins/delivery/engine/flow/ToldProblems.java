package io.jenkins.plugins.delivery.engine.flow;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Problems of a configuration that are told of, by the settings they are about. What only follows from one of them is not told as well:
 * who corrects {@code gitop} to {@code gitops} has no missing {@code gitops.url} any more.
 */
final class ToldProblems {

    private static final Pattern MISSPELT =
            Pattern.compile("(?<path>.*\\.)?.* is not known; did you mean '(?<name>[^']+)'\\?");

    private final Set<String> paths;
    private final List<String> meant;

    /** @param problems sentences that begin with the path of a setting */
    ToldProblems(List<String> problems) {
        this.paths = problems.stream().map(ToldProblems::path).collect(Collectors.toSet());
        this.meant = problems.stream()
                .map(MISSPELT::matcher)
                .filter(Matcher::matches)
                .map(match -> (match.group("path") == null ? "" : match.group("path")) + match.group("name"))
                .toList();
    }

    /** Without settings that are missing because their names, or that of what they are in, are misspelt. */
    static List<String> withoutMisspelt(List<String> problems) {
        ToldProblems told = new ToldProblems(problems);
        return problems.stream().filter(problem -> !told.isMisspelt(problem)).toList();
    }

    /** Those of settings that nothing is told of; that a suite has no reports is known when its preset is wrong. */
    List<String> others(List<String> problems) {
        return problems.stream()
                .filter(problem -> !paths.contains(path(problem))
                        && !paths.contains(path(problem).replaceFirst("report$", "run"))
                        && !isMisspelt(problem))
                .distinct()
                .toList();
    }

    /** Whether a setting lacks because of what is told of it. */
    boolean explainLackOf(String path) {
        return paths.contains(path) || isMeant(path);
    }

    private boolean isMisspelt(String problem) {
        String path = path(problem);
        return problem.startsWith(path + " is missing") && isMeant(path);
    }

    /** Whether a misspelt name stands for this one, or for what it is in. */
    boolean isMeant(String path) {
        return meant.stream().anyMatch(name -> path.equals(name) || path.startsWith(name + "."));
    }

    private static String path(String problem) {
        return problem.split("[^\\w.-]", 2)[0];
    }
}
