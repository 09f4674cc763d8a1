package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SemverTagRequestTest {

    private static SemverTagRequest bind(Map<String, ?> arguments) {
        return RequestBinder.bind("semverTag", SemverTagRequest.class, arguments);
    }

    @Test
    void hasDefaultsForEverything() {
        SemverTagRequest request = bind(Map.of());
        assertThat(request.flow()).isEqualTo(Flow.GIT_FLOW);
        assertThat(request.prefix()).isEqualTo("v");
        assertThat(request.initialVersion()).isEqualTo("0.1.0");
        assertThat(request.reads(VersionSource.GIT)).isTrue();
        assertThat(request.reads(VersionSource.ECR)).isFalse();
        assertThat(request.branchNames().release()).isEqualTo("release/");
        assertThat(request.reserve()).isFalse();
        assertThat(bind(Map.of("prefix", "")).prefix()).isEmpty();
        assertThat(bind(Map.of("pathFilter", "./services/api/")).pathFilter()).isEqualTo("services/api");
        assertThat(bind(Map.of("pathFilter", ".")).pathFilter()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "initialVersion; 1.0; initialVersion '1.0' is not a release",
                "initialVersion; 1.0.0-rc.1; is not a release such as 0.1.0",
                "prefix; -x; prefix '-x' cannot begin a Git tag",
                "prefix; a b; prefix 'a b' cannot begin a Git tag",
                "prefix; a~; cannot begin a Git tag",
                "prefix; a..b; cannot begin a Git tag",
                "prefix; .a; cannot begin a Git tag",
                "pathFilter; /etc; must be a path inside the repository",
                "pathFilter; a/../../b; must be a path inside the repository",
                "sources; svn; 'svn' is not one of git, ecr",
                "sources; ecr; repository is required when sources contains ecr",
                "flow; gitflow; flow: 'gitflow' is not one of git-flow, trunk",
                "hotfixBump; major; hotfixBump: 'major' is not one of patch, minor",
                "mainBranch; develop; develop is 'develop', which another kind"
            })
    void refusesBadValues(String key, String value, String problem) {
        assertThatThrownBy(() -> bind(Map.of(key, value)).branchNames())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void reportsEveryProblemAtOnce() {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("initialVersion", "one");
        arguments.put("prefix", "a b");
        arguments.put("sources", List.of("svn", "ecr"));
        assertThatThrownBy(() -> bind(arguments))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(4));
    }
}
