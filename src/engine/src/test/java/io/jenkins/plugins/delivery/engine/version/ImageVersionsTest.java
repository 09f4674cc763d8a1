package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageVersionsTest {

    private static Optional<String> base(boolean git, RepositoryFacts facts, String tags) {
        return new ImageVersions("v", git)
                .join(facts, images(tags), "shop")
                .previous()
                .map(tag -> tag.version().toString());
    }

    /** Images between spaces; the tags of one between plus signs. */
    private static List<Set<String>> images(String tags) {
        return Stream.of(tags.split(" "))
                .map(image -> Set.of(image.split("[+]")))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1.9.9; 1.4.0 1.10.0 latest sha-abc 1.9.9; 1.10.0",
                "; 1.4.0 1.10.0 latest sha-abc 1.9.9; 1.10.0",
                "1.10.0; 1.4.0 1.9.9; 1.10.0",
                "1.10.0; 1.10.0; 1.10.0",
                "1.10.0; latest main 20240101 1.11; 1.10.0",
                "1.10.0; 1.11.0-rc.1 1.11.0-dev.4; 1.10.0",
                "1.10.0; v1.10.1; 1.10.1",
                "1.10.0; 1.10.1; 1.10.1",
                "1.10.0; 1.11.0; 1.11.0",
                "1.10.0; 2.0.0; 2.0.0",
                "1.10.0; tree-0123456789abcdef; 1.10.0"
            })
    void theHigherOneCounts(String git, String tags, String base) {
        assertThat(base(true, Facts.of(git, null, "fix: a"), tags)).contains(base);
    }

    @ParameterizedTest
    @CsvSource({"1.4.0, 1.10.0", "1.10.0, 3.0.0", "1.10.0, 1.12.0", "1.10.0, 1.10.2", "1.10.0, 2.0.1"})
    void whatAnUnpushedTagCannotExplainIsRefused(String git, String image) {
        assertThatThrownBy(() -> base(true, Facts.of(git, null, "fix: a"), image))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("v" + git, "shop holds " + image, "sources: ['git']");
    }

    @Test
    void anImageThatGitKnowsOnAnotherBranchIsThatBranchsBusiness() {
        RepositoryFacts facts = Facts.elsewhere(Facts.of("1.4.0", null, "fix: a"), "3.0.0");
        assertThat(base(true, facts, "3.0.0 1.4.0")).contains("1.4.0");
    }

    @Test
    void imagesAloneDecideWhenGitIsNoSource() {
        assertThat(base(false, Facts.of("2.0.0", null, "fix: a"), "1.4.0 1.10.0"))
                .contains("1.10.0");
        assertThat(base(false, Facts.of("2.0.0", null, "fix: a"), "latest")).isEmpty();
    }

    @Test
    void anImageOfTheSameCommitIsItsOwnAnswer() {
        Commit head = Facts.commit("abcdef0123456789abcdef0123456789abcdef01", "feat: a", List.of());
        RepositoryFacts facts = new RepositoryFacts(
                head,
                "tree",
                Optional.empty(),
                Optional.of(Facts.tag("1.4.0", "p")),
                List.of(head),
                List.of(head),
                Map.of(),
                Map.of());
        assertThat(base(true, facts, "1.4.0 1.5.0 abcdef0")).contains("1.4.0");
        assertThat(base(true, facts, "1.4.0 1.5.0 sha-abcdef012345")).contains("1.4.0");
        assertThat(base(true, facts, "1.4.0 1.5.0 1234567")).contains("1.5.0");
    }

    /** A history without Git tags: id c4 is checked out. */
    private static RepositoryFacts untagged(String messages) {
        List<String> texts = List.of(messages.split("[|]"));
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int number = texts.size() - i;
            commits.add(Facts.commit(id(number), texts.get(i), number == 1 ? List.of() : List.of(id(number - 1))));
        }
        return new RepositoryFacts(
                commits.get(0), "tree", Optional.empty(), Optional.empty(), commits, commits, Map.of(), Map.of());
    }

    private static String id(int number) {
        return Integer.toString(number).repeat(40);
    }

    /** Messages, newest first, of commits whose ids are 111…, 222… and so on; images; the next version; a part of its reason. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fix: d|feat: c|fix!: b|feat: a; 1.10.0+2222222 1.9.0+1111111; 1.11.0; since image shop:1.10.0",
                "fix: d|feat: c|fix!: b|feat: a; 1.10.0+3333333; 1.10.1; since image shop:1.10.0",
                "fix: d|feat: c|fix!: b|feat: a; 1.10.0+sha-1111111; 2.0.0; since image shop:1.10.0",
                "fix: d|feat: c|fix!: b|feat: a; 1.10.0; 1.10.1; whose commit no tag names, so that only the newest commit counts",
                "fix: d|feat: c|fix!: b|feat: a; 1.10.0+abcdef0; 1.10.1; whose commit no tag names",
                "feat: d|fix: c; 1.10.0 latest; 1.11.0; because of 'feat: d'",
                "fix: d|feat: c; 1.11.0+2222222 1.10.0+abcdef0; 1.11.0; image shop:1.11.0 was built from this commit",
                "fix: e|fix: d|feat: c|fix: b; 1.10.1+3333333 1.10.0+1111111; 1.10.2; since image shop:1.10.1"
            })
    void imagesTellWhatTheyWereBuiltFrom(String messages, String tags, String version, String reason) throws Exception {
        RepositoryFacts facts = new ImageVersions("v", false).join(untagged(messages), images(tags), "shop");
        SemverTagRequest request = RequestBinder.bind("semverTag", SemverTagRequest.class, Map.of("flow", "trunk"));
        BranchingModel model = new BranchingModel(Flow.TRUNK, request.branchNames());
        VersionDecision decision = new VersionPolicy(model, request)
                .decide(model.classify("main"), facts, releases -> OptionalInt.empty());
        assertThat(decision.version()).hasToString(version);
        assertThat(decision.reason()).contains(reason);
    }
}
