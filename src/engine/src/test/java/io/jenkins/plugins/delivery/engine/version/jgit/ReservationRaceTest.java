package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.version.ReleaseRecord;
import io.jenkins.plugins.delivery.engine.version.ReleaseRecords;
import io.jenkins.plugins.delivery.engine.version.SemverTagResult;
import io.jenkins.plugins.delivery.engine.version.VersionRecordRequest;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.PushEvent;
import io.jenkins.plugins.delivery.testbed.git.PushFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many builds reserve versions in one repository at one time: each gets its own, and no number is lost. */
class ReservationRaceTest extends ReservationFixture {

    /** One clone for each of so many new commits of the trunk, the newest first. */
    private List<Race.Runner> builds(int count) {
        for (int i = 0; i < count; i++) {
            origin.commit("fix: " + i, Map.of("a", "changed " + i));
        }
        origin.push(url, GitAccess.open());
        server.onPush(journal::add);
        return IntStream.range(0, count)
                .mapToObj(i -> new Race.Runner(clone("clone" + i, "HEAD~" + i), TRUNK))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 50})
    void everyCommitGetsItsOwnVersionAndGetsItAgain(int count) throws Exception {
        List<Race.Runner> builds = builds(count);
        List<SemverTagResult> results = Race.run(builds);
        assertDistinctAndComplete(results);
        assertThat(server.pushes("shop")).isEqualTo(1 + count);
        again(builds, results);
        assertThat(server.pushes("shop")).isEqualTo(1 + count);
    }

    @ParameterizedTest
    @CsvSource({"2,1", "2,2", "10,3", "10,4", "50,5"})
    void pushesThatFailHalfWayLoseAndDoubleNothing(int count, long seed) throws Exception {
        List<Race.Runner> builds = builds(count);
        Random random = new Random(seed);
        Map<Integer, PushFault> faults = new ConcurrentHashMap<>();
        // Every second push fails in one of the four ways.
        IntStream.range(0, 5000)
                .forEach(push -> faults.put(
                        push, random.nextBoolean() ? PushFault.NONE : PushFault.values()[1 + random.nextInt(4)]));
        server.faultPushes(faults::get);
        List<SemverTagResult> results = Race.run(builds);
        assertDistinctAndComplete(results);
        server.faultPushes(push -> PushFault.NONE);
        again(builds, results);
        assertThat(server.pushes("shop")).isEqualTo(1 + count);
    }

    @Test
    void runsOfOneCommitShareOneTag() throws Exception {
        origin.commit("fix: one", Map.of("a", "2")).push(url, GitAccess.open());
        List<Race.Runner> runs = IntStream.range(0, 10)
                .mapToObj(i -> new Race.Runner(clone("clone" + i, "HEAD"), TRUNK))
                .toList();
        List<SemverTagResult> results = Race.run(runs);
        assertThat(results).extracting(result -> result.version().toString()).containsOnly("1.0.1");
        assertThat(results)
                .extracting(result -> result.toMap().get("tagObject"))
                .doesNotContainNull()
                .containsOnly(results.get(0).toMap().get("tagObject"));
        assertThat(server.pushes("shop")).isEqualTo(2);
    }

    @Test
    void componentsOfOneRepositoryCountByThemselves() throws Exception {
        for (int i = 0; i < 4; i++) {
            origin.commit("fix: both " + i, Map.of("api/a", "p" + i, "web/a", "w" + i));
        }
        origin.push(url, GitAccess.open());
        List<Race.Runner> builds = new ArrayList<>();
        for (String component : List.of("api", "web")) {
            Map<String, Object> arguments = Map.of(
                    "flow",
                    "trunk",
                    "reserve",
                    true,
                    "branch",
                    "main",
                    "prefix",
                    component + "-v",
                    "pathFilter",
                    component);
            for (int i = 0; i < 4; i++) {
                builds.add(new Race.Runner(clone(component + i, "HEAD~" + i), arguments));
            }
        }
        List<SemverTagResult> results = Race.run(builds);
        assertThat(results)
                .extracting(result -> result.tag().orElseThrow())
                .containsExactlyInAnyOrder(
                        "api-v0.1.0",
                        "api-v0.1.1",
                        "api-v0.1.2",
                        "api-v0.1.3",
                        "web-v0.1.0",
                        "web-v0.1.1",
                        "web-v0.1.2",
                        "web-v0.1.3");
        again(builds, results);
    }

    @Test
    void aReleaseAndAHotfixOnMainKeepTheNumbersOfTheirBranches() throws Exception {
        origin.branch("hotfix/1.0.1").commit("fix: urgent", Map.of("b", "1"));
        origin.checkout("main").merge("hotfix/1.0.1", "Merge branch 'hotfix/1.0.1'");
        origin.branch("release/1.1.0").commit("feat: more", Map.of("c", "1"));
        origin.checkout("main").merge("release/1.1.0", "Merge branch 'release/1.1.0'");
        origin.commit("fix: by hand", Map.of("d", "1")).push(url, GitAccess.open());
        Map<String, Object> gitFlow = Map.of("reserve", true, "branch", "main");
        List<Race.Runner> builds = Stream.of("HEAD~2", "HEAD~1", "HEAD")
                .map(revision -> new Race.Runner(clone(revision, revision), gitFlow))
                .toList();
        List<SemverTagResult> results = Race.run(builds);
        assertThat(results)
                .extracting(result -> result.version().toString())
                .containsExactly("1.0.1", "1.1.0", "1.1.1");
        again(builds, results);
    }

    /** As many versions as commits, without a gap, each on its own commit, and each tag says whose it is. */
    private void assertDistinctAndComplete(List<SemverTagResult> results) throws Exception {
        int count = results.size();
        assertThat(results)
                .extracting(result -> result.version().toString())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, count)
                        .mapToObj(patch -> "1.0." + patch)
                        .toList());
        assertThat(results).extracting(SemverTagResult::reserved).allMatch(Optional::isPresent);
        assertThat(journal).hasSize(count).allSatisfy(push -> assertThat(push.changes())
                .extracting(PushEvent.Change::ref)
                .allMatch(ref -> ref.startsWith("refs/tags/")));
        try (ReleaseRecords records = records()) {
            for (int i = 0; i < count; i++) {
                SemverTagResult result = results.get(i);
                ReleaseRecord record = records.find(result.tag().orElseThrow()).orElseThrow();
                assertThat(record.commit()).isEqualTo(origin.revision("HEAD~" + i));
                assertThat(record.object()).isEqualTo(result.toMap().get("tagObject"));
                assertThat(record.reservedBy()).contains(Race.url(i));
                assertThat(record.message().commit()).contains(record.commit());
                assertThat(record.message().tree()).contains(origin.revision("HEAD~" + i + "^{tree}"));
                assertThat(record.message().version()).contains(result.version().toString());
            }
        }
    }

    private ReleaseRecords records() {
        VersionRecordRequest request = new VersionRecordRequest("v1.0.0", null, null, null, null, null, "origin", null);
        return RecordsSource.open(
                request, EngineContext.in(directory.resolve("clone0")).build());
    }

    /** In the same workspace, and on another agent. */
    private void again(List<Race.Runner> builds, List<SemverTagResult> results) throws Exception {
        for (int i = 0; i < builds.size(); i += Math.max(1, builds.size() / 10)) {
            Race.Runner build = builds.get(i);
            SemverTagResult first = results.get(i);
            String revision = first.head().id();
            for (Path clone : List.of(build.workspace(), clone("again" + i, revision))) {
                SemverTagResult again = new TaggerFixture().run(clone, build.arguments());
                assertThat(again.version()).isEqualTo(first.version());
                assertThat(again.toMap().get("tagObject"))
                        .isEqualTo(first.toMap().get("tagObject"));
            }
        }
    }
}
