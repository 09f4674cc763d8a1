package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.SemverTagResult;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories without a remote, each built as a team would. */
class LocalRepositoryTest {

    @TempDir
    Path directory;

    private RepositoryBuilder repository;
    private final TaggerFixture tagger = new TaggerFixture();

    @BeforeEach
    void open() {
        repository = RepositoryBuilder.init(directory.resolve("shop"));
    }

    @AfterEach
    void close() {
        repository.close();
    }

    /** A version with the id of the checked-out commit. */
    private String here(String version) {
        return version + ".g" + repository.head().substring(0, 7);
    }

    /** main with 1.4.0 and develop with it merged back. */
    private void released() {
        repository.commit("chore: start", Map.of("a", "1"));
        repository.branch("develop").commit("feat: pay", Map.of("b", "1"));
        repository.branch("release/1.4.0").commit("fix: rounding", Map.of("b", "2"));
        repository.checkout("main").merge("release/1.4.0", "Merge branch 'release/1.4.0'");
        repository.annotatedTag("v1.4.0", "Release 1.4.0");
        repository.checkout("develop").merge("main", "Merge branch 'main' into develop");
    }

    @Test
    void theWholeCycleOfGitFlow() throws Exception {
        released();
        assertThat(tagger.version(repository.directory())).isEqualTo("1.4.1-dev.1");

        repository.commit("feat: refunds", Map.of("c", "1"));
        assertThat(tagger.version(repository.directory())).isEqualTo("1.5.0-dev.2");

        repository.branch("feature/JIRA-7_Cards").commit("feat!: cards", Map.of("d", "1"));
        assertThat(tagger.version(repository.directory())).isEqualTo(here("2.0.0-jira-7-cards.3"));

        repository.checkout("develop").branch("release/1.5.0");
        assertThat(tagger.version(repository.directory())).isEqualTo("1.5.0-rc.2");
        repository.commit("fix: refund twice", Map.of("c", "2"));
        assertThat(tagger.version(repository.directory())).isEqualTo("1.5.0-rc.3");

        repository.checkout("main").merge("release/1.5.0", "Merge branch 'release/1.5.0'");
        SemverTagResult release = tagger.run(repository.directory(), Map.of());
        assertThat(release.toMap())
                .containsEntry("version", "1.5.0")
                .containsEntry("chartVersion", "1.5.0")
                .containsEntry("ociTag", "1.5.0")
                .containsEntry("tag", "v1.5.0")
                .containsEntry("previous", "1.4.0")
                .containsEntry("bump", "minor")
                .containsEntry("reserved", false)
                .containsEntry("kind", "main")
                .containsEntry("branch", "main")
                .containsEntry("commit", repository.head())
                .containsEntry("tree", repository.revision("HEAD^{tree}"))
                .containsEntry("author", "Dana Developer")
                .containsEntry("commits", 4);
        assertThat(release.decision().reason()).contains("release/1.5.0 was merged by");
        assertThat(release.changelog()).contains("### Features", "- refunds (", "### Fixes", "- refund twice (");

        repository.tag("v1.5.0");
        assertThat(tagger.run(repository.directory(), Map.of()).toMap())
                .containsEntry("version", "1.5.0")
                .containsEntry("reason", "tag v1.5.0 is on this commit");
    }

