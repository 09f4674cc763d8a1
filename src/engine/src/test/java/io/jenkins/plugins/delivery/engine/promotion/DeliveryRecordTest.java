package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryRecordTest {

    @TempDir
    Path folder;

    private PromotionWorld world;

    @BeforeEach
    void start() {
        world = new PromotionWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private DeliveryRecordRequest request(Map<String, Object> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of(
                "action",
                "reject",
                "env",
                "stage",
                "service",
                "payments",
                "version",
                "1.5.0",
                "approver",
                "anna",
                "reason",
                "not before the fair\nDelivery-Action: promote",
                "gitops",
                world.gitops,
                "credentialsId",
                "git",
                "run",
                "https://ci.example/job/payments/7"));
        arguments.putAll(changes);
        return RequestBinder.bind("deliveryRecord", DeliveryRecordRequest.class, arguments);
    }

    private Map<String, Object> record(Map<String, Object> changes) throws InterruptedException {
        return new DeliveryRecord(JGitGitOpsRepository::open)
                .run(request(changes), world.context())
                .toMap();
    }

    @Test
    void aDecisionIsACommitWithoutFiles() throws InterruptedException {
        String tree = world.git("rev-parse", "main^{tree}");
        Object commit = record(Map.of()).get("commit");
        assertThat(world.git("rev-parse", "main").strip()).isEqualTo(commit);
        assertThat(world.git("rev-parse", "main^{tree}")).isEqualTo(tree);
        assertThat(world.git("log", "-1", "--format=%s%n%(trailers)", "main"))
                .startsWith("reject payments 1.5.0 for stage\n")
                .contains(
                        "Delivery-Action: reject\n",
                        "Delivery-Approver: anna\n",
                        "Delivery-Reason: not before the fair Delivery-Action: promote\n",
                        "Delivery-Run: https://ci.example/job/payments/7\n");
        assertThat(world.log).anyMatch(line -> line.startsWith("'reject payments 1.5.0 for stage' is in Git (commit "));
    }

    @Test
    void aRunWritesItOnceAndAnotherRunWritesItsOwn() throws InterruptedException {
        Object commit = record(Map.of()).get("commit");
        world.foreignCommit("README.md", "Something else.\n");
        int commits = world.commits();
        assertThat(record(Map.of())).containsEntry("commit", commit);
        assertThat(world.commits()).isEqualTo(commits);
        assertThat(record(Map.of("run", "https://ci.example/job/payments/8"))).doesNotContainEntry("commit", commit);
        assertThat(record(Map.of("action", "approve"))).doesNotContainEntry("commit", commit);
        // What a person left out is what the person rejected.
        assertThat(record(Map.of("action", "skip"))).containsEntry("commit", commit);
    }

    @Test
    void itIsNoPromotion() throws InterruptedException {
        Object promotion = world.promote(Map.of()).get("commit");
        record(Map.of());
        record(Map.of("action", "approve"));
        Map<String, Object> asked =
                Map.of("env", "stage", "service", "payments", "gitops", world.gitops, "credentialsId", "git");
        assertThat(new PromotedVersion(JGitGitOpsRepository::open)
                        .run(
                                RequestBinder.bind("promotedVersion", PromotedVersionRequest.class, asked),
                                world.context())
                        .toMap())
                .containsEntry("version", "1.4.0")
                .containsEntry("commit", promotion);
    }

    @Test
    void aPromotionTellsWhatWasThereBeforeAndWhoSetAFreezeAside() throws InterruptedException {
        world.promote(Map.of("override", "anna: customers cannot pay ('Sat')"));
        assertThat(world.git("log", "-1", "--format=%(trailers)", "main"))
                .contains(
                        "Delivery-Action: promote\n",
                        "Delivery-From: 1.3.0\n",
                        "Delivery-Override: anna: customers cannot pay ('Sat')\n");
    }

    @Test
    void aDryRunWritesNothing() throws InterruptedException {
        EngineContext dry = world.context().toBuilder().dryRun(true).build();
        int commits = world.commits();
        assertThat(new DeliveryRecord(JGitGitOpsRepository::open)
                        .run(request(Map.of()), dry)
                        .toMap())
                .containsEntry("action", "reject")
                .doesNotContainKey("commit");
        assertThat(world.commits()).isEqualTo(commits);
        assertThat(world.log).contains("Dry run: 'reject payments 1.5.0 for stage' would be written.");
    }

    @Test
    void everyProblemOfTheInputIsToldAtOnce() {
        assertThatThrownBy(() -> request(Map.of("env", "a b", "approver", "", "commit", "HEAD")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("env 'a b'", "approver is required to reject", "commit 'head'");
        assertThatThrownBy(() -> request(Map.of("action", "skip", "reason", "", "approver", "")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reason is required to skip");
    }
}
