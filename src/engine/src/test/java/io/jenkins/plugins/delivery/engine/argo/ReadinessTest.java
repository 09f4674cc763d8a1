package io.jenkins.plugins.delivery.engine.argo;

import static io.jenkins.plugins.delivery.engine.argo.RevisionFact.BEFORE;
import static io.jenkins.plugins.delivery.engine.argo.RevisionFact.CONTAINS;
import static io.jenkins.plugins.delivery.engine.argo.RevisionFact.SUPERSEDED;
import static io.jenkins.plugins.delivery.engine.argo.RevisionFact.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.argo.Readiness.Failed;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Memory;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Ready;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Superseded;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Verdict;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReadinessTest {

    private static final String MINE = "8b1d0aa".repeat(6).substring(0, 40);
    private static final String OLD = "3f2a1c9".repeat(6).substring(0, 40);
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Readiness.Policy POLICY = new Readiness.Policy(MINE, true, Duration.ofSeconds(20));

    private static final Application.Source SOURCE =
            new Application.Source("https://git.example/ops.git", "x", "main", "{}");

    private static final Application.Operation DONE =
            operation(OperationPhase.SUCCEEDED, "", MINE, NOW.minusSeconds(9));

    private static Memory healthySince(long seconds) {
        return new Memory(Optional.of(NOW.minusSeconds(seconds)), Optional.empty(), true, false);
    }

    private static Application.Operation operation(
            OperationPhase phase, String message, String revision, Instant finished) {
        return new Application.Operation(
                phase, message, List.of(revision), Optional.of(NOW.minusSeconds(90)), Optional.ofNullable(finished), 0);
    }

    private static Application application(
            SyncStatus sync, String revision, HealthStatus health, Application.Operation operation, String... errors) {
        return new Application(
                "payments-stage",
                new Application.Family("uid-1", false, Optional.empty(), List.of(), false),
                List.of(SOURCE),
                true,
                new Application.Sync(sync, List.of(revision), List.of(SOURCE), ""),
                new Application.Health(health, health == HealthStatus.HEALTHY ? "" : "because", Optional.empty()),
                Optional.ofNullable(operation),
                Stream.of(errors)
                        .map(type -> new Application.Condition(type, "boom"))
                        .toList(),
                Optional.of(NOW.minusSeconds(5)),
                List.of());
    }

    private static Verdict decide(Application application, RevisionFact fact, Memory memory) {
        return Readiness.decide(
                POLICY, new Readiness.Observation(application, 0, fact, Readiness.Past.NONE, NOW), memory);
    }

    static Stream<Arguments> waits() {
        return Stream.of(
                // Synced and Healthy of the old revision is the classic wrong answer.
                Arguments.of(
                        application(SyncStatus.SYNCED, OLD, HealthStatus.HEALTHY, DONE),
                        BEFORE,
                        "Synced at 3f2a1c9, waiting for Argo CD to sync 8b1d0aa"),
                Arguments.of(
                        application(SyncStatus.OUT_OF_SYNC, OLD, HealthStatus.HEALTHY, DONE),
                        UNKNOWN,
                        "OutOfSync at 3f2a1c9, waiting for Argo CD to sync 8b1d0aa"),
                Arguments.of(
                        application(SyncStatus.UNKNOWN, "", HealthStatus.UNKNOWN, null),
                        UNKNOWN,
                        "Unknown at no revision, waiting for Argo CD to sync 8b1d0aa"),
                Arguments.of(
                        application(SyncStatus.OUT_OF_SYNC, MINE, HealthStatus.HEALTHY, null),
                        CONTAINS,
                        "OutOfSync at 8b1d0aa, waiting for Argo CD to sync it"),
                Arguments.of(
                        application(
                                SyncStatus.OUT_OF_SYNC,
                                MINE,
                                HealthStatus.HEALTHY,
                                operation(OperationPhase.RUNNING, "", MINE, null)),
                        CONTAINS,
                        "OutOfSync at 8b1d0aa, syncing it"),
                // A sync of an older revision failed: that says nothing about ours.
                Arguments.of(
                        application(
                                SyncStatus.OUT_OF_SYNC,
                                MINE,
                                HealthStatus.HEALTHY,
                                operation(OperationPhase.FAILED, "old news", OLD, NOW.minusSeconds(60))),
                        CONTAINS,
                        "OutOfSync at 8b1d0aa, waiting for Argo CD to sync it"),
                Arguments.of(
                        application(
                                SyncStatus.SYNCED,
                                MINE,
                                HealthStatus.HEALTHY,
                                operation(OperationPhase.RUNNING, "", MINE, null)),
                        CONTAINS,
                        "Synced at 8b1d0aa, the sync is being finished"),
                // Compared before the sync ended: health may be that of the old pods.
                Arguments.of(
                        application(
                                SyncStatus.SYNCED,
                                MINE,
                                HealthStatus.HEALTHY,
                                operation(OperationPhase.SUCCEEDED, "", MINE, NOW.minusSeconds(1))),
                        CONTAINS,
                        "Synced at 8b1d0aa, the sync is being finished"),
                Arguments.of(
                        application(SyncStatus.SYNCED, MINE, HealthStatus.HEALTHY, DONE),
                        CONTAINS,
                        "Healthy at 8b1d0aa, has to stay so for another 20s"),
                Arguments.of(
                        application(SyncStatus.SYNCED, MINE, HealthStatus.PROGRESSING, DONE),
                        CONTAINS,
                        "Progressing at 8b1d0aa, waiting for it to become Healthy (because)"),
                Arguments.of(
                        application(SyncStatus.SYNCED, MINE, HealthStatus.MISSING, DONE),
                        CONTAINS,
                        "Missing at 8b1d0aa, waiting for it to become Healthy (because)"),
                Arguments.of(
                        application(SyncStatus.SYNCED, MINE, HealthStatus.SUSPENDED, DONE),
                        CONTAINS,
                        "Suspended at 8b1d0aa, waiting for somebody to resume it (because)"),
                Arguments.of(
                        application(SyncStatus.SYNCED, MINE, HealthStatus.DEGRADED, DONE),
                        CONTAINS,
                        "Degraded at 8b1d0aa (because)"));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void waitsAndSaysForWhat(Application application, RevisionFact fact, String message) {
        assertThat(decide(application, fact, Memory.NONE))
                .isInstanceOfSatisfying(
                        Waiting.class, waiting -> assertThat(waiting.message()).isEqualTo(message));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        application(
                                SyncStatus.OUT_OF_SYNC,
                                MINE,
                                HealthStatus.HEALTHY,
                                operation(OperationPhase.FAILED, "hook failed", MINE, NOW)),
                        CONTAINS,
                        "the sync of 8b1d0aa ended as Failed (hook failed)"),
                Arguments.of(
                        application(
                                SyncStatus.OUT_OF_SYNC,
                                MINE,
                                HealthStatus.HEALTHY,
                                operation(OperationPhase.ERROR, "", MINE, NOW)),
                        CONTAINS,
                        "the sync of 8b1d0aa ended as Error"),
                Arguments.of(
                        application(SyncStatus.UNKNOWN, OLD, HealthStatus.HEALTHY, null, "ComparisonError"),
                        BEFORE,
                        "Argo CD cannot work out the desired state (ComparisonError: boom)"),
                Arguments.of(
                        application(SyncStatus.UNKNOWN, "", HealthStatus.HEALTHY, null, "InvalidSpecError"),
                        UNKNOWN,
                        "Argo CD cannot work out the desired state (InvalidSpecError: boom)"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failsAtOnce(Application application, RevisionFact fact, String sentence) {
        assertThat(decide(application, fact, Memory.NONE)).isEqualTo(new Failed(sentence));
    }

    @Test
    void anErrorFromBeforeThePushIsOldNewsUntilArgoCdCompares() {
        Application broken = application(SyncStatus.UNKNOWN, OLD, HealthStatus.HEALTHY, null, "ComparisonError");

        assertThat(Readiness.decide(
                        POLICY,
                        new Readiness.Observation(
                                broken, 0, BEFORE, new Readiness.Past(broken.reconciledAt(), Optional.empty()), NOW),
                        Memory.NONE))
                .isInstanceOf(Waiting.class);
        assertThat(decide(
                        application(SyncStatus.SYNCED, OLD, HealthStatus.HEALTHY, null, "OrphanedResourceWarning"),
                        BEFORE,
                        Memory.NONE))
                .isInstanceOf(Waiting.class);
    }

    @Test
    void isReadyWhenHealthyForLongEnough() {
        Application healthy = application(SyncStatus.SYNCED, MINE, HealthStatus.HEALTHY, DONE);

        assertThat(decide(healthy, CONTAINS, healthySince(20))).isEqualTo(new Ready());
        assertThat(decide(healthy, CONTAINS, healthySince(19)))
                .isEqualTo(new Waiting("Healthy at 8b1d0aa, has to stay so for another 1s", healthySince(19)));
    }

    @ParameterizedTest
    @EnumSource(
            value = HealthStatus.class,
            names = {"HEALTHY", "DEGRADED"},
            mode = EnumSource.Mode.EXCLUDE)
    void anyOtherHealthBeginsTheStableTimeAnew(HealthStatus health) {
        Verdict verdict = decide(application(SyncStatus.SYNCED, MINE, health, DONE), CONTAINS, healthySince(19));

        assertThat(((Waiting) verdict).memory().healthySince()).isEmpty();
        assertThat(((Waiting) verdict).memory().beenHealthy()).isTrue();
    }

    @Test
    void degradedFailsAfterAMoment() {
        Application degraded = application(SyncStatus.SYNCED, MINE, HealthStatus.DEGRADED, DONE);
        Memory memory = ((Waiting) decide(degraded, CONTAINS, Memory.NONE)).memory();
        assertThat(memory.degradedSince()).contains(NOW);

        assertThat(decide(degraded, CONTAINS, degradedSince(HealthRule.GRACE.minusSeconds(1), false)))
                .isInstanceOf(Waiting.class);
        assertThat(decide(degraded, CONTAINS, degradedSince(HealthRule.GRACE, false)))
                .isEqualTo(new Failed("it is Degraded at 8b1d0aa (because)"));
        Waiting between = (Waiting)
                decide(application(SyncStatus.SYNCED, MINE, HealthStatus.PROGRESSING, DONE), CONTAINS, memory);
        assertThat(between.memory().degradedSince()).isEmpty();
    }

    private static Memory degradedSince(Duration ago, boolean unwell) {
        return new Memory(Optional.empty(), Optional.of(NOW.minus(ago)), false, unwell);
    }

    @Test
    void degradedAfterHealthyFailsAtOnce() {
        Application degraded = application(SyncStatus.SYNCED, MINE, HealthStatus.DEGRADED, DONE);

        assertThat(decide(degraded, CONTAINS, healthySince(1)))
                .isEqualTo(new Failed("it was Healthy at 8b1d0aa and is now Degraded at 8b1d0aa (because)"));
    }

    @Test
    void theDegradedOfWhatRanBeforeIsNotTheNewVersions() {
        Application degraded = application(SyncStatus.SYNCED, MINE, HealthStatus.DEGRADED, DONE);
        Verdict verdict = decide(degraded, CONTAINS, degradedSince(HealthRule.GRACE, true));

        assertThat(((Waiting) verdict).message())
                .isEqualTo("Degraded at 8b1d0aa (because), as before the sync; waiting for the rollout to show");
        Application late = application(
                SyncStatus.SYNCED,
                MINE,
                HealthStatus.DEGRADED,
                operation(OperationPhase.SUCCEEDED, "", MINE, NOW.minus(HealthRule.STALE)));
        assertThat(decide(
                        new Application(
                                late.name(),
                                late.family(),
                                late.sources(),
                                true,
                                late.sync(),
                                late.health(),
                                late.operation(),
                                List.of(),
                                Optional.of(NOW),
                                List.of()),
                        CONTAINS,
                        degradedSince(HealthRule.GRACE, true)))
                .isInstanceOf(Failed.class);
    }

    @ParameterizedTest
    @EnumSource(HealthStatus.class)
    void healthDoesNotCountWhenOnlyTheSyncIsAwaited(HealthStatus health) {
        assertThat(Readiness.decide(
                        new Readiness.Policy(MINE, false, Duration.ofSeconds(20)),
                        new Readiness.Observation(
                                application(SyncStatus.SYNCED, MINE, health, DONE),
                                0,
                                CONTAINS,
                                Readiness.Past.NONE,
                                NOW),
                        Memory.NONE))
                .isEqualTo(new Ready());
    }

    @Test
    void givesWayToANewerPromotionWhateverTheHealth() {
        assertThat(decide(
                        application(SyncStatus.OUT_OF_SYNC, OLD, HealthStatus.DEGRADED, null, "ComparisonError"),
                        SUPERSEDED,
                        Memory.NONE))
                .isEqualTo(new Superseded());
    }

    @Test
    void toleratesUnknownWords() {
        assertThat(SyncStatus.of("Syncing")).isEqualTo(SyncStatus.UNKNOWN);
        assertThat(HealthStatus.of("")).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(OperationPhase.of(null)).isEqualTo(OperationPhase.UNKNOWN);
    }

    @Test
    void knowsItsRepositoryInEverySpelling() {
        Application app = application(SyncStatus.SYNCED, MINE, HealthStatus.HEALTHY, null);

        assertThat(app.sourceIn("https://user@GIT.example/ops", "main")).contains(0);
        assertThat(app.sourceIn("https://git.example/ops.git/", "main")).contains(0);
        assertThat(app.sourceIn("git@git.example:ops.git", "main")).contains(0);
        assertThat(app.sourceIn("ssh://git@git.example/ops", "main")).contains(0);
        assertThat(app.sourceIn("https://git.example/other", "main")).isEmpty();
    }

    private static Application of(Application.Source... sources) {
        Application plain = application(SyncStatus.SYNCED, MINE, HealthStatus.HEALTHY, null);
        return new Application(
                plain.name(),
                plain.family(),
                List.of(sources),
                true,
                plain.sync(),
                plain.health(),
                plain.operation(),
                List.of(),
                plain.reconciledAt(),
                List.of());
    }

    private static Application.Source source(String url, String revision) {
        return new Application.Source(url, "x", revision, "{}");
    }

    @Test
    void ofSeveralSourcesInOneRepositoryTheOneThatFollowsTheBranchCounts() {
        String url = "https://git.example/ops.git";
        assertThat(of(source(url, "v1"), source(url, "main")).sourceIn(url, "main"))
                .contains(1);
        assertThat(of(source(url, "v1"), source(url, "HEAD")).sourceIn(url, "main"))
                .contains(1);
        assertThat(of(source(url, "v1"), source(url, "v2")).sourceIn(url, "main"))
                .contains(0);
    }

    @Test
    void aRepositoryMayHaveAnotherHostInsideTheCluster() {
        String url = "https://git.example.com/shop/ops.git";
        assertThat(of(source("http://gitea.gitea.svc:3000/shop/ops", "main")).sourceIn(url, "main"))
                .contains(0);
        assertThat(of(source("ssh://git@git.example.com:2222/shop/ops.git", "main"))
                        .sourceIn(url, "main"))
                .contains(0);
        assertThat(of(source("http://gitea.gitea.svc:3000/other/ops", "main")).sourceIn(url, "main"))
                .isEmpty();
        assertThat(of(source("http://gitea.gitea.svc/shop/ops", "main"), source(url, "v1"))
                        .sourceIn(url, "main"))
                .as("the same address is nearer than the same path")
                .contains(1);
    }

    @Test
    void saysWhatStaysDifferentAfterTheSync() {
        Application seen = application(SyncStatus.OUT_OF_SYNC, MINE, HealthStatus.HEALTHY, DONE);
        Application behind = new Application(
                seen.name(),
                seen.family(),
                seen.sources(),
                true,
                new Application.Sync(
                        SyncStatus.OUT_OF_SYNC, List.of(MINE), List.of(SOURCE), "ConfigMap old has to be pruned"),
                seen.health(),
                seen.operation(),
                List.of(),
                seen.reconciledAt(),
                List.of());

        assertThat(((Waiting) decide(behind, CONTAINS, Memory.NONE)).message())
                .isEqualTo("OutOfSync at 8b1d0aa though its sync has ended: ConfigMap old has to be pruned");
    }
}
