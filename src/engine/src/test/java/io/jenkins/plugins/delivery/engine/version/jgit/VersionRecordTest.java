package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.VersionRecordRequest;
import io.jenkins.plugins.delivery.engine.version.VersionRecorder;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.PushEvent;
import io.jenkins.plugins.delivery.testbed.git.PushFault;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What became of reserved versions, noted on a real server. */
class VersionRecordTest extends ReservationFixture {

    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @BeforeEach
    void push() {
        fix();
    }

    /** A clone that is on its branch. */
    private Path branch(String name) {
        try (RepositoryBuilder clone = RepositoryBuilder.cloneOf(url, directory.resolve(name), GitAccess.open())) {
            return clone.directory();
        }
    }

    private static TaggerFixture build(int number) {
        return new TaggerFixture().with("BUILD_URL", "http://ci.example/" + number + "/");
    }

    /** Without a workspace, by the address of the repository. */
    private Map<String, Object> record(int build, Object... arguments) throws InterruptedException {
        Map<String, Object> all = new HashMap<>(Map.of("source", url));
        for (int i = 0; i < arguments.length; i += 2) {
            all.put((String) arguments[i], arguments[i + 1]);
        }
        return record(build, directory.resolve("nowhere"), all);
    }

    private static Map<String, Object> record(int build, Path workspace, Map<String, Object> arguments)
            throws InterruptedException {
        EngineContext context = EngineContext.in(workspace)
                .environment(Map.of("BUILD_URL", "http://ci.example/" + build + "/"))
                .build();
        VersionRecordRequest request = RequestBinder.bind("versionRecord", VersionRecordRequest.class, arguments);
        return new VersionRecorder(RecordsSource::open).run(request, context).toMap();
    }

    @Test
    void aRecordIsReadBackWithEverythingThatIsKnown() throws Exception {
        build(1).run(branch("a"), TRUNK);
        assertThat(record(2, "tag", "v1.0.1"))
                .containsEntry("version", "1.0.1")
                .containsEntry("previous", "1.0.0")
                .containsEntry("commit", origin.head())
                .containsEntry("tree", origin.revision("HEAD^{tree}"))
                .containsEntry("state", "reserved")
                .containsEntry("reservedBy", "http://ci.example/1/")
                .doesNotContainKeys("digest", "recordedBy");
        Map<String, Object> built = record(1, "tag", "v1.0.1", "state", "built", "digest", DIGEST);
        assertThat(built)
                .containsEntry("state", "built")
                .containsEntry("digest", DIGEST)
                .containsEntry("recordedBy", "http://ci.example/1/");
        assertThat(record(2, "tag", "v1.0.1")).isEqualTo(built);
        assertThat(record(3, branch("b"), Map.of("tag", "v1.0.1"))).isEqualTo(built);
        assertThat(build(4).run(branch("c"), TRUNK).toMap())
                .containsEntry("version", "1.0.1")
                .containsEntry("state", "built")
                .containsEntry("digest", DIGEST)
                .containsEntry("reservedBy", "http://ci.example/1/");
    }

