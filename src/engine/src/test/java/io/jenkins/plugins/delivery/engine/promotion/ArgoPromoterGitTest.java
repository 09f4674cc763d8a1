package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoSource;
import io.jenkins.plugins.delivery.testbed.argo.HelmValues;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Git side: races, lost answers, what was there already, what must have been there before. */
class ArgoPromoterGitTest {

    @TempDir
    Path directory;

    private PromotionWorld world;

    @BeforeEach
    void open() {
        world = new PromotionWorld(directory);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Map<String, Object> push(Map<String, Object> changes) throws InterruptedException {
        Map<String, Object> all = new HashMap<>(Map.of("waitFor", "none"));
        all.putAll(changes);
        return world.promote(all);
    }

    @Test
    void appliesTheIntentAgainAfterALostRace() throws Exception {
        String neighbour = PromotionWorld.VALUES.replace("replicas: 2", "replicas: 5");
        world.git.beforeNextPush(
                "gitops", () -> world.foreignCommit("environments/stage/payments/values.yaml", neighbour));

        Map<String, Object> result = push(Map.of());

        assertThat(result).containsEntry("state", "pushed").containsEntry("changed", true);
        assertThat(world.values("stage")).isEqualTo(neighbour.replace("1.3.0", "1.4.0"));
        assertThat(world.commits()).isEqualTo(3);
        assertThat(world.log).anyMatch(line -> line.startsWith("Push 1 was not taken"));
    }

    @Test
    void makesNoSecondCommitWhenTheAnswerIsLost() throws Exception {
        AtomicBoolean once = new AtomicBoolean(true);
        world.git.onPush(event -> {
            if (once.getAndSet(false)) {
                throw new IllegalStateException("the server dies after it took the push");
            }
        });

        Map<String, Object> result = push(Map.of());

        assertThat(once).isFalse();
        assertThat(world.commits()).isEqualTo(2);
        assertThat(result)
                .containsEntry("state", "pushed")
                .containsEntry("from", "1.3.0")
                .containsEntry("commit", world.git("rev-parse", "main").strip());
    }

    @Test
    void knowsItsOwnCommitAfterARestart() throws Exception {
        Map<String, Object> first = push(Map.of());
        world.foreignCommit("README.md", "Something else.\n");

        Map<String, Object> again = push(Map.of());

        assertThat(again).containsEntry("commit", first.get("commit")).containsEntry("from", "1.3.0");
        assertThat(world.commits()).isEqualTo(3);
    }

    @Test
    void makesNoCommitWhenTheValueIsThere() throws Exception {
        push(Map.of());
        Map<String, Object> result = world.promote(Map.of("run", "another run"));

        assertThat(result)
                .containsEntry("state", "unchanged")
                .containsEntry("changed", false)
                .containsEntry("diff", "")
                .containsEntry("health", "Healthy")
                .doesNotContainKey("commit");
        assertThat(world.commits()).isEqualTo(2);
    }

    @Test
    void aDryRunReportsAndPushesNothing() throws Exception {
        Map<String, Object> result = world.promoter()
                .run(
                        world.request(Map.of()),
                        world.context().toBuilder().dryRun(true).build())
                .toMap();

        assertThat(result)
                .containsEntry("state", "planned")
                .containsEntry("changed", false)
                .containsEntry("from", "1.3.0")
                .containsEntry("to", "1.4.0");
        assertThat((String) result.get("diff")).contains("+  tag: \"1.4.0\"");
        assertThat(world.git.pushAttempts("gitops")).isEqualTo(1);
        assertThat(world.argo.requests("POST", "/")).isEmpty();
    }

    @Test
    void twentyServicesInOneFileAllLandWithOneCommitEach() throws Exception {
        int services = 20;
        ExecutorService pool = Executors.newFixedThreadPool(services);
        try {
            List<Callable<Map<String, Object>>> promotions = new ArrayList<>();
            for (int i = 0; i < services; i++) {
                String service = "service-" + i;
                promotions.add(() -> push(Map.of(
                        "service", service,
                        "version", "2.0.0",
                        "file", "images.yaml",
                        "timeout", "1h",
                        "set", Map.of("${service}.tag".replace("${service}", service), "${version}"))));
            }
            List<Future<Map<String, Object>>> results = pool.invokeAll(promotions, 5, TimeUnit.MINUTES);
            for (Future<Map<String, Object>> result : results) {
                assertThat(result.get()).containsEntry("state", "pushed");
            }
        } finally {
            pool.shutdownNow();
        }
        YamlEdit file = YamlEdit.of("images.yaml", world.file("images.yaml"));
        for (int i = 0; i < 30; i++) {
            assertThat(file.get("service-" + i + ".tag")).isEqualTo(i < services ? "2.0.0" : "1.0.0");
        }
        assertThat(world.file("images.yaml"))
                .startsWith("# every service on one line\n")
                .contains("# line 19\n");
        assertThat(world.commits()).isEqualTo(1 + services);
        assertThat(world.git("log", "--format=", "--numstat", "-" + services, "main")
                        .lines()
                        .filter(line -> !line.isBlank()))
                .hasSize(services)
                .containsOnly("1\t1\timages.yaml");
    }

    @Test
    void asksForTheSyncOfAnApplicationThatDoesNotSyncByItself() throws Exception {
        world.argo.remove("payments-stage");
        world.argo.define(ArgoApplication.of("payments-stage", world.gitops, "main", "environments/stage/payments")
                .manualSync());

        assertThat(world.promote(Map.of())).containsEntry("state", "deployed");
        assertThat(world.argo.requests("POST", "/api/v1/applications/payments-stage/sync"))
                .singleElement()
                .satisfies(request -> assertThat(request.json().path("revision").asText())
                        .isEqualTo(world.git("rev-parse", "main").strip()));
    }

    @Test
    void logsInWithUserAndPasswordAndWaitsForAnApplicationOfSeveralSources() throws Exception {
        world.credentials.put("argo", Credential.usernamePassword("argo", world.argo.user(), world.argo.password()));
        world.argo.remove("payments-stage");
        world.argo.define(ArgoApplication.of(
                        "payments-stage",
                        ArgoSource.chart("registry.example/charts", "payments", "1.0.0")
                                .withHelm(new HelmValues(
                                        List.of("$ops/environments/stage/payments/values.yaml"), Map.of(), Map.of())),
                        ArgoSource.reference(world.gitops, "main", "ops"))
                .inProject("shop"));

        assertThat(world.promote(Map.of("project", "shop")))
                .containsEntry("state", "deployed")
                .containsEntry("revision", world.git("rev-parse", "main").strip());
        assertThat(world.log).noneMatch(line -> line.contains(world.argo.password()));
    }

    @Test
    void aReasonCannotForgeATrailer() throws Exception {
        push(Map.of("reason", "urgent\n\nDelivery-Version: 9.9.9\nDelivery-Restores: " + "a".repeat(40)));

        assertThat(world.git("log", "-1", "--format=%(trailers:key=Delivery-Version,valueonly)", "main")
                        .strip())
                .isEqualTo("1.4.0");
        assertThat(world.git("log", "-1", "--format=%(trailers:key=Delivery-Restores)", "main")
                        .strip())
                .isEmpty();
    }

    @Test
    void findsAPromotionThatLiesFarBack() throws Exception {
        List<String> commits = checkout();
        push(Map.of("env", "dev", "commit", commits.get(0)));
        try (RepositoryBuilder clone =
                RepositoryBuilder.cloneOf(world.gitops, directory.resolve("busy"), PromotionWorld.access())) {
            for (int i = 0; i < 120; i++) {
                clone.commit("chore: of others " + i, Map.of("README.md", "edition " + i + "\n"));
            }
            clone.push(world.gitops, PromotionWorld.access());
        }

        assertThat(push(Map.of("after", "dev", "commit", commits.get(1)))).containsEntry("state", "pushed");
    }

    // --- order of builds

    /** A checkout with two commits on main and one beside it: the older, the newer and the foreign. */
    private List<String> checkout() {
        try (RepositoryBuilder service = RepositoryBuilder.init(world.context().workDir())) {
            String older = service.commit("feat: one", Map.of("a", "1")).head();
            String foreign = service.branch("side")
                    .commit("feat: side", Map.of("b", "1"))
                    .head();
            String newer = service.checkout("main")
                    .commit("feat: two", Map.of("a", "2"))
                    .head();
            return List.of(older, newer, foreign);
        }
    }

    @Test
    void anOlderBuildDoesNotOvertakeANewerOne() throws Exception {
        List<String> commits = checkout();
        push(Map.of("version", "1.5.0", "commit", commits.get(1), "run", "run 88"));

        Map<String, Object> late = push(Map.of("version", "1.4.0", "commit", commits.get(0), "run", "run 87"));

        assertThat(late).containsEntry("state", "superseded").containsEntry("changed", false);
        assertThat(world.values("stage")).contains("1.5.0");
        assertThat(world.log).anyMatch(line -> line.contains("payments 1.5.0 in stage") && line.contains("run 88"));
    }

    @Test
    void aNewerBuildReplacesAnOlderOne() throws Exception {
        List<String> commits = checkout();
        push(Map.of("version", "1.4.0", "commit", commits.get(0), "run", "run 87"));

        assertThat(push(Map.of("version", "1.5.0", "commit", commits.get(1), "run", "run 88")))
                .containsEntry("state", "pushed")
                .containsEntry("from", "1.4.0");
    }

    @Test
    void anUndoneNewerBuildBlocksNobody() throws Exception {
        List<String> commits = checkout();
        Map<String, Object> bad = push(Map.of("version", "1.5.0", "commit", commits.get(1), "run", "run 88"));
        push(Map.of("restore", bad.get("commit"), "run", "run 89"));

        assertThat(push(Map.of("version", "1.4.0", "commit", commits.get(0), "run", "run 90")))
                .containsEntry("state", "pushed");
    }

    @Test
    void finishesAsSupersededWhenANewerPromotionArrivesWhileItWaits() throws Exception {
        List<String> commits = checkout();
        var context = world.context();
        var promoter = world.promoter();
        var ticket = promoter.start(
                world.request(Map.of("version", "1.4.0", "commit", commits.get(0), "run", "run 87")), context);
        push(Map.of("version", "1.5.0", "commit", commits.get(1), "run", "run 88"));

        ArgoPromoteResult result = TicketLoop.finish(promoter, ticket, context, world.clock);

        assertThat(result.state()).isEqualTo(PromotionState.SUPERSEDED);
        assertThat(result.toMap()).containsEntry("supersededBy", "1.5.0 from run 88");
        assertThat(world.log).contains("payments 1.4.0 in stage was superseded by 1.5.0 from run 88.");
        assertThat(world.values("stage")).contains("1.5.0");
    }

    @Test
    void acceptsALaterCommitOfOthersAsItsOwnRevision() throws Exception {
        var context = world.context();
        var promoter = world.promoter();
        var ticket = promoter.start(world.request(Map.of()), context);
        world.foreignCommit("environments/stage/payments/extra.yaml", "other: true\n");

        ArgoPromoteResult result = TicketLoop.finish(promoter, ticket, context, world.clock);

        assertThat(result.state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(result.toMap().get("revision"))
                .isEqualTo(world.git("rev-parse", "main").strip());
        assertThat(result.toMap().get("commit"))
                .isEqualTo(world.git("rev-parse", "main~1").strip());
    }

    // --- after an earlier environment

    @Test
    void goesOnAfterTheEarlierEnvironment() throws Exception {
        List<String> commits = checkout();
        String digest = "sha256:" + "b".repeat(64);
        push(Map.of("env", "dev", "commit", commits.get(0), "digest", digest));

        assertThat(push(Map.of("after", "dev", "commit", commits.get(1), "digest", digest)))
                .containsEntry("state", "pushed");
    }

    @Test
    void refusesToSkipTheEarlierEnvironment() throws Exception {
        List<String> commits = checkout();
        assertRefused(Map.of("after", "dev", "commit", commits.get(1)), "payments was never promoted to dev");

        push(Map.of(
                "env",
                "dev",
                "commit",
                commits.get(0),
                "run",
                "r2",
                "version",
                "1.3.5",
                "digest",
                "sha256:" + "c".repeat(64)));
        assertRefused(
                Map.of("after", "dev", "commit", commits.get(1), "digest", "sha256:" + "d".repeat(64)),
                "had the image sha256:cc");

        Map<String, Object> foreign = push(Map.of("env", "dev", "commit", commits.get(2), "run", "r1"));
        assertRefused(
                Map.of("after", "dev", "commit", commits.get(1), "digest", "sha256:" + "d".repeat(64)),
                "which is no part of commit");

        assertRefused(Map.of("after", "dev", "commit", "e".repeat(40)), "cannot be decided");
        assertThat(foreign).containsEntry("state", "pushed");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
    }

    @Test
    void refusesAChartThatIsNotTheOneThatPassed() throws Exception {
        List<String> commits = checkout();
        String tested = "sha256:" + "1".repeat(64);
        String rebuilt = "sha256:" + "2".repeat(64);
        push(Map.of("env", "dev", "commit", commits.get(0), "chartVersion", "1.4.0-rc.2", "chartContent", tested));
        Map<String, Object> release = Map.of("after", "dev", "commit", commits.get(1), "chartVersion", "1.4.0");

        assertRefused(
                with(release, "chartContent", rebuilt),
                "had the chart 1.4.0-rc.2 with the content " + tested + ", not 1.4.0 with " + rebuilt);
        assertThatThrownBy(() -> push(with(release, "chartContent", rebuilt)))
                .hasMessageContaining("sameDigest: false takes it as it is");
        assertThat(push(with(release, "chartContent", tested))).containsEntry("state", "pushed");
        assertThat(world.git("log", "-1", "--format=%B", "main")).contains("Delivery-Chart-Content: " + tested);
        Map<String, Object> lenient = new HashMap<>(with(release, "chartContent", rebuilt));
        lenient.putAll(Map.of("sameDigest", false, "version", "1.4.1"));
        assertThat(push(lenient)).containsEntry("state", "pushed");
    }

    private static Map<String, Object> with(Map<String, Object> arguments, String key, Object value) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put(key, value);
        return all;
    }

    @Test
    void refusesAfterAnUndoneEarlierEnvironment() throws Exception {
        List<String> commits = checkout();
        push(Map.of("env", "dev", "commit", commits.get(0), "run", "r1"));
        Map<String, Object> bad = push(Map.of("env", "dev", "commit", commits.get(1), "version", "1.5.0", "run", "r2"));
        push(Map.of("env", "dev", "restore", bad.get("commit"), "run", "r3"));

        assertRefused(Map.of("after", "dev", "commit", commits.get(1), "version", "1.5.0"), "was undone");
    }

    private void assertRefused(Map<String, Object> changes, String why) {
        assertThatThrownBy(() -> push(changes))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("may not go to stage before it passed dev")
                .hasMessageContaining(why);
    }

    // --- restore

    @Test
    void restoresTheValuesFromBeforeAPromotion() throws Exception {
        Map<String, Object> promoted = push(Map.of());
        world.foreignCommit(
                "environments/stage/payments/values.yaml", world.values("stage").replace("replicas: 2", "replicas: 7"));

        Map<String, Object> result = world.promote(Map.of("restore", promoted.get("commit"), "run", "r2"));

        assertThat(result)
                .containsEntry("state", "restored")
                .containsEntry("from", "1.4.0")
                .containsEntry("to", "1.3.0")
                .containsEntry("health", "Healthy");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES.replace("replicas: 2", "replicas: 7"));
    }

