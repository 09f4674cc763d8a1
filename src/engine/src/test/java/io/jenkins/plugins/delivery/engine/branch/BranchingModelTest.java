package io.jenkins.plugins.delivery.engine.branch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchingModelTest {

    private static final BranchNames USUAL = new BranchNames("main", "develop", "feature/", "release/", "hotfix/");
    private final BranchingModel gitFlow = new BranchingModel(Flow.GIT_FLOW, USUAL);
    private final BranchingModel trunk = new BranchingModel(Flow.TRUNK, USUAL);

    @ParameterizedTest
    @CsvSource({
        "main, MAIN, main, MAIN",
        "refs/heads/main, MAIN, main, MAIN",
        "develop, DEVELOP, develop, FEATURE",
        "release/1.5.0, RELEASE, 1.5.0, FEATURE",
        "hotfix/login, HOTFIX, login, FEATURE",
        "feature/a/b, FEATURE, a/b, FEATURE",
        "feature/, OTHER, feature/, FEATURE",
        "features/x, OTHER, features/x, FEATURE",
        "Release/1.5.0, OTHER, Release/1.5.0, FEATURE",
        "master, OTHER, master, FEATURE",
        "dependabot/npm/x, OTHER, dependabot/npm/x, FEATURE"
    })
    void namesTheKind(String branch, BranchKind inGitFlow, String topic, BranchKind inTrunk) {
        assertThat(gitFlow.classify(branch).kind()).isEqualTo(inGitFlow);
        assertThat(gitFlow.classify(branch).topic()).isEqualTo(topic);
        assertThat(trunk.classify(branch).kind()).isEqualTo(inTrunk);
    }

    @ParameterizedTest
    @CsvSource({
        "feature/login, main, true",
        "feature/login, refs/heads/main, true",
        "feature/login, develop, false",
        "feature/login, release/1.5.0, false",
        "release/1.5.0, main, false",
        "hotfix/1.4.1, main, false",
        "develop, main, false",
        "PR-12, main, false",
        "feature/login, , false"
    })
    void refusesFeaturesThatTargetMain(String branch, String target, boolean refused) {
        Branch change = gitFlow.classify(branch, "12", target);
        assertThat(change.kind()).isEqualTo(BranchKind.PULL_REQUEST);
        assertThat(change.changeId()).contains("12");
        assertThat(change.refusal().isPresent()).isEqualTo(refused);
        change.refusal().ifPresent(text -> assertThat(text).contains(branch, "targets main", "develop"));
        assertThat(trunk.classify(branch, "12", target).refusal()).isEmpty();
    }

    @Test
    void withoutANumberItIsNoPullRequest() {
        assertThat(gitFlow.classify("feature/x", "", "main").kind()).isEqualTo(BranchKind.FEATURE);
        assertThat(gitFlow.classify("feature/x", null, null).refusal()).isEmpty();
    }

    @Test
    void masterStandsInForAMissingMain() {
        assertThat(USUAL.in(Set.of("master", "develop")::contains).main()).isEqualTo("master");
        assertThat(USUAL.in(Set.of("master", "main")::contains).main()).isEqualTo("main");
        assertThat(USUAL.in(Set.of("develop")::contains).main()).isEqualTo("main");
        assertThat(USUAL.with("trunk", null).in(Set.of("master")::contains).main())
                .isEqualTo("master");
    }

    @Test
    void prefixesGetTheirSlash() {
        BranchNames names = new BranchNames("main", "dev", "feat", "rel-", "hotfix/");
        assertThat(names.feature()).isEqualTo("feat/");
        assertThat(names.release()).isEqualTo("rel-");
        assertThat(new BranchingModel(Flow.GIT_FLOW, names)
                        .classify("rel-2.0.0")
                        .topic())
                .isEqualTo("2.0.0");
    }

    @Test
    void refusesEveryBadName() {
        assertThatThrownBy(() -> new BranchNames("main", "main", "", "release/", null))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(3));
    }
}