    @Test
    void theSameAgainPushesNothing() throws Exception {
        build(1).run(branch("a"), TRUNK);
        record(1, "tag", "v1.0.1", "state", "built", "digest", DIGEST);
        record(9, "tag", "v1.0.1", "state", "built", "digest", DIGEST);
        record(9, "tag", "v1.0.1", "state", "abandoned");
        assertThat(record(9, "tag", "v1.0.1"))
                .containsEntry("state", "built")
                .containsEntry("recordedBy", "http://ci.example/1/");
        assertThat(journal).hasSize(2);
        assertThatThrownBy(() -> record(9, "tag", "v1.0.1", "state", "built", "digest", "sha256:" + "b".repeat(64)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("is recorded with image " + DIGEST);
    }

    @Test
    void aRunOfTheSameCommitTakesAnAbandonedVersionUpAgain() throws Exception {
        build(1).run(branch("a"), TRUNK);
        assertThat(record(1, "tag", "v1.0.1", "state", "abandoned", "reason", "tests failed"))
                .containsEntry("state", "abandoned")
                .containsEntry("reason", "tests failed");
        TaggerFixture second = build(2);
        assertThat(second.run(branch("b"), TRUNK).toMap())
                .containsEntry("version", "1.0.1")
                .containsEntry("state", "reserved")
                .containsEntry("reservedBy", "http://ci.example/1/");
        assertThat(second.log())
                .contains("v1.0.1 was reserved by http://ci.example/1/ and abandoned (tests failed)")
                .contains("This run takes v1.0.1 up again.");
        assertThat(record(3, "tag", "v1.0.1"))
                .containsEntry("state", "reserved")
                .containsEntry("recordedBy", "http://ci.example/2/");
    }

    @Test
    void anotherCommitGoesPastAnAbandonedNumberAndSaysSo() throws Exception {
        build(1).run(branch("a"), TRUNK);
        record(1, "tag", "v1.0.1", "state", "abandoned");
        origin.commit("fix: two", Map.of("a", "3")).push(url, GitAccess.open());
        TaggerFixture second = build(2);
        Map<String, Object> result = second.run(branch("b"), TRUNK).toMap();
        assertThat(result).containsEntry("version", "1.0.2");
        assertThat((String) result.get("reason")).contains("v1.0.1 was reserved by http://ci.example/1/ and abandoned");
        assertThat(record(2, "tag", "v1.0.2")).containsEntry("state", "reserved");
    }

    @Test
    void onlyTagsAndNotesAreEverPushed() throws Exception {
        build(1).run(branch("a"), TRUNK);
        record(1, "tag", "v1.0.1", "state", "abandoned");
        build(2).run(branch("b"), TRUNK);
        record(2, "tag", "v1.0.1", "state", "built", "digest", DIGEST);
        build(3).run(branch("c"), Map.of("flow", "trunk", "reserve", true, "branch", "feature/x"));
        assertThat(journal)
                .flatExtracting(PushEvent::changes)
                .extracting(PushEvent.Change::ref)
                .containsExactly(
                        "refs/tags/v1.0.1",
                        "refs/notes/git-flow-delivery",
                        "refs/notes/git-flow-delivery",
                        "refs/notes/git-flow-delivery");
    }

    @ParameterizedTest
    @EnumSource(PushFault.class)
    void aNoteIsThereOnceWhateverTheAnswer(PushFault fault) throws Exception {
        build(1).run(branch("a"), TRUNK);
        journal.clear();
        server.faultPushes(push -> push == 1 ? fault : PushFault.NONE);
        assertThat(record(1, "tag", "v1.0.1", "state", "built", "digest", DIGEST))
                .containsEntry("digest", DIGEST);
        assertThat(journal).hasSize(1);
    }

    @Test
    void notesOfManyRunsAreAllKept() throws Exception {
        List<String> tags = new ArrayList<>(List.of("v1.0.0"));
        for (int i = 2; i < 12; i++) {
            origin.annotatedTag("v2.0." + i, "by hand");
            tags.add("v2.0." + i);
        }
        origin.push(url, GitAccess.open());
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(tags.size());
        try {
            List<Future<Map<String, Object>>> recording = new ArrayList<>();
            for (int i = 0; i < tags.size(); i++) {
                int build = i;
                recording.add(threads.submit(() -> {
                    go.await();
                    return record(build, "tag", tags.get(build), "state", "built");
                }));
            }
            go.countDown();
            for (Future<Map<String, Object>> one : recording) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < tags.size(); i++) {
            assertThat(record(99, "tag", tags.get(i)))
                    .containsEntry("state", "built")
                    .containsEntry("recordedBy", "http://ci.example/" + i + "/");
        }
    }

    @Test
    void whatCannotBeRecordedIsExplained() throws Exception {
        assertThatThrownBy(() -> record(1, "tag", "v9.9.9", "state", "built"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("There is no tag v9.9.9");
        assertThatThrownBy(() -> record(1, "tag", "v9.9.9"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("There is no tag v9.9.9 in " + url);
        assertThatThrownBy(() ->
                        record(1, "tag", "refs/heads/main", "state", "abandoned", "digest", "latest", "colour", "red"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("colour");
        assertThatThrownBy(() -> record(1, "tag", "-x y", "state", "abandoned", "digest", "latest"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("tag '-x y'", "digest 'latest'", "digest is for state: 'built'");
        assertThatThrownBy(() -> record(1, "tag", "v1.0.0", "source", directory.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("source is no https, http or ssh address");
        server.rejectPushes("shop", "notes are frozen");
        assertThatThrownBy(() -> record(1, "tag", "v1.0.0", "state", "built"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("refused refs/notes/git-flow-delivery", "notes are frozen");
        assertThat(server.pushAttempts("shop")).isEqualTo(2);
    }

    @Test
    void aDryRunOnlyReads() throws Exception {
        VersionRecordRequest request = RequestBinder.bind(
                "versionRecord", VersionRecordRequest.class, Map.of("tag", "v1.0.0", "source", url, "state", "built"));
        EngineContext context = EngineContext.in(directory).dryRun(true).build();
        assertThat(new VersionRecorder(RecordsSource::open)
                        .run(request, context)
                        .toMap())
                .containsEntry("state", "reserved");
        assertThat(journal).isEmpty();
    }
}
