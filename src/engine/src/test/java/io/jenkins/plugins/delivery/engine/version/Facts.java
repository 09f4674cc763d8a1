package io.jenkins.plugins.delivery.engine.version;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Facts of a linear history, whose commits are called c1 (the oldest) to cN (the checked-out one). */
final class Facts {

    private Facts() {}

    /**
     * Builds the facts.
     *
     * @param previous version of the release before the commits; null for none
     * @param onHead version of the tag on the checked-out commit; null for none
     * @param messages newest first, between bars; one that begins with "Merge" is a merge of its own side branch
     */
    static RepositoryFacts of(String previous, String onHead, String messages) {
        List<String> texts = messages == null ? List.of() : Arrays.asList(messages.split("\\|"));
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int number = texts.size() - i;
            String parent = "c" + (number - 1);
            boolean merge = texts.get(i).startsWith("Merge");
            commits.add(commit(
                    "c" + number,
                    texts.get(i).replace("/n", "\n"),
                    merge ? List.of(parent, "side" + number) : List.of(parent)));
        }
        Commit head = commits.isEmpty() ? commit("c0", "chore: released", List.of()) : commits.get(0);
        Map<SemanticVersion, ReleaseTag> releases = new HashMap<>();
        Optional<ReleaseTag> before = Optional.ofNullable(previous).map(text -> tag(text, "p"));
        Optional<ReleaseTag> here = Optional.ofNullable(onHead).map(text -> tag(text, head.id()));
        before.ifPresent(tag -> releases.put(tag.version(), tag));
        here.ifPresent(tag -> releases.put(tag.version(), tag));
        return new RepositoryFacts(head, "tree", here, before, commits, commits, releases, Map.of());
    }

    /** A cell of a table as a message: a slash between spaces is a line break. */
    static String lines(String cell) {
        return cell == null ? "" : cell.replaceAll("(?<=^| )/(?= |$)", "\n").replaceAll(" ?\n ?", "\n");
    }

    /** The same facts with a release on another branch. */
    static RepositoryFacts elsewhere(RepositoryFacts facts, String version) {
        Map<SemanticVersion, ReleaseTag> releases = new HashMap<>(facts.releases());
        releases.put(SemanticVersion.parse(version), tag(version, "elsewhere"));
        return new RepositoryFacts(
                facts.head(),
                facts.tree(),
                facts.onHead(),
                facts.previous(),
                facts.commits(),
                facts.mainLine(),
                releases,
                facts.tips());
    }

    /** The same facts with a branch that points to a commit. */
    static RepositoryFacts tip(RepositoryFacts facts, String commit, String branch) {
        return new RepositoryFacts(
                facts.head(),
                facts.tree(),
                facts.onHead(),
                facts.previous(),
                facts.commits(),
                facts.mainLine(),
                facts.releases(),
                Map.of(commit, Set.of(branch)));
    }

    static Commit commit(String id, String message, List<String> parents) {
        return new Commit(id, parents, message, "Dana", "dana@example.com");
    }

    static ReleaseTag tag(String version, String commit) {
        return new ReleaseTag(SemanticVersion.parse(version), "v" + version, commit);
    }
}
