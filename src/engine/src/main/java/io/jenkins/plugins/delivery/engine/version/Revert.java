package io.jenkins.plugins.delivery.engine.version;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a message takes back, as Git, the specification and the hosts write it.
 *
 * @param ids object ids, possibly shortened: of {@code git revert}, and of the footer that the specification suggests
 * @param subjects first line of the reverted commit, as the revert quotes it; used only when no id is of this range, since a rebase or
 *     a squash gives commits other ids
 * @param change number of the reverted pull or merge request; empty for none
 */
record Revert(List<String> ids, Set<String> subjects, String change) {

    static final Revert NOTHING = new Revert(List.of(), Set.of(), "");

    private static final Pattern BY_GIT = Pattern.compile("This reverts commit (?<id>[0-9a-f]{7,64})\\b.*");
    private static final Pattern BY_HOST =
            Pattern.compile("(?:Reverts [\\w./-]*#|This reverts merge request !)(?<change>\\d+)\\.?");
    private static final Pattern QUOTED = Pattern.compile("(?i)(?:revert:? )?\"(?<subject>.+)\"(?: \\([#!]\\d+\\))?");

    /** Git 2.43 and later call the revert of a revert so. */
    private static final Pattern REAPPLIED = Pattern.compile("Reapply (?<quoted>\".+\")(?: \\([#!]\\d+\\))?");

    private static final Pattern IDS = Pattern.compile("[0-9a-f]{7,64}(?:,? [0-9a-f]{7,64})*");

    Revert {
        ids = List.copyOf(ids);
        subjects = Set.copyOf(subjects);
    }

    /**
     * Reads a message.
     *
     * @param type of the conventional commit; empty for none
     * @param description what follows the colon, or the whole first line
     * @param rest the lines below
     */
    static Revert of(String type, String description, List<String> rest, List<Footer> footers) {
        List<String> ids = new ArrayList<>();
        Set<String> subjects = new LinkedHashSet<>();
        String change = "";
        for (String line : rest) {
            if (!line.contains("everts ")) {
                continue;
            }
            Matcher byGit = BY_GIT.matcher(line);
            Matcher byHost = BY_HOST.matcher(line.strip());
            if (byGit.matches()) {
                ids.add(byGit.group("id"));
            } else if (byHost.matches()) {
                change = byHost.group("change");
            }
        }
        boolean named = type.equals("revert");
        Matcher quoted = QUOTED.matcher(description);
        if (description.contains("\"")
                && quoted.matches()
                && (named || description.regionMatches(true, 0, "revert", 0, "revert".length()))) {
            subjects.add(quoted.group("subject"));
        } else if (named) {
            subjects.add(description);
        }
        Matcher reapplied = REAPPLIED.matcher(description);
        if (description.startsWith("Reapply") && reapplied.matches()) {
            subjects.add("Revert " + reapplied.group("quoted"));
        }
        if (named) {
            footers.stream()
                    .filter(footer ->
                            footer.is("Refs") && IDS.matcher(footer.text()).matches())
                    .flatMap(footer -> Arrays.stream(footer.text().split(",? ")))
                    .forEach(ids::add);
        }
        return ids.isEmpty() && subjects.isEmpty() && change.isEmpty() ? NOTHING : new Revert(ids, subjects, change);
    }

    boolean isNothing() {
        return equals(NOTHING);
    }

    /**
     * The commits that are taken back. A subject or a number has to fit exactly one commit: which of several is meant would be a
     * guess.
     *
     * @param earlier what the revert contains of the range, itself not included
     */
    List<Commit> in(Collection<Commit> earlier) {
        List<Commit> byId = ids.stream()
                .flatMap(id -> earlier.stream()
                        .filter(commit -> commit.id().startsWith(id))
                        .limit(1))
                .toList();
        return byId.isEmpty()
                ? Stream.of(only(earlier, this::hasChange), only(earlier, this::hasSubject))
                        .flatMap(Optional::stream)
                        .limit(1)
                        .toList()
                : byId;
    }

    private boolean hasChange(Commit commit) {
        String first = firstLine(commit);
        return !change.isEmpty()
                && (first.matches(".* \\([#!]" + change + "\\)")
                        || first.matches("Merge pull request #" + change + " from .*")
                        || first.matches("Merged in .* \\(pull request #" + change + "\\)")
                        || commit.message().matches("(?s).*See merge request [^\\s]*!" + change + "\\b.*"));
    }

    private boolean hasSubject(Commit commit) {
        return subjects.contains(firstLine(commit));
    }

    private static Optional<Commit> only(Collection<Commit> commits, Predicate<Commit> wanted) {
        List<Commit> found = commits.stream().filter(wanted).limit(2).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static String firstLine(Commit commit) {
        return commit.message().strip().lines().findFirst().orElse("").strip();
    }
}
