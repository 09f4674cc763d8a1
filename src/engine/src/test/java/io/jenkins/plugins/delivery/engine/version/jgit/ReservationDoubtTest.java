package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.Tool;
import io.jenkins.plugins.delivery.engine.version.SemverTagResult;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.PushFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Reservations where something goes wrong: afterwards there is one tag or none, and the run knows which. */
class ReservationDoubtTest extends ReservationFixture {

    @BeforeEach
    void push() {
        fix();
    }

    @ParameterizedTest
    @EnumSource(PushFault.class)
    void oneTagWhateverTheAnswer(PushFault fault) throws Exception {
        server.faultPushes(push -> push == 1 ? fault : PushFault.NONE);
        TaggerFixture tagger = new TaggerFixture();
        SemverTagResult result = tagger.run(clone("a"), TRUNK);
        assertThat(result.toMap()).containsEntry("version", "1.0.1").containsEntry("reserved", true);
        assertThat(journal).hasSize(1);
        assertThat(journal.get(0).changes().get(0).newId())
                .isEqualTo(result.toMap().get("tagObject"));
        if (fault.pushes() && fault != PushFault.NONE) {
            assertThat(tagger.log()).contains("The answer of origin was lost, but the tag v1.0.1 is there.");
        }
        try (Git git = Git.open(directory.resolve("a").toFile())) {
            assertThat(git.getRepository()
                            .exactRef("refs/tags/v1.0.1")
                            .getObjectId()
                            .name())
                    .as("the clone has it too")
                    .isEqualTo(result.toMap().get("tagObject"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PushFault.class,
            names = {"CUT_BEFORE", "ERROR_BEFORE"})
    void aServerThatTakesNoPushIsToldAfterSixAttempts(PushFault fault) {
        server.faultPushes(push -> fault);
        TaggerFixture tagger = new TaggerFixture();
        Path clone = clone("a");
        assertThatThrownBy(() -> tagger.run(clone, TRUNK))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("could not push refs/tags/v1.0.1 of origin");
        assertThat(tagger.log()).contains("The tag v1.0.1 is not there; trying again (6 of 6)");
        assertThat(journal).isEmpty();
    }

    @Test
    void aServerThatIsGoneAfterThePushLeavesADoubtThatTheNextRunEnds() throws Exception {
        Path clone = clone("a");
        server.onPush(push -> server.failNext(100, 503));
        server.faultPushes(push -> PushFault.CUT_AFTER);
        assertThatThrownBy(() -> new TaggerFixture().run(clone, TRUNK))
                .isInstanceOf(RetryableException.class)
                .hasMessageContainingAll(
                        "It is not known whether the tag v1.0.1 was created", "the same commit gets the same version");
        assertThat(journal).hasSize(1);
        server.stop();
        server.restart();
        server.failNext(0, 503);
        drain();
        assertThat(new TaggerFixture().run(clone("b"), TRUNK).toMap())
                .containsEntry("version", "1.0.1")
                .containsEntry("reserved", true);
        assertThat(journal).hasSize(1);
    }

    /** Takes the failures that nobody asked for. */
    private void drain() throws Exception {
        for (int i = 0; i < 100; i++) {
            try {
                Git.lsRemoteRepository().setRemote(url).call();
                return;
            } catch (org.eclipse.jgit.api.errors.TransportException stillFailing) {
                assertThat(stillFailing).hasMessageContaining("503");
            }
        }
        throw new AssertionError("the server goes on failing");
    }

    @Test
    void tagsThatCannotBeReadAreNotTakenForNone() {
        Path clone = clone("a");
        server.stop();
        assertThatThrownBy(() -> new TaggerFixture().run(clone, TRUNK))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("could not list the tags of origin");
    }

    @Test
    void aMomentaryErrorWhileReadingIsWaitedOut() throws Exception {
        Path clone = clone("a");
        server.failNext(2, 503);
        TaggerFixture tagger = new TaggerFixture();
        assertThat(tagger.version(clone, TRUNK)).isEqualTo("1.0.1");
        assertThat(tagger.log()).contains("Trying again (2 of 6)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GitLab: You are not allowed to create this tag as it is protected. | Protected tags",
                "error: GH013: Repository rule violations found for refs/tags/v1.0.1. Cannot create ref due to creations being"
                        + " restricted. | bypass list of the ruleset",
                "tags are made by the release team | rules for tags",
            })
    void aRuleOfTheServerIsExplainedAndNotTriedAgain(String said, String advice) {
        server.rejectPushes("shop", said);
        Path clone = clone("a");
        assertThatThrownBy(() -> new TaggerFixture().run(clone, TRUNK))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll(
                        "origin refused the tag v1.0.1: pre-receive hook declined, saying", said, advice);
        assertThat(server.pushAttempts("shop")).isEqualTo(2);
    }

    @Test
    void aLockThatIsLeftBehindIsTriedAgainAndThenTold() throws Exception {
        Path clone = clone("a");
        Path lock = server.repositoryDirectory("shop").resolve("refs/tags/v1.0.1.lock");
        Files.createDirectories(lock.getParent());
        Files.createFile(lock);
        TaggerFixture tagger = new TaggerFixture();
        assertThatThrownBy(() -> tagger.run(clone, TRUNK))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("did not take the tag v1.0.1");
        assertThat(tagger.log()).contains("trying again (2 of 6)");
        Files.delete(lock);
        assertThat(new TaggerFixture().version(clone, TRUNK)).isEqualTo("1.0.1");
    }

    @Test
    void anAbortDuringAPushLeavesAWholeTagForTheNextRun() throws Exception {
        Path clone = clone("a");
        FutureTask<SemverTagResult> run = new FutureTask<>(() -> new TaggerFixture().run(clone, TRUNK));
        Thread thread = new Thread(run, "aborted");
        server.beforeNextPush("shop", thread::interrupt);
        thread.start();
        assertThatThrownBy(run::get)
                .hasCauseInstanceOf(InterruptedException.class)
                .hasMessageContaining("aborted after v1.0.1 was reserved");
        assertThat(journal).hasSize(1);
        assertThat(new TaggerFixture().version(clone, TRUNK)).isEqualTo("1.0.1");
        assertThat(new TaggerFixture().version(clone("b"), TRUNK)).isEqualTo("1.0.1");
        assertThat(journal).hasSize(1);
    }

    @Test
    void anAbortBetweenAttemptsLeavesNothing() throws Exception {
        Path clone = clone("a");
        FutureTask<SemverTagResult> run = new FutureTask<>(() -> new TaggerFixture().run(clone, TRUNK));
        Thread thread = new Thread(run, "aborted");
        server.faultPushes(push -> {
            thread.interrupt();
            return PushFault.ERROR_BEFORE;
        });
        thread.start();
        assertThatThrownBy(run::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(journal).isEmpty();
        server.faultPushes(push -> PushFault.NONE);
        assertThat(new TaggerFixture().version(clone, TRUNK)).isEqualTo("1.0.1");
    }

    @Test
    void anOlderCommitThatComesLaterSaysSo() throws Exception {
        Path older = clone("older");
        origin.commit("fix: two", Map.of("a", "3")).push(url, GitAccess.open());
        assertThat(new TaggerFixture().version(clone("newer"), TRUNK)).isEqualTo("1.0.1");
        TaggerFixture tagger = new TaggerFixture();
        Map<String, Object> result = tagger.run(older, TRUNK).toMap();
        assertThat(result).containsEntry("version", "1.0.2").containsEntry("overtakenBy", "v1.0.1");
        assertThat((String) result.get("reason"))
                .contains("the newer commit " + origin.head().substring(0, 7) + " was faster and has 1.0.1");
        assertThat(tagger.log()).contains("WARN This commit is older than tag v1.0.1 on");
        assertThat(new TaggerFixture().version(clone("again", origin.revision("HEAD~1")), TRUNK))
                .isEqualTo("1.0.2");
    }

    @Test
    void aTagThatIsElsewhereIsRefusedWithBothCommitsAndItsRun() throws Exception {
        origin.branch("release/2.0.0").commit("feat: big", Map.of("b", "1"));
        origin.checkout("main")
                .merge("release/2.0.0", "Merge branch 'release/2.0.0'")
                .push(url, GitAccess.open());
        String merged = origin.head().substring(0, 7);
        Path clone = clone("a");
        server.beforeNextPush("shop", () -> {
            origin.commit("fix: late", Map.of("b", "2"));
            origin.annotatedTag("v2.0.0", "Release 2.0.0\n\nby hand\n\nDelivery-Run: http://ci.example/6/\n")
                    .push(url, GitAccess.open());
        });
        assertThatThrownBy(() -> new TaggerFixture().run(clone, Map.of("reserve", true, "branch", "main")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll(
                        "release/2.0.0 names version 2.0.0 for commit " + merged,
                        "tag v2.0.0 on origin is on another commit, "
                                + origin.head().substring(0, 7),
                        "v2.0.0 was reserved by http://ci.example/6/");
    }

    @Test
    @Tag("tools")
    void aShallowCloneGetsTheAnswerOfTheCommit() throws Exception {
        Tool.need("git");
        assertThat(new TaggerFixture().version(clone("a"), TRUNK)).isEqualTo("1.0.1");
        Tool.run(directory, "git", "clone", "-q", "--depth", "1", "--no-tags", url, "shallow");
        assertThat(new TaggerFixture().run(directory.resolve("shallow"), TRUNK).toMap())
                .containsEntry("version", "1.0.1")
                .containsEntry("reserved", true);
        origin.commit("fix: two", Map.of("a", "3")).push(url, GitAccess.open());
        Tool.run(directory, "git", "clone", "-q", "--depth", "1", "--no-tags", url, "shallow2");
        assertThat(new TaggerFixture().version(directory.resolve("shallow2"), TRUNK))
                .isEqualTo("1.0.2");
        assertThat(new TaggerFixture().version(clone("full"), TRUNK)).isEqualTo("1.0.2");
    }

    @Test
    @Tag("tools")
    void gpgAcceptsAReservedTag() throws Exception {
        Tool.need("git", "gpg");
        Path home = Files.createDirectory(
                directory.resolve("gpg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String id = "CI <ci@example.org>";
        Tool.run(home, "gpg", "--batch", "--passphrase", "", "--quick-gen-key", id, "ed25519", "sign", "never");
        String key = Tool.run(home, "gpg", "--batch", "--armor", "--export-secret-keys");
        Map<String, Object> signed = new HashMap<>(TRUNK);
        signed.put("signingCredentialsId", "sign");
        TaggerFixture tagger = new TaggerFixture().credential(Credential.privateKey("sign", "ci", key, null));
        try {
            tagger.run(clone("a"), signed);
            String bare = server.repositoryDirectory("shop").toString();
            assertThat(Tool.run(home, "git", "-C", bare, "verify-tag", "v1.0.1"))
                    .contains("Good signature from \"" + id);
            assertThat(new TaggerFixture()
                            .run(clone("b"), TRUNK)
                            .reserved()
                            .orElseThrow()
                            .record()
                            .message()
                            .commit())
                    .as("trailers are read before the signature")
                    .contains(origin.head());
            assertThat(tagger.log()).contains("It is signed.").doesNotContain("PRIVATE KEY");
        } finally {
            Tool.end(home, Map.of(), "gpgconf", "--kill", "gpg-agent");
        }
    }
}
