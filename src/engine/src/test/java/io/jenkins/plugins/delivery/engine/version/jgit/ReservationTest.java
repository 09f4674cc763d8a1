package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.SemverTagResult;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reserving versions on a real server. */
class ReservationTest extends ReservationFixture {

    @BeforeEach
    void push() {
        origin.commit("feat: one", Map.of("a", "2")).push(url, GitAccess.open());
    }

    private String tagged(String tag) throws Exception {
        try (Git bare = Git.open(server.repositoryDirectory("shop").toFile())) {
            return bare.getRepository().resolve(tag + "^{commit}").name();
        }
    }

    @Test
    void theTagSaysWhoReservedWhat() throws Exception {
        TaggerFixture tagger = new TaggerFixture().with("BUILD_URL", "http://ci.example/job/shop/7/");
        SemverTagResult result = tagger.run(clone("a"), TRUNK);
        assertThat(result.toMap())
                .containsEntry("version", "1.1.0")
                .containsEntry("tag", "v1.1.0")
                .containsEntry("reserved", true);
        assertThat(tagger.log()).contains("Reserved 1.1.0: created tag v1.1.0 on origin");
        try (Git bare = Git.open(server.repositoryDirectory("shop").toFile());
                RevWalk walk = new RevWalk(bare.getRepository())) {
            Repository repository = bare.getRepository();
            ObjectId id = repository.exactRef("refs/tags/v1.1.0").getObjectId();
            RevTag tag = walk.parseTag(id);
            assertThat(tag.getObject().name()).isEqualTo(origin.head());
            assertThat(tag.getFullMessage())
                    .startsWith("Release 1.1.0\n\nminor because of 'feat: one'")
                    .contains("\nDelivery-Run: http://ci.example/job/shop/7/\n")
                    .contains("\nDelivery-Tree: " + origin.revision("HEAD^{tree}") + "\n");
        }
        assertThat(server.pushes("shop")).isEqualTo(2);
    }

    @Test
    void theSameCommitGetsItsTagAgain() throws Exception {
        SemverTagResult first = new TaggerFixture().run(clone("a"), TRUNK);
        SemverTagResult again = new TaggerFixture().run(directory.resolve("a"), TRUNK);
        SemverTagResult elsewhere = new TaggerFixture().run(clone("b"), TRUNK);
        assertThat(List.of(again.version(), elsewhere.version())).containsOnly(first.version());
        assertThat(again.reserved()).isPresent();
        assertThat(elsewhere.reserved()).isPresent();
        assertThat(server.pushes("shop")).isEqualTo(2);
    }

    @Test
    void aLostRaceTakesTheNextNumber() throws Exception {
        Path slow = clone("slow");
        origin.commit("feat: two", Map.of("a", "3")).push(url, GitAccess.open());
        Path fast = clone("fast");
        List<String> winner = new ArrayList<>();
        server.beforeNextPush("shop", () -> winner.add(reserve(fast)));
        TaggerFixture tagger = new TaggerFixture();
        SemverTagResult loser = tagger.run(slow, TRUNK);
        assertThat(winner).containsExactly("1.1.0");
        assertThat(loser.version()).hasToString("1.1.1");
        assertThat(loser.reserved()).isPresent();
        assertThat(tagger.log()).contains("Another run was faster with v1.1.0");
        assertThat(tagged("v1.1.0")).isEqualTo(origin.head());
        assertThat(tagged("v1.1.1")).isEqualTo(origin.revision("HEAD~1"));
    }

    @Test
    void runsOfTheSameCommitShareOneTag() throws Exception {
        Path slow = clone("slow");
        Path fast = clone("fast");
        server.beforeNextPush("shop", () -> reserve(fast));
        assertThat(new TaggerFixture().run(slow, TRUNK).toMap())
                .containsEntry("version", "1.1.0")
                .containsEntry("reserved", true);
    }

    @Test
    void aVersionThatABranchNamesDoesNotGiveWay() throws Exception {
        origin.branch("release/2.0.0").commit("feat: big", Map.of("b", "1"));
        origin.checkout("main")
                .merge("release/2.0.0", "Merge branch 'release/2.0.0'")
                .push(url, GitAccess.open());
        Path clone = clone("a");
        server.beforeNextPush("shop", () -> {
            origin.commit("fix: late", Map.of("b", "2")).tag("v2.0.0").push(url, GitAccess.open());
        });
        Map<String, Object> gitFlow = Map.of("reserve", true, "branch", "main");
        assertThatThrownBy(() -> new TaggerFixture().run(clone, gitFlow))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll(
                        "release/2.0.0 names version 2.0.0", "v2.0.0 on origin is on another commit, ");
    }

    @Test
    void aRefusalOfTheServerIsExplained() throws Exception {
        server.rejectPushes("shop", "tags are made by the release team");
        assertThatThrownBy(() -> new TaggerFixture().run(clone("a"), TRUNK))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("origin refused the tag v1.1.0", "tags are made by the release team");
    }

    @Test
    void aServerThatIsAwayMayBeAskedAgain() throws Exception {
        Path clone = clone("a");
        server.stop();
        assertThatThrownBy(() -> new TaggerFixture().run(clone, TRUNK)).isInstanceOf(RetryableException.class);
    }

    @Test
    void commitsAreNeverPushed() throws Exception {
        try (RepositoryBuilder clone = RepositoryBuilder.cloneOf(url, directory.resolve("a"), GitAccess.open())) {
            clone.commit("feat: unpushed", Map.of("z", "1"));
            assertThatThrownBy(() -> new TaggerFixture().run(clone.directory(), TRUNK))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContainingAll("is on no branch of origin", "never pushes commits");
        }
        assertThat(server.pushAttempts("shop")).isEqualTo(1);
    }

    @Test
    void preReleasesAndDryRunsReserveNothing() throws Exception {
        Path clone = clone("a");
        Map<String, Object> feature = Map.of("flow", "trunk", "reserve", true, "branch", "feature/x");
        assertThat(new TaggerFixture().run(clone, feature).toMap())
                .hasEntrySatisfying(
                        "version", version -> assertThat(version.toString()).matches("1[.]1[.]0-x[.]1[.]g[0-9a-f]{7}"))
                .containsEntry("reserved", false)
                .doesNotContainKey("tag");
        assertThat(new TaggerFixture().dryRun().run(clone, TRUNK).toMap())
                .containsEntry("version", "1.1.0")
                .containsEntry("tag", "v1.1.0")
                .containsEntry("reserved", false);
        assertThat(server.pushAttempts("shop")).isEqualTo(1);
    }

    private static String reserve(Path clone) {
        try {
            return new TaggerFixture().version(clone, TRUNK);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
