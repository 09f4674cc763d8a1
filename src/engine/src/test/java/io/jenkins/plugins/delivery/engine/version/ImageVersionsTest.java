package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageVersionsTest {

    private static Optional<String> base(boolean git, RepositoryFacts facts, String tags) {
        return new ImageVersions("v", git)
                .join(facts, List.of(tags.split(" ")), "shop")
                .previous()
                .map(tag -> tag.version().toString());
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
}
