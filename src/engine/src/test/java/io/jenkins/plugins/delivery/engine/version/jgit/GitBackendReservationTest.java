package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.git.Tool;
import io.jenkins.plugins.delivery.engine.version.ReleaseRecords;
import io.jenkins.plugins.delivery.engine.version.ReleaseState;
import io.jenkins.plugins.delivery.engine.version.SemverTagResult;
import io.jenkins.plugins.delivery.engine.version.VersionRecordRequest;
import io.jenkins.plugins.delivery.engine.version.VersionRecorder;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same with Git itself as the server. */
@Tag("tools")
class GitBackendReservationTest {

    private static final Map<String, Object> TRUNK = Map.of("flow", "trunk", "reserve", true, "branch", "main");

    @TempDir
    Path directory;

    private GitHttpBackend serve() throws Exception {
        Tool.need("git");
        Tool.run(directory, "git", "init", "-q", "--bare", "-b", "main", "shop.git");
        Tool.run(directory, "git", "-C", "shop.git", "config", "http.receivepack", "true");
        Tool.run(directory, "git", "-C", "shop.git", "config", "receive.autogc", "false");
        return GitHttpBackend.start(directory);
    }

    private RepositoryBuilder commits(String url, int count) {
        RepositoryBuilder origin = RepositoryBuilder.init(directory.resolve("origin"));
        origin.commit("chore: start", Map.of("a", "1")).annotatedTag("v1.0.0", "1.0.0");
        for (int i = 0; i < count; i++) {
            origin.commit("fix: " + i, Map.of("a", "changed " + i));
        }
        return origin.push(url, GitAccess.open());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 50})
    void everyCommitGetsItsOwnVersion(int count) throws Exception {
        try (GitHttpBackend server = serve();
                RepositoryBuilder origin = commits(server.url("shop.git"), count)) {
            List<Race.Runner> builds = IntStream.range(0, count)
                    .mapToObj(i -> new Race.Runner(clone(server, "clone" + i, "HEAD~" + i), TRUNK))
                    .toList();
            List<SemverTagResult> results = Race.run(builds);
            assertThat(results)
                    .extracting(result -> result.version().toString())
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, count)
                            .mapToObj(patch -> "1.0." + patch)
                            .toList());
            for (int i = 0; i < count; i++) {
                String tag = results.get(i).tag().orElseThrow();
                assertThat(git("rev-parse", tag + "^{commit}")).isEqualTo(origin.revision("HEAD~" + i));
                assertThat(git("tag", "-l", "--format=%(trailers:key=Delivery-Run,valueonly)", tag))
                        .isEqualTo(Race.url(i));
            }
            assertThat(git("for-each-ref", "--format=%(refname)").lines())
                    .hasSize(2 + count)
                    .allMatch(ref -> ref.equals("refs/heads/main") || ref.startsWith("refs/tags/v1.0."));
        }
    }

    @Test
    void gitReadsWhatIsNoted() throws Exception {
        try (GitHttpBackend server = serve();
                RepositoryBuilder origin = commits(server.url("shop.git"), 1)) {
            Path clone = clone(server, "clone", "HEAD");
            new TaggerFixture().run(clone, TRUNK);
            EngineContext context = EngineContext.in(directory).build();
            String digest = "sha256:" + "a".repeat(64);
            VersionRecordRequest built = new VersionRecordRequest(
                    "v1.0.1",
                    VersionRecordRequest.Outcome.BUILT,
                    digest,
                    null,
                    "http://ci.example/7/",
                    server.url("shop.git"),
                    "origin",
                    null);
            new VersionRecorder(RecordsSource::open).run(built, context);
            assertThat(git("notes", "--ref=git-flow-delivery", "show", "v1.0.1"))
                    .contains("v1.0.1 is built", "Delivery-Digest: " + digest, "Delivery-Run: http://ci.example/7/");
            try (ReleaseRecords records = RecordsSource.open(built, context)) {
                assertThat(records.find("v1.0.1").orElseThrow().state()).isEqualTo(ReleaseState.BUILT);
            }
            assertThat(git("log", "--format=%(trailers:key=Delivery-State,valueonly)", "refs/notes/git-flow-delivery")
                            .strip())
                    .isEqualTo("built");
            assertThat(git("fsck", "--strict")).doesNotContain("error");
        }
    }

    private Path clone(GitHttpBackend server, String name, String revision) {
        try (RepositoryBuilder clone =
                RepositoryBuilder.cloneOf(server.url("shop.git"), directory.resolve(name), GitAccess.open())) {
            clone.checkout(clone.revision(revision));
            return clone.directory();
        }
    }

    private String git(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 3];
        command[0] = "git";
        command[1] = "-C";
        command[2] = "shop.git";
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return Tool.run(directory, command).strip();
    }
}