    @Test
    void aHotfixDuringARelease() throws Exception {
        released();
        repository.commit("feat: refunds", Map.of("c", "1")).branch("release/1.5.0");
        String before = tagger.version(repository.directory());
        repository.checkout("main").branch("hotfix/1.4.1").commit("fix: leak", Map.of("b", "3"));
        assertThat(tagger.version(repository.directory())).isEqualTo("1.4.1-rc.1");
        repository.checkout("main").merge("hotfix/1.4.1", "Merge pull request #9 from shop/hotfix/1.4.1\n\nfix: leak");
        assertThat(tagger.version(repository.directory())).isEqualTo("1.4.1");
        repository.tag("v1.4.1");

        // Merged back as Git-Flow says, by the branch and not by the tag.
        repository.checkout("release/1.5.0").merge("hotfix/1.4.1", "Merge branch 'hotfix/1.4.1' into release/1.5.0");
        SemverTagResult candidate = tagger.run(repository.directory(), Map.of());
        assertThat(before).isEqualTo("1.5.0-rc.2");
        assertThat(candidate.toMap())
                .containsEntry("version", "1.5.0-rc.4")
                .containsEntry("previous", "1.4.1")
                .containsEntry("bump", "minor");
        repository.checkout("develop").merge("hotfix/1.4.1", "Merge branch 'hotfix/1.4.1' into develop");
        assertThat(tagger.version(repository.directory())).isEqualTo("1.5.0-dev.4");
    }

    @Test
    void anOldCommitKeepsItsAnswerWhenItsReleaseIsTagged() throws Exception {
        released();
        repository.commit("feat: refunds", Map.of("c", "1")).branch("release/1.5.0");
        String candidate = tagger.version(repository.directory());
        repository.checkout("develop");
        String development = tagger.version(repository.directory());
        repository
                .checkout("main")
                .merge("release/1.5.0", "Merge branch 'release/1.5.0'")
                .tag("v1.5.0");

        repository.checkout("release/1.5.0");
        assertThat(tagger.version(repository.directory())).isEqualTo(candidate);
        repository.checkout("develop");
        assertThat(tagger.version(repository.directory())).isEqualTo(development);
    }

    @Test
    void aHotfixWithoutAVersionFollowsHotfixBump() throws Exception {
        released();
        repository.checkout("main").branch("hotfix/leak").commit("feat: hardly a fix", Map.of("b", "3"));
        assertThat(tagger.version(repository.directory())).isEqualTo(here("1.4.1-rc.1"));
        assertThat(tagger.version(repository.directory(), Map.of("hotfixBump", "minor")))
                .isEqualTo(here("1.5.0-rc.1"));
        repository.checkout("main").merge("hotfix/leak", "Merge branch 'hotfix/leak'");
        assertThat(tagger.version(repository.directory())).isEqualTo("1.4.1");
        assertThat(tagger.version(repository.directory(), Map.of("hotfixBump", "minor")))
                .isEqualTo("1.5.0");
    }

    @Test
    void commitsAfterAnUntaggedReleaseDoNotRepeatIt() throws Exception {
        released();
        repository.branch("release/1.5.0").commit("feat: refunds", Map.of("c", "1"));
        repository.checkout("main").merge("release/1.5.0", "Merge branch 'release/1.5.0'");
        repository.commit("fix: typo", Map.of("c", "2"));
        SemverTagResult result = tagger.run(repository.directory(), Map.of());
        assertThat(result.version()).hasToString("1.5.1");
        assertThat(result.decision().reason()).contains("'fix: typo'", "since 1.5.0");
    }

    @Test
    void trunkFollowsTheCommits() throws Exception {
        Map<String, String> trunk = Map.of("flow", "trunk");
        repository.commit("chore: start", Map.of("a", "1"));
        assertThat(tagger.version(repository.directory(), trunk)).isEqualTo("0.1.0");
        repository.tag("v1.10.0").commit("fix: a", Map.of("a", "2"));
        assertThat(tagger.version(repository.directory(), trunk)).isEqualTo("1.10.1");
        repository.commit("feat: b", Map.of("a", "3"));
        assertThat(tagger.version(repository.directory(), trunk)).isEqualTo("1.11.0");
        repository.commit("fix!: c", Map.of("a", "4"));
        SemverTagResult major = tagger.run(repository.directory(), trunk);
        assertThat(major.version()).hasToString("2.0.0");
        assertThat(major.decision().reason())
                .isEqualTo("major because of 'fix!: c' (" + repository.head().substring(0, 7) + ") since v1.10.0");
        assertThat(tagger.version(repository.directory(), trunk)).isEqualTo("2.0.0");
    }

