package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a promotion that did not come up says about its version: only one that was seen not to work is bad from then on. */
class WhatFailedTest {

    private static final String APP = "payments-stage";
    private static final String FILE = "environments/stage/payments/values.yaml";

    @TempDir
    private Path directory;

    private PromotionWorld world;

    @BeforeEach
    void start() {
        world = new PromotionWorld(directory);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static Arguments late(String what, boolean banned, Consumer<PromotionWorld> trouble) {
        return Arguments.of(what, banned, trouble);
    }

    static Stream<Arguments> timeout() {
        return Stream.of(
                late("a sync window denied the sync", false, world -> world.argo.denySyncs(APP, "0 22 * * *", "8h")),
                late("a sync of something else was in the way", false, world -> {
                    world.argo.stickOperation(APP);
                    world.foreignCommit(FILE, PromotionWorld.VALUES.replace("replicas: 2", "replicas: 3"));
                    world.argo.notifyPush(world.gitops);
                }),
                late("its sync did not end", true, world -> world.argo.stickOperation(APP)),
                late("its rollout did not end", true, world -> world.argo.stickRollout(APP)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void timeout(String what, boolean banned, Consumer<PromotionWorld> trouble) {
        trouble.accept(world);

        assertThatThrownBy(() -> promote("1.4.0", "2m"))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("gave up after 2m")
                .hasMessageContaining("stage is back at 1.3.0")
                .satisfies(e -> assertThat(e.getMessage().contains("1.4.0 is in quarantine"))
                        .isEqualTo(banned));

        assertThat(world.git("ls-tree", "-r", "--name-only", "main").contains(".delivery/quarantine/payments"))
                .isEqualTo(banned);
    }

    @Test
    void aFirstPromotionThatFailedIsNotTheLastGoodOne() {
        world.foreignCommit(FILE, "image: {tag: \"\"}\n");
        world.argo.notifyPush(world.gitops);
        world.argo.degrade(APP, PodReason.CRASH_LOOP_BACK_OFF, "dies");

        assertThatThrownBy(() -> promote("1.4.0", "2m"))
                .hasMessageContaining("was the first: there is no earlier value to go back to.")
                .hasMessageContaining("1.4.0 is in quarantine");
        assertThat(world.git("log", "-1", "--format=%B", "main"))
                .contains("failed: payments 1.4.0 in stage", "Delivery-Action: fail", "Delivery-Quarantined: 1.4.0");

        assertThatThrownBy(() -> promote("1.5.0", "2m"))
                .hasMessageContaining("there is no earlier value to go back to");
        assertThat(world.values("stage")).contains("1.5.0");
    }

    @Test
    void aFirstPromotionThatAGateRefusedIsNotTheLastGoodOneEither() throws InterruptedException {
        world.foreignCommit(FILE, "image: {tag: \"\"}\n");
        world.promote(Map.of("waitFor", "none"));

        assertThatThrownBy(() -> back("the gate refused it"))
                .hasMessageContaining("was the first: there is no earlier value to go back to.");

        assertThat(world.git("log", "-1", "--format=%B", "main"))
                .contains("Delivery-Action: fail", "Delivery-Reason: the gate refused it");
    }

    @Test
    void whatAPersonRevertedWasUndoneUntilThatIsReverted() throws InterruptedException {
        world.promote(Map.of("version", "1.4.0", "waitFor", "none"));
        world.promote(Map.of("version", "1.5.0", "waitFor", "none"));
        assertThat(standing()).isEqualTo("1.5.0");

        revert();
        assertThat(standing()).isEqualTo("1.4.0");

        revert();
        assertThat(standing()).isEqualTo("1.5.0");
    }

    @Test
    void aFileThatAPersonRemovedIsNotPutBack() throws InterruptedException {
        world.promote(Map.of("version", "1.4.0", "waitFor", "none"));
        byHand("rm", "-q", FILE);
        byHand("commit", "-qm", "chore: payments leaves stage");
        byHand("push", "-q", "origin", "HEAD:main");

        Map<String, Object> result = back("it does not work");

        assertThat(result).containsEntry("state", "superseded");
        assertThat(result.get("supersededBy").toString())
                .contains("stands no more: a later commit removed " + FILE + ".");
    }

    @Test
    void noSecretOfTheRunStaysInGit() throws InterruptedException {
        String secret = PromotionWorld.PASSWORD;
        world.promote(Map.of("waitFor", "none", "reason", "token " + secret, "run", "http://ci:" + secret + "@ci/7/"));
        back("it logs " + secret);

        assertThat(world.git("log", "-2", "-p", "--format=%B", "main"))
                .contains("token ****", "it logs ****", ".delivery/quarantine/payments")
                .doesNotContain(secret);
    }

    private Map<String, Object> back(String reason) throws InterruptedException {
        ArgoRollback rollback = new ArgoRollback(
                JGitGitOpsRepository::open, JGitSourceHistory::open, ArgoHttpClient::new, PromotionWorld::forge);
        Map<String, Object> arguments = new HashMap<>(
                Map.of("env", "stage", "service", "payments", "gitops", world.gitops, "credentialsId", "git"));
        arguments.put("reason", reason);
        return rollback.run(RequestBinder.bind("argoRollback", ArgoRollbackRequest.class, arguments), world.context())
                .toMap();
    }

    /** Reverts the newest commit as a person does. */
    private void revert() {
        byHand("revert", "--no-edit", "HEAD");
        byHand("push", "-q", "origin", "HEAD:main");
    }

    /** In a clone of the tip. */
    private void byHand(String... arguments) {
        Path clone = directory.resolve("person");
        if (!Files.isDirectory(clone)) {
            world.git("clone", "-q", ".", clone.toString());
        }
        List<String> command = new ArrayList<>(List.of("-C", clone.toString()));
        command.addAll(List.of("-c", "user.name=Ann", "-c", "user.email=ann@example.com"));
        command.addAll(List.of(arguments));
        world.git(command.toArray(String[]::new));
    }

    private String standing() throws InterruptedException {
        try (GitOpsRepository repository =
                JGitGitOpsRepository.open(new GitOpsAddress(world.gitops, "main", "git"), world.context())) {
            repository.fetch();
            return new PromotionLedger(repository)
                    .current("payments", "stage")
                    .orElseThrow()
                    .version();
        }
    }

    private Map<String, Object> promote(String version, String timeout) throws InterruptedException {
        Map<String, Object> changes = new HashMap<>();
        changes.put("version", version);
        changes.put("timeout", timeout);
        changes.put("run", "https://ci.example/job/payments/" + version + "/");
        return world.promote(changes);
    }
}
