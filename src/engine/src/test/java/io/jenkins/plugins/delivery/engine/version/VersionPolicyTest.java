package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionPolicyTest {

    private static VersionDecision decide(Flow flow, String branch, String change, RepositoryFacts facts) {
        return decide(flow, branch, change, facts, HotfixBump.PATCH);
    }

    private static VersionDecision decide(
            Flow flow, String branch, String change, RepositoryFacts facts, HotfixBump hotfix) {
        return decide(branch, change, facts, Map.of("flow", flow, "hotfixBump", hotfix));
    }

    private static VersionDecision decide(
            String branch, String change, RepositoryFacts facts, Map<String, Object> settings) {
        SemverTagRequest request = RequestBinder.bind("semverTag", SemverTagRequest.class, settings);
        BranchingModel model = new BranchingModel(request.flow(), request.branchNames());
        return new VersionPolicy(model, request)
                .decide(model.classify(branch, change, "develop"), facts, releases -> OptionalInt.empty());
    }

    /** Branch; pull request; previous release; tag on the commit; messages, newest first; version; bump. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "develop;   ; 1.4.0; ; feat: a; 1.5.0-dev.1; MINOR",
                "develop;   ; 1.4.0; ; fix: a; 1.4.1-dev.1; PATCH",
                "develop;   ; 1.4.0; ; docs: a; 1.4.1-dev.1; PATCH",
                "develop;   ; 1.4.0; ; words|more words; 1.4.1-dev.2; PATCH",
                "develop;   ; 1.4.0; ; fix: b|feat: a|fix: c; 1.5.0-dev.3; MINOR",
                "develop;   ; 1.4.0; ; fix!: b|feat: a; 2.0.0-dev.2; MAJOR",
                "develop;   ; 1.4.0; ; fix: b/n/nBREAKING CHANGE: all; 2.0.0-dev.1; MAJOR",
                "develop;   ; 0.4.0; ; feat!: a; 0.5.0-dev.1; MINOR",
                "develop;   ; 0.4.2; ; feat: a; 0.5.0-dev.1; MINOR",
                "develop;   ; 0.4.2; ; fix: a; 0.4.3-dev.1; PATCH",
                "develop;   ; ; ; feat: a|feat: b; 0.1.0-dev.2; NONE",
                "develop;   ; 1.4.0; ; ; 1.4.1-dev.0; PATCH",
                "develop;   ; 1.4.0; 1.5.0; feat: a; 1.5.0-dev.1; MINOR",
                "develop;   ; 1.9.9; ; feat: a; 1.10.0-dev.1; MINOR",
                "develop;   ; 1.4.0; ; Merge branch 'x'|feat: a; 1.5.0-dev.2; MINOR",
                "develop;   ; 1.4.0; ; Merge pull request #1 from o/x/n/nfeat!: title; 2.0.0-dev.1; MAJOR",
                "develop;   ; 1.4.0; ; revert: a/n/nRefs: ccccccc; 1.4.1-dev.1; PATCH",
                "feature/login; ; 1.4.0; ; feat: a; 1.5.0-login.1.gc1; MINOR",
                "feature/JIRA-7_Cards; ; 1.4.0; ; fix: a; 1.4.1-jira-7-cards.1.gc1; PATCH",
                "feature/rc; ; 1.4.0; ; fix: a; 1.4.1-branch-rc.1.gc1; PATCH",
                "feature/007; ; 1.4.0; ; fix: a; 1.4.1-branch-007.1.gc1; PATCH",
                "feature/login; ; 1.4.0; 1.4.1; fix: a; 1.4.1-login.1.gc1; PATCH",
                "feature/login; ; ; ; fix: a; 0.1.0-login.1.gc1; NONE",
                "feature/login; 12; 1.4.0; ; feat: a; 1.5.0-pr-12.1.gc1; MINOR",
                "PR-12; 12; 1.4.0; ; feat: a|feat: b; 1.5.0-pr-12.2.gc2; MINOR",
                "hotfix/1.4.1; 13; 1.4.0; ; fix: a; 1.4.1-pr-13.1.gc1; PATCH",
                "dependabot/npm/x; ; 1.4.0; ; build: a; 1.4.1-dependabot-npm-x.1.gc1; PATCH",
                "v1.5.0; ; 1.4.0; 1.5.0; feat: a; 1.5.0; MINOR",
                "release/1.5.0; ; 1.4.0; ; fix: a; 1.5.0-rc.1; MINOR",
                "release/1.5.0; ; 1.4.0; ; fix: a|fix: b|feat: c; 1.5.0-rc.3; MINOR",
                "release/v1.5.0; ; 1.4.0; ; fix: a; 1.5.0-rc.1; MINOR",
                "release/1.5; ; 1.4.0; ; fix: a; 1.5.0-rc.1; MINOR",
                "release/2.0.0; ; 1.4.0; ; fix: a; 2.0.0-rc.1; MAJOR",
                "release/1.0.0; ; ; ; feat: a; 1.0.0-rc.1; NONE",
                "release/1.5.0; ; 1.4.0; ; ; 1.5.0-rc.0; MINOR",
                "release/spring; ; 1.4.0; ; feat: a; 1.5.0-rc.1.gc1; MINOR",
                "release/1.5.0-rc.1; ; 1.4.0; ; fix: a; 1.4.1-rc.1.gc1; PATCH",
                "hotfix/1.4.1; ; 1.4.0; ; fix: a; 1.4.1-rc.1; PATCH",
                "hotfix/1.4.7; ; 1.4.0; ; fix: a; 1.4.7-rc.1; PATCH",
                "hotfix/leak; ; 1.4.0; ; feat: a|fix: b; 1.4.1-rc.2.gc2; PATCH",
                "hotfix/leak; ; ; ; fix: b; 0.1.0-rc.1.gc1; NONE",
                "main; ; 1.4.0; ; Merge branch 'release/1.5.0'|fix: a; 1.5.0; MINOR",
                "main; ; 1.4.0; ; Merge branch 'release/v1.5.0'; 1.5.0; MINOR",
                "main; ; 1.4.0; ; Merge pull request #7 from shop/release/2.0.0; 2.0.0; MAJOR",
                "main; ; 1.4.0; ; Merge branch 'release/1.5.0' into 'main'; 1.5.0; MINOR",
                "main; ; 1.4.0; ; Merged in release/1.5.0 (pull request #3); 1.5.0; MINOR",
                "main; ; 1.4.0; ; Release 1.5.0 (#12); 1.5.0; MINOR",
                "main; ; 1.4.0; ; Release/1.5.0 (#12); 1.5.0; MINOR",
                "main; ; 1.4.0; ; Merge branch 'hotfix/1.4.1'; 1.4.1; PATCH",
                "main; ; 1.4.0; ; Merge branch 'hotfix/leak'|feat: a; 1.4.1; PATCH",
                "main; ; 1.4.0; ; Merge branch 'hotfix/two'|fix: x|Merge branch 'hotfix/one'; 1.4.2; PATCH",
                "main; ; 1.4.0; ; Merge branch 'hotfix/x'|Merge branch 'release/1.5.0'; 1.5.1; MINOR",
                "main; ; 1.4.0; ; Merge branch 'release/spring'|feat: a; 1.5.0; MINOR",
                "main; ; 1.4.0; ; Merge branch 'develop'|feat: a; 1.5.0; MINOR",
                "main; ; 1.4.0; ; fix: late|Merge branch 'release/1.5.0'|feat: a; 1.5.1; PATCH",
                "main; ; 1.4.0; ; feat: late|Merge branch 'release/1.5.0'; 1.6.0; MINOR",
                "main; ; ; ; Merge branch 'release/1.0.0'; 1.0.0; NONE",
                "main; ; ; ; feat: a; 0.1.0; NONE",
                "main; ; 1.4.0; 1.5.0; feat: a; 1.5.0; MINOR",
                "main; ; 1.4.0; 2.0.0; Merge branch 'release/1.5.0'; 2.0.0; MAJOR",
                "main; ; ; 1.0.0; feat: a; 1.0.0; NONE"
            })
    void gitFlow(
            String branch, String change, String previous, String onHead, String messages, String version, Bump bump) {
        VersionDecision decision = decide(Flow.GIT_FLOW, branch, change, Facts.of(previous, onHead, messages));
        assertThat(decision.version()).hasToString(version);
        assertThat(decision.bump()).isEqualTo(bump);
        assertThat(decision.reason()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "main; ; 1.10.0; ; feat: a; 1.11.0",
                "main; ; 1.10.0; ; fix: a; 1.10.1",
                "main; ; 1.10.0; ; feat!: a; 2.0.0",
                "main; ; 1.10.0; ; chore: chart; 1.10.1",
                "main; ; 1.10.0; ; Merge branch 'release/1.12.0'|feat: a; 1.11.0",
                "main; ; 1.10.0; 1.10.5; feat: a; 1.10.5",
                "main; ; ; ; feat: a; 0.1.0",
                "develop; ; 1.10.0; ; feat: a; 1.11.0-develop.1.gc1",
                "release/1.12.0; ; 1.10.0; ; feat: a; 1.11.0-release-1-12-0.1.gc1",
                "feature/login; ; 1.10.0; ; feat: a; 1.11.0-login.1.gc1",
                "login; ; 1.10.0; ; feat: a; 1.11.0-login.1.gc1",
                "login; 3; 1.10.0; ; feat: a; 1.11.0-pr-3.1.gc1"
            })
    void trunk(String branch, String change, String previous, String onHead, String messages, String version) {
        VersionDecision decision = decide(Flow.TRUNK, branch, change, Facts.of(previous, onHead, messages));
        assertThat(decision.version()).hasToString(version);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "hotfix/leak; fix: a; 1.5.0-rc.1.gc1",
                "hotfix/1.4.1; fix: a; 1.4.1-rc.1",
                "main; Merge branch 'hotfix/leak'; 1.5.0",
                "main; Merge branch 'hotfix/1.4.1'; 1.4.1"
            })
    void hotfixBumpMinor(String branch, String messages, String version) {
        VersionDecision decision =
                decide(Flow.GIT_FLOW, branch, null, Facts.of("1.4.0", null, messages), HotfixBump.MINOR);
        assertThat(decision.version()).hasToString(version);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "release/1.4.0; 1.4.0; fix: a; its history already contains v1.4.0",
                "release/1.3.0; 1.4.0; fix: a; Name the branch after a version above 1.4.0",
                "hotfix/1.4.0; 1.4.0; fix: a; hotfix/1.4.0 names version 1.4.0",
                "main; 1.6.0; Merge branch 'release/1.5.0'; already contains v1.6.0",
                "main; 1.5.0; Merge branch 'release/1.5.0'; tag v1.5.0 on p has it already"
            })
    void refusesToReleaseTwice(String branch, String previous, String messages, String sentence) {
        assertThatThrownBy(() -> decide(Flow.GIT_FLOW, branch, null, Facts.of(previous, null, messages)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void releasesGiveWayToTakenNumbersAndPreReleasesDoNot() {
        RepositoryFacts facts = Facts.elsewhere(Facts.of("1.4.0", null, "fix: a"), "1.4.1");
        assertThat(decide(Flow.TRUNK, "main", null, facts).version()).hasToString("1.4.2");
        assertThat(decide(Flow.TRUNK, "main", null, facts).reason()).contains("1.4.1 is taken by tag v1.4.1");
        assertThat(decide(Flow.GIT_FLOW, "develop", null, facts).version()).hasToString("1.4.1-dev.1");
        RepositoryFacts hotfix = Facts.elsewhere(Facts.of("1.4.0", null, "Merge branch 'hotfix/x'"), "1.4.1");
        assertThat(decide(Flow.GIT_FLOW, "main", null, hotfix).version()).hasToString("1.4.2");
    }

    @Test
    void readsAMergeWithoutAMessageFromTheBranchThatWasMerged() {
        RepositoryFacts facts =
                Facts.tip(Facts.of("1.4.0", null, "Merge the release|feat: a"), "side2", "release/1.7.0");
        assertThat(decide(Flow.GIT_FLOW, "main", null, facts).version()).hasToString("1.7.0");
        RepositoryFacts forwarded = Facts.tip(Facts.of("1.4.0", null, "feat: a"), "c1", "release/1.7.0");
        assertThat(decide(Flow.GIT_FLOW, "main", null, forwarded).version()).hasToString("1.7.0");
        RepositoryFacts hotfix = Facts.tip(Facts.of("1.4.0", null, "feat: a"), "c1", "hotfix/1.9.0");
        assertThat(decide(Flow.GIT_FLOW, "main", null, hotfix).version()).hasToString("1.5.0");
    }

    @Test
    void theMergeOfATaggedReleaseBranchIsThatRelease() {
        RepositoryFacts merge = Facts.of(null, null, "Merge branch 'release/1.5.0'|feat: a");
        RepositoryFacts facts = new RepositoryFacts(
                merge.head(),
                merge.tree(),
                merge.onHead(),
                Optional.of(Facts.tag("1.5.0", "side2")),
                merge.commits(),
                merge.mainLine(),
                Map.of(SemanticVersion.of(1, 5, 0), Facts.tag("1.5.0", "side2")),
                merge.tips());
        assertThat(decide(Flow.GIT_FLOW, "main", null, facts).version()).hasToString("1.5.0");
    }

    @Test
    void theReasonNamesTheNewestCommitThatDecides() {
        VersionDecision decision =
                decide(Flow.GIT_FLOW, "develop", null, Facts.of("0.4.0", null, "fix: c|feat!: b|feat!: a"));
        assertThat(decision.reason())
                .isEqualTo("major because of 'feat!: b' (c2) since v0.4.0; before 1.0.0 a breaking change raises the"
                        + " minor version (SemVer item 4)");
    }
}
