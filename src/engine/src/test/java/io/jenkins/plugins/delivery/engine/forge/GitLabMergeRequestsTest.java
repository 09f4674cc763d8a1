package io.jenkins.plugins.delivery.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabMergeRequests;
import io.jenkins.plugins.delivery.testbed.gitlab.GitLabProject;
import io.jenkins.plugins.delivery.testbed.gitlab.GitLabServer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitLabMergeRequestsTest {

    private static final String TOKEN = "glpat-s3cret";
    private static final String PATH = "group/sub/payments";
    private static final PullRequestDraft DRAFT =
            new PullRequestDraft("merge/1.4.1-to-develop", "develop", "Merge 1.4.1 back to develop", "conflicts");

    private final GitLabServer gitlab = GitLabServer.start(TOKEN, PATH);
    private final GitLabProject project = gitlab.project(PATH);

    @TempDir
    Path directory;

    private RecordedRun run;
    private PullRequests merges;

    @BeforeEach
    void open() {
        run = new RecordedRun(directory).with(Credential.usernamePassword("gitlab", "bot", TOKEN));
        merges = GitLabMergeRequests.open(
                new ForgeAddress(ForgeKind.GITLAB, gitlab.api(), PATH), "gitlab", run.context());
    }

    @AfterEach
    void close() {
        gitlab.close();
        assertThat(gitlab.failures()).isEmpty();
    }

    @Test
    void aMergeRequestIsOpenedFoundEditedAndClosed() throws Exception {
        assertThat(merges.find(DRAFT.head(), DRAFT.base())).isEmpty();

        PullRequest opened = merges.open(DRAFT);

        assertThat(opened.url()).isEqualTo(gitlab.url() + "/group/sub/payments/-/merge_requests/1");
        assertThat(merges.find(DRAFT.head(), DRAFT.base())).contains(opened);
        assertThat(merges.find(DRAFT.head(), "main")).isEmpty();
        assertThat(merges.update(opened, new PullRequestDraft(DRAFT.head(), DRAFT.base(), "Other", "more"))
                        .body())
                .isEqualTo("more");
        merges.comment(opened, "settled");
        merges.close(opened);
        assertThat(merges.find(DRAFT.head(), DRAFT.base())).isEmpty();
        assertThat(project.mergeRequests()).singleElement().satisfies(merge -> {
            assertThat(merge.title()).isEqualTo("Other");
            assertThat(merge.state()).isEqualTo("closed");
            assertThat(merge.notes()).containsExactly("settled");
        });
    }

    @Test
    void oneThatIsThereAlreadyIsReturned() throws Exception {
        PullRequest first = merges.open(DRAFT);

        assertThat(merges.open(DRAFT)).isEqualTo(first);
        assertThat(project.mergeRequests()).hasSize(1);
    }

    @Test
    void noSecretOfTheRunIsSent() throws Exception {
        PullRequest opened =
                merges.open(new PullRequestDraft(DRAFT.head(), DRAFT.base(), "Merge " + TOKEN, "it says " + TOKEN));
        assertThat(opened.title()).isEqualTo("Merge ****");
        assertThat(opened.body()).isEqualTo("it says ****");

        PullRequest updated = merges.update(
                opened, new PullRequestDraft(DRAFT.head(), DRAFT.base(), TOKEN + " again", "and " + TOKEN));
        assertThat(updated.title()).isEqualTo("**** again");
        assertThat(updated.body()).isEqualTo("and ****");
        PullComment comment = merges.comment(opened, "first " + TOKEN);
        merges.edit(opened, comment, "then " + TOKEN);
        assertThat(comment.text()).isEqualTo("first ****");
        assertThat(project.mergeRequests().get(0).notes()).containsExactly("then ****");
    }

    @Test
    void aUserIsFoundByMailAddressAndAssigned() throws Exception {
        gitlab.user(7, "ada", "ada@example.com");
        PullRequest opened = merges.open(DRAFT);

        Optional<Account> account = merges.author("a".repeat(40), "ada@example.com");

        assertThat(account).contains(new Account("ada", 7));
        assertThat(merges.assign(opened, account.get())).isTrue();
        assertThat(project.mergeRequests().get(0).assignees()).containsExactly("ada");
        assertThat(merges.author("a".repeat(40), "12-eve@users.noreply.gitlab.example.com"))
                .contains(new Account("eve", 12));
        assertThat(merges.assign(opened, new Account("eve", 12))).isFalse();
        assertThat(merges.author("a".repeat(40), "nobody@example.com")).isEmpty();
        assertThat(merges.author("a".repeat(40), "")).isEmpty();
    }

    @Test
    void refusalsAreTerminalAndOutagesAreTriedAgain() throws Exception {
        gitlab.failAlways(403);
        assertThatThrownBy(() -> merges.open(DRAFT))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("403");
        gitlab.recover();
        gitlab.failNext(2, 503);
        assertThat(merges.open(DRAFT).number()).isEqualTo(1);
        assertThat(run.pauses()).hasSize(2);
        gitlab.failAlways(500);
        assertThatThrownBy(() -> merges.find("a", "b")).isInstanceOf(RetryableException.class);
        gitlab.recover();
        gitlab.requireBearer("another");
        assertThatThrownBy(() -> merges.open(DRAFT))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("401 Unauthorized")
                .hasMessageNotContaining(TOKEN);
        assertThat(run.everything()).doesNotContain(TOKEN);
    }

    @Test
    void aProjectThatTheTokenCannotSeeIsSaid() {
        PullRequests other = GitLabMergeRequests.open(
                new ForgeAddress(ForgeKind.GITLAB, gitlab.api(), "group/none"), "gitlab", run.context());

        assertThatThrownBy(() -> other.open(DRAFT))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("404");
    }

    @Test
    void aPrivateKeyIsNeverSentAsAToken() {
        run.with(Credential.privateKey("key", "git", "-----BEGIN OPENSSH PRIVATE KEY-----", null));

        assertThatThrownBy(() -> GitLabMergeRequests.open(
                        new ForgeAddress(ForgeKind.GITLAB, gitlab.api(), PATH), "key", run.context()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("wants a token, and credential 'key' is a private key");
        assertThat(gitlab.requests()).isEmpty();
    }
}
