package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.SemverTagResult;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.CloneCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clones as Jenkins makes them, of a server that wants a password. */
class RemoteRepositoryTest {

    private static final GitAccess ACCESS = GitAccess.only("ci", "s3cret-pass");
    private static final Map<String, Object> LOGIN = Map.of("credentialsId", "git");

    @TempDir
    Path directory;

    private GitServer server;
    private String url;
    private RepositoryBuilder origin;
    private final TaggerFixture tagger = new TaggerFixture();

    @BeforeEach
    void start() {
        server = GitServer.start(directory.resolve("server"), ACCESS);
        url = server.create("shop");
        origin = RepositoryBuilder.init(directory.resolve("origin"));
        origin.commit("chore: start", Map.of("a", "1")).branch("develop").commit("feat: pay", Map.of("b", "1"));
        origin.branch("release/1.4.0").commit("fix: rounding", Map.of("b", "2"));
        origin.checkout("main")
                .merge("release/1.4.0", "Merge branch 'release/1.4.0'")
                .annotatedTag("v1.4.0", "1.4.0");
        // As the Git-Flow publication has it: the release branch goes back to develop, the tagged merge does not.
        origin.checkout("develop").merge("release/1.4.0", "Merge branch 'release/1.4.0' into develop");
        for (int i = 1; i <= 5; i++) {
            origin.commit("fix: " + i, Map.of("c", "" + i));
        }
        origin.commit("feat: refunds", Map.of("d", "1")).push(url, ACCESS);
    }

    @AfterEach
    void stop() {
        origin.close();
        server.close();
    }

    /** A clone of one branch without tags and with a detached HEAD; the depth is 0 for all of the history. */
    private Path jenkinsClone(String branch, int depth) throws Exception {
        Path clone = directory.resolve("clone-" + branch.replace('/', '-') + depth);
        CloneCommand command = Git.cloneRepository()
                .setURI(url)
                .setDirectory(clone.toFile())
                .setBranchesToClone(List.of("refs/heads/" + branch))
                .setBranch("refs/heads/" + branch)
                .setTagOption(TagOpt.NO_TAGS)
                .setCredentialsProvider(new UsernamePasswordCredentialsProvider("ci", "s3cret-pass"));
        if (depth > 0) {
            command.setDepth(depth);
        }
        try (Git git = command.call()) {
            git.checkout().setName(git.getRepository().resolve("HEAD").name()).call();
            git.branchDelete().setBranchNames(branch).setForce(true).call();
        }
        return clone;
    }

    private boolean isShallow(Path clone) throws Exception {
        try (Git git = Git.open(clone.toFile())) {
            return !git.getRepository().getObjectDatabase().getShallowCommits().isEmpty();
        }
    }

    @Test
    void whatAShallowCloneLacksIsFetchedBesideItAndItIsSaid() throws Exception {
        Path clone = jenkinsClone("develop", 1);
        assertThat(isShallow(clone)).isTrue();
        SemverTagResult result = tagger.run(clone, LOGIN);
        assertThat(result.toMap())
                .containsEntry("version", "1.5.0-dev.7")
                .containsEntry("previous", "1.4.0")
                .containsEntry("branch", "develop")
                .containsEntry("commit", origin.revision("develop"));
        assertThat(isShallow(clone)).isTrue();
        assertThat(tagger.log())
                .contains(
                        "Read 1 release tags from origin",
                        "This clone is shallow; fetched what commit",
                        "beyond v1.4.0 from origin, files included, because the server filters nothing")
                .doesNotContain("s3cret-pass");
    }

    @Test
    void aFullCloneWithoutTagsReadsThemFromTheRemote() throws Exception {
        Path clone = jenkinsClone("main", 0);
        assertThat(tagger.version(clone, LOGIN)).isEqualTo("1.4.0");
        assertThat(tagger.log()).contains("Read 1 release tags from origin");
        assertThat(tagger.version(jenkinsClone("develop", 0), LOGIN)).isEqualTo("1.5.0-dev.7");
    }

