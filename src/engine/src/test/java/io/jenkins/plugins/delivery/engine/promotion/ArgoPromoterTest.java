package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgoPromoterTest {

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
        assertThat(world.log).noneMatch(line -> line.contains(PromotionWorld.PASSWORD));
    }

    @Test
    void promotesAndWaitsUntilTheNewCommitIsHealthy() throws Exception {
        Map<String, Object> result = world.promote(Map.of(
                "digest",
                "sha256:" + "a".repeat(64),
                "approver",
                "ada",
                "evidence",
                "sha256:" + "e".repeat(64),
                "scan",
                "passed (2 high)\nDelivery-Approver: forged"));

        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES.replace("1.3.0", "1.4.0"));
        String head = world.git("rev-parse", "main").strip();
        assertThat(result)
                .containsEntry("state", "deployed")
                .containsEntry("env", "stage")
                .containsEntry("service", "payments")
                .containsEntry("version", "1.4.0")
                .containsEntry("from", "1.3.0")
                .containsEntry("to", "1.4.0")
                .containsEntry("changed", true)
                .containsEntry("commit", head)
                .containsEntry("revision", head)
                .containsEntry("health", "Healthy")
                .containsEntry("file", "environments/stage/payments/values.yaml")
                .containsEntry("url", world.argo.url() + "/applications/payments-stage");
        assertThat((String) result.get("diff"))
                .contains("--- a/environments/stage/payments/values.yaml", "-  tag: \"1.3.0\"", "+  tag: \"1.4.0\"");
        assertThat((Long) result.get("seconds")).isGreaterThanOrEqualTo(20);
        assertThat(world.git("show", "--stat", "--format=%an <%ae>%n%s%n%(trailers)", "main"))
                .contains(
                        "Git-Flow Delivery <delivery@git-flow-delivery.invalid>",
                        "promote payments 1.4.0 to stage",
                        "Delivery-Service: payments",
                        "Delivery-Environment: stage",
                        "Delivery-Version: 1.4.0",
                        "Delivery-Digest: sha256:" + "a".repeat(64),
                        "Delivery-Evidence: sha256:" + "e".repeat(64),
                        "Delivery-Scan: passed (2 high) Delivery-Approver: forged",
                        "Delivery-Run: https://ci.example/job/payments/7",
                        "Delivery-Approver: ada",
                        "Delivery-Set: image.tag",
                        "Delivery-Intent: ",
                        "1 file changed, 1 insertion(+), 1 deletion(-)");
        assertThat(world.log).anyMatch(line -> line.startsWith("payments in stage: ") && line.contains(" of 10m)"));
    }

    @Test
    void asksGitOnlyWhenArgoCdIsAtAnotherRevision() throws Exception {
        AtomicInteger clones = new AtomicInteger();
        AtomicInteger histories = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        ArgoPromoter promoter = new ArgoPromoter(
                (address, context) -> {
                    clones.incrementAndGet();
                    return JGitGitOpsRepository.open(address, context);
                },
                (source, credentialsId, context) -> {
                    histories.incrementAndGet();
                    return JGitSourceHistory.open(source, credentialsId, context);
                },
                (address, credential, application, project) -> {
                    looks.incrementAndGet();
                    return new ArgoHttpClient(address, credential, application, project);
                },
                PromotionWorld::forge);
        Ticket ticket = promoter.start(world.request(Map.of()), world.context());
        world.foreignCommit("environments/prod/other/values.yaml", "image: {tag: \"9\"}\n");
        assertThat(clones).hasValue(1);

        ArgoPromoteResult result = TicketLoop.finish(promoter, ticket, world.context(), world.clock);

        // Argo CD runs somebody's later commit: one question what that is, for all looks.
        assertThat(result.toMap())
                .containsEntry("state", "deployed")
                .containsEntry("revision", world.git("rev-parse", "main").strip());
        assertThat(looks.get()).isGreaterThan(10);
        assertThat(clones).hasValue(2);
        assertThat(histories).hasValue(1);
    }
}
