package io.jenkins.plugins.delivery.engine.argo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.argo.ArgoTimings;
import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Many applications of one Argo CD, read by clients that share what they can, on time that the test moves. */
abstract class SharedArgoFixture {

    static final int APPLICATIONS = 100;

    @TempDir
    static Path directory;

    private static GitServer git;
    static String gitops;

    final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    final SharedArgo shared;
    ArgoCdServer argo;
    Optional<Credential> user;
    private final AtomicLong nanos = new AtomicLong();

    /** @param streaming whether streams of changes may answer as well */
    SharedArgoFixture(boolean streaming) {
        shared = new SharedArgo(nanos::get, streaming);
    }

    @BeforeAll
    static void repository() throws Exception {
        git = GitServer.start(Files.createDirectory(directory.resolve("server")));
        gitops = git.create("gitops");
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < APPLICATIONS; i++) {
            files.put("app" + i + "/values.yaml", "image:\n  tag: 1." + i + ".0\n");
        }
        try (RepositoryBuilder repository = RepositoryBuilder.init(Files.createDirectory(directory.resolve("first")))) {
            repository.commit("chore: start", files).push(gitops, GitAccess.open());
        }
    }

    @AfterAll
    static void end() {
        git.close();
    }

    @BeforeEach
    void start() {
        argo = ArgoCdServer.start(clock, ArgoTimings.usual());
        user = Optional.of(Credential.token("argo", argo.token()));
    }

    @AfterEach
    void stop() {
        argo.close();
        assertThat(argo.failures()).isEmpty();
    }

    void define(int count) {
        for (int i = 0; i < count; i++) {
            argo.define(ArgoApplication.of("app" + i, gitops, "main", "app" + i));
        }
    }

    ArgoClient client(int number) {
        return client(user, "app" + number, null);
    }

    ArgoClient client(Optional<Credential> as, String application, String project) {
        return shared.open(argo.url().toString(), as, application, project);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    void nextTick() {
        pass(Duration.ofSeconds(1));
        argo.clearRequests();
    }

    /** Reads so many applications twice, a tick apart: from then on lists can answer. */
    void warmUp(int count) throws InterruptedException {
        define(count);
        for (int i = 0; i < count; i++) {
            client(i).get();
        }
        nextTick();
    }

    List<String> requests() {
        return argo.requests().stream().map(RecordedRequest::path).toList();
    }

    List<String> lists() {
        return requests().stream().filter("/api/v1/applications"::equals).toList();
    }

    ArgoHttpClient alone(String application) {
        return new ArgoHttpClient(argo.url().toString(), user, application, null);
    }

    String listNow() throws InterruptedException {
        return alone("app0").call(http -> http.get("/api/v1/applications")).toString();
    }
}