    @Test
    void theHighestReachableReleaseCountsAndNotTheNearest() throws Exception {
        repository
                .commit("chore: start", Map.of("a", "1"))
                .tag("v1.10.0")
                .tag("latest")
                .tag("v2.0.0-rc.1");
        repository.commit("fix: a", Map.of("a", "2")).tag("v1.9.9").tag("v1.x");
        repository.branch("other").commit("feat: elsewhere", Map.of("o", "1")).tag("v3.0.0");
        repository.checkout("main").commit("fix: b", Map.of("a", "3"));
        SemverTagResult result = tagger.run(repository.directory(), Map.of());
        assertThat(result.toMap()).containsEntry("version", "1.10.1").containsEntry("previous", "1.10.0");
    }

    @Test
    void manyHigherReleasesElsewhereDoNotHideTheContainedOne() throws Exception {
        repository.commit("chore: start", Map.of("a", "1")).tag("v1.0.0").branch("maintenance");
        repository.checkout("main");
        for (int minor = 1; minor <= 12; minor++) {
            repository.commit("feat: " + minor, Map.of("a", "x" + minor)).tag("v1." + minor + ".0");
        }
        repository.checkout("maintenance").commit("fix: old", Map.of("m", "1"));
        Map<String, String> asMain = Map.of("flow", "trunk", "mainBranch", "maintenance");
        assertThat(tagger.version(repository.directory(), asMain)).isEqualTo("1.0.1");
    }

    @Test
    void aTakenVersionIsNotGivenAgain() throws Exception {
        repository.commit("chore: start", Map.of("a", "1")).tag("v1.0.0");
        repository.branch("other").commit("fix: elsewhere", Map.of("o", "1")).annotatedTag("v1.0.1", "x");
        repository.checkout("main").commit("fix: here", Map.of("a", "2"));
        SemverTagResult result = tagger.run(repository.directory(), Map.of());
        assertThat(result.version()).hasToString("1.0.2");
        assertThat(result.decision().reason()).contains("1.0.1 is taken by tag v1.0.1");
    }