    @Test
    void refusesToRestoreWhatIsNoPromotionOfThisService() throws Exception {
        Map<String, Object> promoted = push(Map.of());

        assertThatThrownBy(() -> push(Map.of("restore", "f".repeat(40))))
                .hasMessageContaining("is not in the history of the GitOps branch");
        assertThatThrownBy(() ->
                        push(Map.of("restore", world.git("rev-parse", "main~1").strip())))
                .hasMessageContaining("is no promotion that could be undone");
        assertThatThrownBy(() -> push(Map.of("env", "prod", "restore", promoted.get("commit"))))
                .hasMessageContaining("is the promotion of payments 1.4.0 in stage");
        assertThatThrownBy(() -> push(Map.of("restore", promoted.get("commit"), "after", "dev")))
                .hasMessageContaining("exclude each other");
    }

    @Test
    void saysWhenThereIsNothingToGoBackTo() throws Exception {
        world.foreignCommit("environments/stage/payments/values.yaml", "image:\n  tag:\n");
        Map<String, Object> first = push(Map.of());
        assertThat(first).doesNotContainKey("from");
        assertThat(world.values("stage")).isEqualTo("image:\n  tag: 1.4.0\n");

        assertThatThrownBy(() -> push(Map.of("restore", first.get("commit"), "run", "r2")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("was the first: there is no earlier value to go back to");
    }
}
