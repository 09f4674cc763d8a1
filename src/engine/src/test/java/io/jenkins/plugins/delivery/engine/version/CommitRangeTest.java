package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitRangeTest {

    private static final CommitTypes TYPES = CommitTypes.standard();

    /** Ids are aaaaaaa0 for the oldest, aaaaaaa1 and so on. */
    private static List<Commit> line(String messages) {
        List<String> texts = Arrays.asList(messages.split("[|]"));
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int number = texts.size() - 1 - i;
            commits.add(Facts.commit("aaaaaaa" + number, Facts.lines(texts.get(i)), List.of("aaaaaaa" + (number - 1))));
        }
        return commits;
    }

    /** Messages, newest first; what they ask for; how many are in effect. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "revert: a / / Refs: aaaaaaa0|feat: a; NONE; 0",
                "revert: a / / Refs: bbbbbbb0|feat: b; MINOR; 2",
                "Revert \"feat: a\" / / This reverts commit aaaaaaa0.|feat: a; NONE; 0",
                "Revert \"feat: a\" / / This reverts commit ccccccc.|feat: a; NONE; 0",
                "Revert \"feat: a\" / / This reverts commit ccccccc.|feat: b; MINOR; 2",
                "Revert \"feat: a\"|feat: a; NONE; 0",
                "Revert \"feat: a\"|feat: a|feat: a; MINOR; 3",
                "Revert \"feat: a (#1)\" (#2) / / Reverts shop/api#1|feat: a (#1); NONE; 0",
                "Undo / / Reverts shop/api#1|feat: a (#1)|feat: b (#11); MINOR; 1",
                "Revert \"x\" / / This reverts merge request !7|feat: a (!7); NONE; 0",
                "revert: feat: a|feat: a; NONE; 0",
                "revert: \"feat: a\"|feat: a; NONE; 0",
                "Revert \"Revert \"feat: a\"\" / / This reverts commit aaaaaaa1.|Revert \"feat: a\" / / This reverts commit aaaaaaa0.|feat: a; MINOR; 1",
                "Reapply \"feat: a\" / / This reverts commit fffffff.|Revert \"feat: a\" / / This reverts commit eeeeeee.|feat: a; MINOR; 1",
                "fix: b|Revert \"feat!: a\" / / This reverts commit aaaaaaa0.|feat!: a; PATCH; 1",
                "feat: a|Revert \"feat: a\"; MINOR; 2",
                "fix: a|docs: b|chore: c; PATCH; 3",
                "docs: b|chore: c; NONE; 2"
            })
    void whatIsTakenBackDoesNotCount(String messages, Bump bump, int counting) {
        CommitRange range = new CommitRange(line(messages), TYPES);
        assertThat(range.demand().bump()).isEqualTo(bump);
        assertThat(range.counting()).hasSize(counting);
    }

    /** A history with parallel branches, in two orders that both have children before parents. */
    record TwoOrders(List<Commit> one, List<Commit> other) {}

    @Property(tries = 300)
    void theOrderOfParallelBranchesDoesNotMatter(@ForAll("histories") TwoOrders orders) {
        CommitRange one = new CommitRange(orders.one(), TYPES);
        CommitRange other = new CommitRange(orders.other(), TYPES);
        assertThat(one.demand().bump()).isEqualTo(other.demand().bump());
        assertThat(Set.copyOf(one.counting())).isEqualTo(Set.copyOf(other.counting()));
        NextRelease next = new NextRelease(SemanticVersion.of(0, 1, 0), "v", TYPES);
        Optional<SemanticVersion> previous = Optional.of(SemanticVersion.of(1, 4, 0));
        assertThat(next.after(previous, "v1.4.0", orders.one()).version())
                .isEqualTo(next.after(previous, "v1.4.0", orders.other()).version());
        assertThat(lines(orders.one())).isEqualTo(lines(orders.other()));
    }

    private static Set<String> lines(List<Commit> commits) {
        return new Changelog(TYPES)
                .of(SemanticVersion.of(2, 0, 0), commits)
                .lines()
                .collect(Collectors.toSet());
    }

    @Provide
    Arbitrary<TwoOrders> histories() {
        return Arbitraries.longs().map(seed -> {
            Random random = new Random(seed);
            List<Commit> oldestFirst = new ArrayList<>();
            int size = 2 + random.nextInt(14);
            for (int i = 0; i < size; i++) {
                Set<String> parents = new HashSet<>();
                int wanted = i == 0 ? 0 : 1 + random.nextInt(Math.min(3, i));
                while (parents.size() < wanted) {
                    parents.add("%07x".formatted(random.nextInt(i)));
                }
                oldestFirst.add(Facts.commit("%07x".formatted(i), message(random, i), List.copyOf(parents)));
            }
            return new TwoOrders(topological(oldestFirst, random), topological(oldestFirst, random));
        });
    }

    private static String message(Random random, int number) {
        String target = "%07x".formatted(random.nextInt(number + 1));
        return switch (random.nextInt(9)) {
            case 0 -> "feat: " + random.nextInt(4);
            case 1 -> "fix: " + number;
            case 2 -> "feat!: " + number;
            case 3 -> "Revert \"feat: " + random.nextInt(4) + "\"";
            case 4 -> "Revert\n\nThis reverts commit " + target + ".";
            case 5 -> "Merge branch 'x'\n\nfeat: title " + number;
            case 6 -> "Payments (#" + number + ")\n\n* feat: a\n\n* fix: b";
            case 7 -> "chore: c\n\nRelease-As: " + (1 + random.nextInt(3)) + ".9.0\nRelease-Reason: r";
            default -> "docs: " + number;
        };
    }

    /** Any order that has children before their parents. */
    private static List<Commit> topological(List<Commit> commits, Random random) {
        Map<String, Integer> children = new HashMap<>();
        commits.forEach(commit -> commit.parents().forEach(parent -> children.merge(parent, 1, Integer::sum)));
        List<Commit> open = new ArrayList<>(commits.stream()
                .filter(commit -> !children.containsKey(commit.id()))
                .toList());
        Map<String, Commit> byId = commits.stream().collect(Collectors.toMap(Commit::id, commit -> commit));
        List<Commit> order = new ArrayList<>();
        while (!open.isEmpty()) {
            Commit next = open.remove(random.nextInt(open.size()));
            order.add(next);
            next.parents().stream()
                    .filter(parent -> children.merge(parent, -1, Integer::sum) == 0)
                    .forEach(parent -> open.add(byId.get(parent)));
        }
        return order;
    }

    /** Previous release, next version, other releases, the first that is asked for its distance. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1.4.0; 1.5.0; ; ",
                "1.4.1; 1.5.0; 1.4.0; 1.4.0",
                "1.4.2; 1.5.0; 1.4.0 1.4.1 1.3.0; 1.4.0",
                "1.4.2; 1.4.3; 1.4.0 1.4.1; ",
                "1.5.0; 2.0.0; 1.4.0 1.4.1 0.9.0; 1.4.0",
                "1.5.0; 2.0.0; 1.6.0; ",
                "0.4.1; 0.5.0; 0.4.0 0.3.0; 0.4.0",
                "1.4.1; 1.4.7; 1.4.0; ",
                "1.10.1; 1.11.0; 1.9.0 1.10.0 1.1.0; 1.10.0"
            })
    void numbersCountFromTheBeginOfTheLine(String previous, String next, String others, String asked) {
        RepositoryFacts facts = Facts.of(previous, null, "fix: a|fix: b");
        for (String other : others == null ? new String[0] : others.split(" ")) {
            facts = Facts.elsewhere(facts, other);
        }
        List<String> seen = new ArrayList<>();
        int number = BuildNumber.of(SemanticVersion.parse(next), facts, releases -> {
            seen.add(releases.get(0).version().toString());
            return OptionalInt.of(7);
        });
        assertThat(seen).isEqualTo(asked == null ? List.of() : List.of(asked));
        assertThat(number).isEqualTo(asked == null ? 2 : 7);
    }
}