    @Test
    void theShallowMergeOfAPullRequestIsCompletedFromWhereItBreaksOff() throws Exception {
        origin.checkout("develop").branch("feature/x").commit("feat!: x", Map.of("x", "1"));
        String change = origin.head();
        origin.git()
                .push()
                .setRemote(url)
                .setRefSpecs(new RefSpec("feature/x:refs/pull/12/head"))
                .setCredentialsProvider(new UsernamePasswordCredentialsProvider("ci", "s3cret-pass"))
                .call();
        Path clone = directory.resolve("change");
        try (Git git = Git.init().setDirectory(clone.toFile()).call()) {
            git.remoteAdd().setName("origin").setUri(new URIish(url)).call();
            git.fetch()
                    .setRemote("origin")
                    .setRefSpecs(new RefSpec("+refs/pull/12/head:refs/remotes/origin/PR-12"))
                    .setDepth(2)
                    .setTagOpt(TagOpt.NO_TAGS)
                    .setCredentialsProvider(new UsernamePasswordCredentialsProvider("ci", "s3cret-pass"))
                    .call();
            git.checkout().setName(change).call();
        }
        SemverTagResult result = new TaggerFixture()
                .with("BRANCH_NAME", "PR-12")
                .with("CHANGE_ID", "12")
                .with("CHANGE_TARGET", "develop")
                .run(clone, LOGIN);
        assertThat(result.version().toString()).startsWith("2.0.0-pr-12.8.g");
    }

    @Test
    void anUnreachableRemoteIsNoReasonToGuess() throws Exception {
        Path shallow = jenkinsClone("develop", 1);
        Path full = jenkinsClone("develop", 0);
        server.stop();
        assertThatThrownBy(() -> tagger.run(shallow, LOGIN))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("shallow", "cannot be completed", "would be a guess")
                .hasMessageNotContaining("s3cret-pass");
        TaggerFixture warned = new TaggerFixture();
        assertThat(warned.version(full, LOGIN)).isEqualTo("0.1.0-dev.10");
        assertThat(warned.log()).contains("WARN Only the tags of this clone are known");
    }

    @Test
    void missingCredentialsAreNamed() throws Exception {
        Path shallow = jenkinsClone("develop", 1);
        Path full = jenkinsClone("develop", 0);
        for (Path clone : List.of(shallow, full)) {
            assertThatThrownBy(() -> tagger.run(clone, Map.of()))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContainingAll("could not list the tags of origin", "credentialsId");
        }
        assertThatThrownBy(() -> tagger.run(shallow, Map.of("credentialsId", "absent")))
                .hasMessageContaining("No credentials with the id 'absent'");
        try (Git git = Git.open(shallow.toFile())) {
            git.tag().setName("v1.3.0").setAnnotated(false).call();
        }
        assertThatThrownBy(() -> tagger.run(shallow, Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("shallow", "would be a guess", "credentialsId");
    }

    @Test
    void aRemoteBySshWithoutAKeyLeavesTheTagsOfTheClone() throws Exception {
        Path clone = jenkinsClone("main", 0);
        try (Git git = Git.open(clone.toFile())) {
            git.remoteSetUrl()
                    .setRemoteName("origin")
                    .setRemoteUri(new URIish("git@127.0.0.1:shop.git"))
                    .call();
            git.tag().setName("v1.3.9").setAnnotated(false).setObjectId(null).call();
        }
        assertThat(tagger.version(clone)).isEqualTo("1.3.9");
        assertThat(tagger.log()).contains("WARN Only the tags of this clone are known", "is reached by SSH");
        assertThatThrownBy(() -> tagger.run(clone, Map.of("reserve", true)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("by SSH", "credentialsId of an SSH key");
    }

    @Test
    void aDryRunTalksToNoRemote() throws Exception {
        Path shallow = jenkinsClone("develop", 1);
        Path full = jenkinsClone("main", 0);
        server.stop();
        assertThatThrownBy(() -> new TaggerFixture().dryRun().run(shallow, LOGIN))
                .hasMessageContaining("a dry run fetches nothing");
        TaggerFixture dry = new TaggerFixture().dryRun();
        assertThat(dry.run(full, Map.of("reserve", true)).toMap())
                .containsEntry("version", "1.4.0")
                .containsEntry("reserved", false);
        assertThat(dry.log()).doesNotContain("WARN");
    }

    @Test
    void aTagThatMovedOnTheRemoteCountsThere() throws Exception {
        Path clone = jenkinsClone("main", 0);
        try (Git git = Git.open(clone.toFile())) {
            git.tag()
                    .setName("v1.4.0")
                    .setAnnotated(false)
                    .setObjectId(
                            git.getRepository().parseCommit(git.getRepository().resolve("HEAD~1")))
                    .call();
            git.tag().setName("v1.4.7").setAnnotated(false).call();
        }
        SemverTagResult result = tagger.run(clone, LOGIN);
        assertThat(result.version()).hasToString("1.4.7");
        assertThat(tagger.log()).contains("WARN Tag v1.4.0 is on", "the one on origin counts");
    }
}
