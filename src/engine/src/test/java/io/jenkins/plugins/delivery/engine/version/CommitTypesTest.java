package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitTypesTest {

    private static Map<String, Object> map(String pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (pairs != null) {
            for (String pair : pairs.split(" ")) {
                map.put(pair.split("=")[0], pair.split("=")[1]);
            }
        }
        return map;
    }

    /** A team's choices; a message; what it asks for. */
    @ParameterizedTest
    @CsvSource({
        ", feat: a, MINOR",
        ", fix: a, PATCH",
        ", perf: a, PATCH",
        ", revert: a, PATCH",
        ", docs: a, NONE",
        ", unheard: a, NONE",
        "docs=patch, docs: a, PATCH",
        "docs=patch, DOCS: a, PATCH",
        "DOCS=Patch, docs: a, PATCH",
        "docs=patch, feat: a, MINOR",
        "perf=minor, perf: a, MINOR",
        "feat=none, feat: a, NONE",
        "feat=none, feat!: a, MAJOR",
        "refactor=none, refactor!: a, MAJOR",
        "breaking=major, breaking: a, MAJOR",
        "build(deps)=patch, build(deps): a, PATCH",
        "build(deps)=patch, build(DEPS): a, PATCH",
        "build(deps)=patch, build: a, NONE",
        "build(deps)=patch, build(ci): a, NONE",
        "build=patch build(dev)=none, build(dev): a, NONE",
        "build=patch build(dev)=none, build(deps): a, PATCH",
        "hot-fix=patch, hot-fix: a, PATCH",
        "revert=none, revert: a, NONE"
    })
    void areATeamsChoice(String own, String message, Bump bump) {
        assertThat(ConventionalCommit.parse(message).bump(CommitTypes.of(map(own))))
                .isEqualTo(bump);
    }

    @ParameterizedTest
    @CsvSource({
        "docs, low, 'types: ''docs'' raises ''low'', which is not one of none, patch, minor, major'",
        "docs, true, raises 'true'",
        "docs:, patch, 'types: ''docs:'' is not a type of commit'",
        "a b, patch, 'types: ''a b'' is not a type of commit'",
        "docs(), patch, is not a type of commit such as docs or build(deps)",
        "*, patch, is not a type of commit",
        "'', patch, is not a type of commit"
    })
    void areRefusedWithTheProblem(String type, String bump, String problem) {
        assertThatThrownBy(() ->
                        RequestBinder.bind("semverTag", SemverTagRequest.class, Map.of("types", Map.of(type, bump))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void everyProblemIsToldAtOnce() {
        Map<String, Object> types = map("docs=low a:b=patch c)=wrong");
        assertThat(CommitTypes.problems(types)).hasSize(4);
        assertThatThrownBy(() -> RequestBinder.bind(
                        "semverTag", SemverTagRequest.class, Map.of("types", types, "initialVersion", "x")))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(5));
        assertThat(CommitTypes.problems(map("docs=patch"))).isEqualTo(List.of());
    }
}
