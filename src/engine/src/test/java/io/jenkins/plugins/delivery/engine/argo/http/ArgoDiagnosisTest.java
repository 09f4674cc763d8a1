package io.jenkins.plugins.delivery.engine.argo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.card.Trouble;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.argo.ArgoTimings;
import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out of an Argo CD about an application that does not come up. */
class ArgoDiagnosisTest {

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: payments}
            spec: {template: {spec: {containers: [{image: 'registry.example.com/payments:1.0.0'}]}}}
            """;

    @TempDir
    Path directory;

    private GitServer git;
    private ArgoCdServer argo;
    private String url;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));

    @BeforeEach
    void open() {
        GitAccess access = GitAccess.only("ci", "s3cret-git");
        git = GitServer.start(directory.resolve("server"), access);
        url = git.create("gitops");
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory.resolve("seed"))) {
            repository
                    .commit("chore: start", Map.of("payments/deployment.yaml", DEPLOYMENT))
                    .push(url, access);
        }
        argo = ArgoCdServer.start(clock, ArgoTimings.usual());
        argo.repositoryCredentials(url, access);
        argo.define(ArgoApplication.of("payments", url, "main", "payments"));
    }

    @AfterEach
    void close() {
        argo.close();
        git.close();
    }

    private ArgoHttpClient client() {
        return new ArgoHttpClient(
                argo.url().toString(), Optional.of(Credential.token("argo", argo.token())), "payments", null);
    }

    private Diagnosis diagnose() throws InterruptedException {
        return client().diagnosis();
    }

    @ParameterizedTest
    @CsvSource({
        "CRASH_LOOP_BACK_OFF, CRASH_LOOP, 'exit code 1, why', true, true",
        "OOM_KILLED, OUT_OF_MEMORY, exit code 137, true, true",
        "IMAGE_PULL_BACK_OFF, IMAGE_PULL, 'registry.example.com/app: why', false, false",
        "CREATE_CONTAINER_CONFIG_ERROR, CONFIG, why, false, false",
        "PROBE_FAILS, PROBE, why, true, false",
        "UNSCHEDULABLE, UNSCHEDULABLE, why, false, false",
    })
    void namesThePodAndItsReason(PodReason reason, Trouble trouble, String message, boolean log, boolean before)
            throws Exception {
        argo.podLog("payments", "one", "two");
        argo.degrade("payments", reason, "why");

        Diagnosis found = diagnose();

        assertThat(found.gaps()).isEmpty();
        assertThat(found.culprit()).hasValueSatisfying(culprit -> {
            assertThat(culprit.trouble()).isEqualTo(trouble);
            assertThat(culprit.kind()).isEqualTo("Pod");
            assertThat(culprit.name()).startsWith("payments-");
            assertThat(culprit.message()).isEqualTo(message);
            assertThat(culprit.container()).isEqualTo(trouble == Trouble.UNSCHEDULABLE ? "" : "app");
        });
        assertThat(found.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("Warning");
            assertThat(event.message()).isEqualTo("why");
            assertThat(event.at()).isPresent();
        });
        assertThat(found.log().isPresent()).isEqualTo(log);
        found.log().ifPresent(tail -> {
            assertThat(tail.lines()).containsExactly("one", "two");
            assertThat(tail.before()).isEqualTo(before);
        });
    }

    @Test
    void asksForFewLinesAndNeverForTheValuesOfThePod() throws Exception {
        argo.podLog(
                "payments",
                java.util.stream.IntStream.range(0, 5000)
                        .mapToObj(i -> "line " + i)
                        .toArray(String[]::new));
        argo.degrade("payments", PodReason.CRASH_LOOP_BACK_OFF, "why");

        Diagnosis found = diagnose();

        assertThat(found.log().orElseThrow().lines()).hasSize(40).endsWith("line 4999");
        assertThat(found.toString()).doesNotContain("s3cret-of-the-pod");
    }

    @Test
    void namesTheJobOfAHookAndWhatItPrinted() throws Exception {
        argo.podLog("payments", "ERROR: relation \"orders\" already exists");
        argo.failHook("payments", "Job has reached the specified backoff limit");
        sync();

        Diagnosis found = diagnose();

        assertThat(found.culprit())
                .contains(new Diagnosis.Culprit(
                        Trouble.HOOK, "Job", "payments-migrate", "", "Job has reached the specified backoff limit"));
        assertThat(found.log().orElseThrow().lines()).containsExactly("ERROR: relation \"orders\" already exists");
        assertThat(found.log().orElseThrow().source()).contains("payments-migrate-", "container migrate");
        assertThat(found.events()).hasSize(1);
    }

    @Test
    void namesWhatTheClusterRefused() throws Exception {
        argo.failSync("payments", "Deployment.apps is invalid: spec.replicas: must be positive");
        sync();

        assertThat(diagnose().culprit()).hasValueSatisfying(culprit -> {
            assertThat(culprit.trouble()).isEqualTo(Trouble.SYNC);
            assertThat(culprit.kind()).isEqualTo("Deployment");
            assertThat(culprit.message()).contains("spec.replicas: must be positive");
        });
    }

    @Test
    void saysWhenManifestsCannotBeMade() throws Exception {
        argo.comparisonError("payments", "helm template failed: nil pointer");
        client().refresh();

        assertThat(diagnose().culprit()).hasValueSatisfying(culprit -> {
            assertThat(culprit.trouble()).isEqualTo(Trouble.MANIFESTS);
            assertThat(culprit.message()).contains("nil pointer");
        });
    }

    @Test
    void blamesNothingOfAHealthyApplication() throws Exception {
        assertThat(diagnose()).isEqualTo(Diagnosis.NONE);
    }

    @Test
    void followsAnAppOfAppsToTheChild() throws Exception {
        try (RepositoryBuilder repository =
                RepositoryBuilder.cloneOf(url, directory.resolve("parent"), GitAccess.only("ci", "s3cret-git"))) {
            repository
                    .commit("feat: root", Map.of("apps/child.yaml", """
                                    apiVersion: argoproj.io/v1alpha1
                                    kind: Application
                                    metadata: {name: child}
                                    spec:
                                      project: default
                                      source: {repoURL: '%s', targetRevision: main, path: payments}
                                      destination: {namespace: child}
                                      syncPolicy: {automated: {}}
                                    """.formatted(url)))
                    .push(url, GitAccess.only("ci", "s3cret-git"));
        }
        argo.define(ArgoApplication.of("root", url, "main", "apps"));
        argo.degrade("child", PodReason.IMAGE_PULL_BACK_OFF, "not found");

        Diagnosis found = new ArgoHttpClient(
                        argo.url().toString(), Optional.of(Credential.token("argo", argo.token())), "root", "default")
                .diagnosis();

        assertThat(found.culprit().orElseThrow().trouble()).isEqualTo(Trouble.IMAGE_PULL);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500})
    void tellsWhatItMayNotRead(int status) throws Exception {
        argo.degrade("payments", PodReason.CRASH_LOOP_BACK_OFF, "why");
        argo.failAlways(status);

        Diagnosis found = diagnose();

        assertThat(found.culprit()).isEmpty();
        assertThat(found.gaps())
                .hasSize(2)
                .allMatch(gap -> gap.startsWith("Argo CD does not give the ") && gap.contains(String.valueOf(status)));
    }

    @Test
    void readsNothingMoreAfterItsTime() throws Exception {
        argo.degrade("payments", PodReason.CRASH_LOOP_BACK_OFF, "why");
        AtomicLong nanos = new AtomicLong();
        // Every look at the time finds three seconds more gone.
        ArgoDiagnosis slow = new ArgoDiagnosis(
                client(), () -> nanos.getAndAdd(Duration.ofSeconds(3).toNanos()));

        Diagnosis found = slow.of("payments");

        assertThat(found.culprit()).isPresent();
        assertThat(found.log()).isEmpty();
        assertThat(found.gaps()).contains("Argo CD took too long, so the log was not asked for.");
    }

    private void sync() throws InterruptedException {
        client().sync(null);
        clock.advance(Duration.ofSeconds(5));
    }
}
