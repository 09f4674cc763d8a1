package io.jenkins.plugins.delivery.engine.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What changed between two versions of a service and does not go back with the version: the database keeps its new schema, the cluster
 * its new definitions.
 *
 * @param migrations paths, as the patterns of the request name them
 * @param crds paths of custom resource definitions
 * @param unknown why the range could not be looked at; empty when it was
 */
record RollbackRisks(List<String> migrations, List<String> crds, String unknown) {

    /** More are not listed; the person who chooses knows by then. */
    private static final int LISTED = 20;

    static final RollbackRisks NONE = new RollbackRisks(List.of(), List.of(), "");

    /**
     * Looks at the range.
     *
     * @param patterns none means that the range is of no interest
     * @param from source commit of the version to go back to, or null
     * @param to source commit of the version that is left, or null
     */
    static RollbackRisks between(SourceHistory history, List<String> patterns, String from, String to) {
        if (patterns.isEmpty() || from != null && from.equals(to)) {
            return NONE;
        }
        if (from == null || to == null) {
            return unknown("no ledger names the commits that both were built from");
        }
        Optional<List<SourceChange>> changes = history.changes(from, to);
        if (changes.isEmpty()) {
            return unknown("the service's repository does not show " + Commits.abbreviate(from) + " and "
                    + Commits.abbreviate(to));
        }
        List<Pattern> paths = patterns.stream().map(RollbackRisks::pattern).toList();
        List<String> migrations = new ArrayList<>();
        List<String> crds = new ArrayList<>();
        for (SourceChange change : changes.get()) {
            if (change.crd()) {
                crds.add(change.path());
            } else if (paths.stream()
                    .anyMatch(path -> path.matcher(change.path()).matches())) {
                migrations.add(change.path());
            }
        }
        return new RollbackRisks(listed(migrations), listed(crds), "");
    }

    private static RollbackRisks unknown(String why) {
        return new RollbackRisks(List.of(), List.of(), why);
    }

    private static List<String> listed(List<String> paths) {
        if (paths.size() <= LISTED) {
            return paths;
        }
        List<String> some = new ArrayList<>(paths.subList(0, LISTED));
        some.add("… and " + (paths.size() - LISTED) + " more");
        return some;
    }

    boolean any() {
        return !migrations.isEmpty() || !crds.isEmpty();
    }

    /** A clause such as "the migration db/V7__x.sql and the custom resource definition crds/x.yaml". */
    String text() {
        List<String> parts = new ArrayList<>();
        if (!migrations.isEmpty()) {
            parts.add("the migration" + (migrations.size() > 1 ? "s " : " ") + String.join(", ", migrations));
        }
        if (!crds.isEmpty()) {
            parts.add("the custom resource definition" + (crds.size() > 1 ? "s " : " ") + String.join(", ", crds));
        }
        return String.join(" and ", parts);
    }

    /**
     * A pattern of paths as Git's ignore files write it, from the root of the repository: {@code **} is any number of directories,
     * {@code *} and {@code ?} stop at a slash. Upper and lower case count alike.
     */
    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (glob.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (glob.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
    }
}