    @Test
    void aReleaseThatIsTaggedElsewhereIsRefused() {
        released();
        repository.branch("release/1.5.0").commit("feat: refunds", Map.of("c", "1"));
        repository
                .checkout("develop")
                .commit("feat: wrong place", Map.of("e", "1"))
                .tag("v1.5.0");
        repository.checkout("main").merge("release/1.5.0", "Merge branch 'release/1.5.0'");
        assertThatThrownBy(() -> tagger.run(repository.directory(), Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll(
                        "release/1.5.0 names version 1.5.0", "tag v1.5.0 on", "delete it on the remote");
    }

    @Test
    void aReleaseBranchThatIsMergedAgainIsNoSecondReleaseOfItsVersion() {
        released();
        repository.branch("release/1.5.0").commit("feat: refunds", Map.of("c", "1"));
        repository
                .checkout("main")
                .merge("release/1.5.0", "Merge branch 'release/1.5.0'")
                .tag("v1.5.0");
        repository.checkout("release/1.5.0").commit("fix: too late", Map.of("c", "2"));
        repository.checkout("main").merge("release/1.5.0", "Merge branch 'release/1.5.0'");
        assertThatThrownBy(() -> tagger.run(repository.directory(), Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("release/1.5.0 names version 1.5.0", "tag v1.5.0 on", "higher version");
    }

    @Test
    void aReleaseBranchBelowItsOwnHistoryIsRefused() {
        released();
        repository.branch("release/1.3.0");
        assertThatThrownBy(() -> tagger.run(repository.directory(), Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("release/1.3.0 names version 1.3.0", "already contains v1.4.0");
    }

    @Test
    void aRepositoryAboveTheWorkspaceIsSomebodyElses() throws Exception {
        repository.commit("feat: start", Map.of("service/a", "1"));
        Path service = repository.directory().resolve("service");
        assertThat(tagger.version(service)).isEqualTo("0.1.0");
        tagger.with("WORKSPACE", repository.directory().toString());
        assertThat(tagger.version(service)).isEqualTo("0.1.0");
        tagger.with("WORKSPACE", service.toString());
        assertThatThrownBy(() -> tagger.version(service))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContainingAll("no Git repository in " + service + ", up to the workspace", "checkout scm");
    }

    @Test
    void detachedHeadTakesItsBranchFromTheRun() throws Exception {
        released();
        repository.commit("feat: refunds", Map.of("c", "1"));
        repository.checkout(repository.head());
        assertThat(tagger.version(repository.directory())).isEqualTo("1.5.0-dev.2");
        assertThat(new TaggerFixture().with("BRANCH_NAME", "release/1.6.0").version(repository.directory()))
                .isEqualTo("1.6.0-rc.2");
        assertThat(new TaggerFixture().with("GIT_BRANCH", "origin/develop").version(repository.directory()))
                .isEqualTo("1.5.0-dev.2");
        assertThat(tagger.version(repository.directory(), Map.of("branch", "feature/x")))
                .isEqualTo(here("1.5.0-x.2"));
    }

    @Test
    void pullRequestsAreNumberedByTheirId() throws Exception {
        released();
        repository.branch("feature/x").commit("feat: x", Map.of("x", "1"));
        TaggerFixture change = new TaggerFixture()
                .with("BRANCH_NAME", "PR-12")
                .with("CHANGE_ID", "12")
                .with("CHANGE_BRANCH", "feature/x")
                .with("CHANGE_TARGET", "main");
        SemverTagResult result = change.run(repository.directory(), Map.of());
        assertThat(result.toMap())
                .containsEntry("version", here("1.5.0-pr-12.2"))
                .containsEntry("kind", "pull-request")
                .containsEntry("branch", "feature/x");
        assertThat(change.log()).contains("WARN The pull request of feature/x targets main");
        assertThat(change.version(repository.directory(), Map.of("branch", "PR-12")))
                .isEqualTo(here("1.5.0-pr-12.2"));
        assertThat(change.version(repository.directory(), Map.of("branch", "develop")))
                .isEqualTo("1.5.0-dev.2");
    }

    @Test
    void aHeadThatCouldBeAnythingIsNotGuessed() {
        released();
        repository.branch("twin").checkout(repository.head());
        assertThatThrownBy(() -> tagger.run(repository.directory(), Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("HEAD is detached and BRANCH_NAME is not set");
    }

    @Test
    void masterIsMainWhereThereIsNoMain() throws Exception {
        repository.commit("chore: start", Map.of("a", "1")).tag("v1.0.0").branch("master");
        repository.git().branchDelete().setBranchNames("main").setForce(true).call();
        repository.commit("feat: x", Map.of("a", "2"));
        assertThat(tagger.run(repository.directory(), Map.of()).toMap())
                .containsEntry("version", "1.1.0")
                .containsEntry("kind", "main");
    }

    @Test
    void aComponentOfAMonorepoHasItsOwnTagsAndCommits() throws Exception {
        repository
                .commit("feat: both", Map.of("api/a", "1", "web/a", "1"))
                .tag("api-1.0.0")
                .tag("web-2.0.0");
        repository.commit("feat: web only", Map.of("web/a", "2"));
        repository.commit("fix: api only", Map.of("api/a", "2"));
        Path api = repository.directory().resolve("api");
        Map<String, String> component = Map.of("prefix", "api-", "pathFilter", "./api/", "flow", "trunk");
        SemverTagResult result = tagger.run(api, component);
        assertThat(result.toMap())
                .containsEntry("version", "1.0.1")
                .containsEntry("tag", "api-1.0.1")
                .containsEntry("commits", 1);
        assertThat(result.changelog()).contains("api only").doesNotContain("web only");
        assertThat(tagger.version(
                        repository.directory(), Map.of("prefix", "web-", "pathFilter", "web", "flow", "trunk")))
                .isEqualTo("2.1.0");
    }

    @Test
    void aHigherVersionWithoutThePrefixIsToldUnlessItIsAnotherComponent() throws Exception {
        repository
                .commit("chore: start", Map.of("a", "1"))
                .tag("v1.4.0")
                .tag("6.0.0")
                .tag("api-1.0.0");
        tagger.run(repository.directory(), Map.of("prefix", "api-"));
        assertThat(tagger.log()).doesNotContain("higher version");
        tagger.run(repository.directory(), Map.of());
        assertThat(tagger.log()).contains("WARN Tag 6.0.0 is a higher version than any tag with the prefix");
    }

    @Test
    void theReasonOfAPatchCountsAsPeopleDo() throws Exception {
        repository.commit("chore: start", Map.of("a", "1")).tag("v1.4.0");
        repository.commit("chore: one", Map.of("a", "2"));
        assertThat(tagger.run(repository.directory(), Map.of()).toMap())
                .containsEntry("reason", "patch, because the only commit since v1.4.0 does not ask for more");
        assertThat(tagger.run(repository.directory(), Map.of("pathFilter", "b")).toMap())
                .containsEntry("reason", "patch, because no commit since v1.4.0 counts for this version");
        repository.commit("chore: two", Map.of("a", "3"));
        assertThat(tagger.run(repository.directory(), Map.of()).toMap())
                .containsEntry("reason", "patch, because none of the 2 commits since v1.4.0 asks for more");
    }

    @Test
    void tagsWithAnotherPrefixAreNamedAndNotUsed() throws Exception {
        repository.commit("chore: start", Map.of("a", "1")).tag("1.4.0");
        assertThat(tagger.version(repository.directory())).isEqualTo("0.1.0");
        assertThat(tagger.log()).contains("WARN No release tag begins with the prefix, but 1 tag is a version");
        assertThat(tagger.version(repository.directory(), Map.of("prefix", ""))).isEqualTo("1.4.0");
    }

    @Test
    void revertsTakeBackWhatTheyRevert() throws Exception {
        repository.commit("chore: start", Map.of("a", "1")).tag("v1.0.0");
        repository.commit("feat: x", Map.of("x", "1"));
        String feature = repository.head();
        repository.commit("Revert \"feat: x\"\n\nThis reverts commit " + feature + ".", Map.of("x", "0"));
        SemverTagResult reverted = tagger.run(repository.directory(), Map.of());
        assertThat(reverted.version()).hasToString("1.0.1");
        assertThat(reverted.changelog()).contains("No changes.");
        repository.commit("Reapply\n\nThis reverts commit " + repository.head() + ".", Map.of("x", "1"));
        assertThat(tagger.version(repository.directory())).isEqualTo("1.1.0");
    }

    @Test
    void aRevertedMergeTakesBackWhatItMerged() throws Exception {
        repository.commit("chore: start", Map.of("a", "1")).tag("v1.0.0");
        repository.branch("feature/x").commit("feat: x", Map.of("x", "1")).commit("feat!: y", Map.of("x", "2"));
        repository.checkout("main").commit("fix: own", Map.of("a", "2")).merge("feature/x", "Merge branch 'feature/x'");
        assertThat(tagger.version(repository.directory())).isEqualTo("2.0.0");
        String merge = repository.head();
        repository.commit(
                "Revert \"Merge branch 'feature/x'\"\n\nThis reverts commit " + merge + ", reversing\nchanges made to "
                        + repository.revision("HEAD^") + ".",
                Map.of("x", "0"));
        assertThat(tagger.version(repository.directory())).isEqualTo("1.0.1");
    }

    @Test
    void anOctopusMergeCountsForAllItMerges() throws Exception {
        repository.commit("chore: start", Map.of("a", "1")).tag("v1.0.0");
        repository.branch("one").commit("fix: one", Map.of("one", "1"));
        repository.checkout("main").branch("two").commit("feat: two", Map.of("two", "1"));
        repository.checkout("main").commit("docs: own", Map.of("a", "2"));
        CommitBuilder octopus = new CommitBuilder();
        octopus.setParentIds(
                ObjectId.fromString(repository.head()),
                ObjectId.fromString(repository.revision("one")),
                ObjectId.fromString(repository.revision("two")));
        octopus.setTreeId(ObjectId.fromString(repository.revision("HEAD^{tree}")));
        octopus.setAuthor(new PersonIdent("Olga", "olga@example.com"));
        octopus.setCommitter(octopus.getAuthor());
        octopus.setMessage("Merge branches 'one' and 'two'");
        try (ObjectInserter inserter = repository.git().getRepository().newObjectInserter()) {
            ObjectId id = inserter.insert(octopus);
            inserter.flush();
            repository.git().reset().setMode(ResetType.HARD).setRef(id.name()).call();
        }
        assertThat(tagger.run(repository.directory(), Map.of()).toMap())
                .containsEntry("version", "1.1.0")
                .containsEntry("commits", 4);
    }

    @Test
    void numbersRiseAlongTheBranchWhateverIsMerged() throws Exception {
        released();
        int last = 0;
        for (int step = 0; step < 8; step++) {
            if (step % 3 == 2) {
                repository.branch("feature/" + step).commit("feat: " + step, Map.of("f" + step, "1"));
                repository.checkout("develop").commit("docs: " + step, Map.of("g" + step, "1"));
                repository.merge("feature/" + step, "Merge branch 'feature/" + step + "' into develop");
            } else {
                repository.commit("fix: " + step, Map.of("h" + step, "1"));
            }
            String version = tagger.version(repository.directory());
            int number = Integer.parseInt(version.substring(version.lastIndexOf('.') + 1));
            assertThat(number).isGreaterThan(last);
            last = number;
        }
    }

    @Test
    void imageTagsRaiseTheBase() throws Exception {
        repository.commit("chore: start", Map.of("a", "1")).tag("v1.9.9").commit("fix: a", Map.of("a", "2"));
        Map<String, Object> both = Map.of("flow", "trunk", "sources", List.of("git", "ecr"), "repository", "shop");
        tagger.images("1.4.0", "1.10.0", "latest", "sha-abc", "1.9.9");
        SemverTagResult result = tagger.run(repository.directory(), both);
        assertThat(result.toMap()).containsEntry("previous", "1.10.0").containsEntry("version", "1.10.1");
        tagger.images("3.0.0");
        assertThatThrownBy(() -> tagger.run(repository.directory(), both))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("v1.9.9", "3.0.0", "one unpushed tag cannot explain");
    }

    @Test
    void anEmptyRepositoryHasNoVersion() {
        assertThatThrownBy(() -> tagger.run(repository.directory(), Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("has no commit yet");
    }

    @Test
    void aFolderWithoutARepositoryIsNamed() throws IOException {
        Path plain = Files.createDirectories(directory.resolve("plain"));
        assertThatThrownBy(() -> tagger.run(plain, Map.of()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContainingAll("no Git repository in", "checkout scm");
    }

    @Test
    void submodulesAndWorkTreesOpen() throws Exception {
        released();
        Path gitDir = directory.resolve("modules/shop");
        Files.createDirectories(gitDir.getParent());
        repository.close();
        Files.move(repository.directory().resolve(".git"), gitDir);
        Files.writeString(repository.directory().resolve(".git"), "gitdir: ../modules/shop\n");
        assertThat(tagger.version(repository.directory())).isEqualTo("1.4.1-dev.1");

        Path linked = Files.createDirectories(directory.resolve("linked"));
        Path administration = Files.createDirectories(gitDir.resolve("worktrees/linked"));
        Files.writeString(linked.resolve(".git"), "gitdir: " + administration + "\n");
        Files.writeString(administration.resolve("HEAD"), "ref: refs/heads/main\n");
        Files.writeString(administration.resolve("commondir"), "../..\n");
        Files.writeString(administration.resolve("gitdir"), linked.resolve(".git") + "\n");
        assertThat(tagger.version(linked)).isEqualTo("1.4.0");
    }
}
