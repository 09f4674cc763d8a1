package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a chart's {@code .helmignore}, as Helm reads them (helm/helm, internal/ignore; Helm documentation, "The .helmignore
 * file"). They differ from those of Git: the first rule that matches decides, {@code !pattern} ignores whatever does <em>not</em>
 * match, and {@code **} is refused. What is ignored here need not be read, copied or counted.
 */
final class HelmIgnore {

    static final String FILE = ".helmignore";

    /** In bytes. Each file is compared with each rule, so more would cost minutes. */
    static final int LONGEST = 64 * 1024;

    private record Rule(Glob glob, boolean negated, boolean directoriesOnly, boolean wholePath) {

        boolean decides(String path, boolean directory) {
            boolean fits = (!directoriesOnly || directory)
                    && glob.matches(wholePath ? path : path.substring(path.lastIndexOf('/') + 1));
            return fits != negated;
        }
    }

    private final List<Rule> rules;

    private HelmIgnore(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * @param text of the file; empty when there is none
     * @throws InvalidInputException when Helm would refuse it; names every line that is wrong
     */
    static HelmIgnore parse(String text) {
        List<Rule> rules = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int line = 0;
        for (String raw : content.split("\n", -1)) {
            line++;
            String rule = trimmed(raw);
            if (rule.isEmpty() || rule.startsWith("#")) {
                continue;
            }
            try {
                rules.add(rule(rule));
            } catch (IllegalArgumentException e) {
                problems.add("line " + line + ": '" + rule + "' is no pattern that Helm knows: " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The chart's " + FILE, problems);
        }
        // Helm adds this one itself: hidden files among the templates are no templates.
        rules.add(rule("templates/.?*"));
        return new HelmIgnore(rules);
    }

    private static Rule rule(String text) {
        if (text.contains("**")) {
            throw new IllegalArgumentException("it has no '**'; name the directory, as in docs/");
        }
        Glob.of(text);
        boolean negated = text.startsWith("!");
        String pattern = negated ? text.substring(1) : text;
        boolean directoriesOnly = pattern.endsWith("/");
        pattern = directoriesOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
        boolean rooted = pattern.startsWith("/");
        return new Rule(part(rooted ? pattern.substring(1) : pattern), negated, directoriesOnly, pattern.contains("/"));
    }

    /** Helm judges a line as a whole; what is malformed only without its last slash matches nothing. */
    private static Glob part(String pattern) {
        try {
            return Glob.of(pattern);
        } catch (IllegalArgumentException e) {
            return Glob.NOTHING;
        }
    }

    private static String trimmed(String line) {
        int start = 0;
        int end = line.length();
        while (start < end && space(line.charAt(start))) {
            start++;
        }
        while (end > start && space(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(start, end);
    }

    /** Go's notion of white space, which is Java's and two more. */
    private static boolean space(char character) {
        return Character.isWhitespace(character) || character == 0x85 || character == 0xa0;
    }

    /**
     * Whether Helm leaves the file or directory out; of an ignored directory it leaves out everything.
     *
     * @param path in the chart, with forward slashes
     */
    boolean ignores(String path, boolean directory) {
        return rules.stream().anyMatch(rule -> rule.decides(path, directory));
    }
}
