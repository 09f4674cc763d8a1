package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoTimings;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong around a promotion: before the push nothing may happen, after it Git must end in a state that is told. */
class ArgoPromoterFailureTest {

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

    // --- before the push

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503})
    void changesNothingWhenArgoCdRefuses(int status) {
        world.argo.failAlways(status);

        assertThatThrownBy(() -> world.promote(Map.of()))
                .isInstanceOf(status == 401 || status == 403 ? TerminalException.class : RetryableException.class)
                .hasMessageContaining("Argo CD at " + world.argo.url())
                .hasMessageContaining(String.valueOf(status));
        assertThat(world.commits()).isEqualTo(1);
    }

    @Test
    void changesNothingWhenArgoCdIsDown() {
        world.argo.stop();

        assertThatThrownBy(() -> world.promote(Map.of()))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("cannot be reached");
        assertThat(world.commits()).isEqualTo(1);
    }

    @Test
    void namesAMissingApplication() {
        assertThatThrownBy(() -> world.promote(Map.of("app", "paiments-${env}", "project", "default")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("has no application 'paiments-stage' in project 'default'");
        assertThatThrownBy(() -> world.promote(Map.of("app", "paiments-${env}")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("check that 'paiments-stage' is there, or set project");
        assertThat(world.commits()).isEqualTo(1);
    }

    @Test
    void warnsOfAnApplicationThatFollowsAnotherRepository() throws Exception {
        String other = world.git.create("other");
        world.argo.repositoryCredentials(other, PromotionWorld.access());
        world.argo.create(ArgoApplication.of("elsewhere", other, "main", "x"));

        assertThatThrownBy(() -> world.promote(Map.of("app", "elsewhere", "timeout", "5s")))
                .isInstanceOf(TerminalException.class);
        assertThat(world.log)
                .anyMatch(line -> line.startsWith("WARN The Argo CD application 'elsewhere' does not follow"));
    }

    @Test
    void tellsEveryProblemOfTheInputAtOnce() {
        assertThatThrownBy(() -> world.promote(Map.of(
                        "env", "../prod",
                        "digest", "latest",
                        "commit", "abc",
                        "set", Map.of("image.tag", "${versoin}"),
                        "file", "x/${digset}.yaml")))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(5))
                .hasMessageContaining("did you mean 'version'?");
        assertThatThrownBy(() -> world.promote(Map.of("file", "../outside.yaml")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not a relative path inside the repository");
        assertThatThrownBy(() -> world.promote(Map.of("file", "main.tf")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("neither YAML nor JSON");
        assertThatThrownBy(() -> world.promote(Map.of("gitops", "https://u:pw@git.example/x.git")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("carries credentials")
                .hasMessageNotContaining("pw@");
        assertThat(world.commits()).isEqualTo(1);
    }

    @Test
    void tellsMissingBranchFileAndKeyApart() {
        assertThatThrownBy(() -> world.promote(Map.of("branch", "mian")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("has no branch 'mian'")
                .hasMessageContaining("Did you mean 'main'?");
        assertThatThrownBy(() -> world.promote(Map.of("file", "environments/stage/payment/values.yaml")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no file 'environments/stage/payment/values.yaml'")
                .hasMessageContaining("Did you mean 'environments/stage/payments/values.yaml'?");
        assertThatThrownBy(() -> world.promote(Map.of("set", Map.of("image.tga", "${version}"))))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("has no 'image.tga'")
                .hasMessageContaining("did you mean 'tag'?");
        assertThatThrownBy(() -> world.promote(Map.of("gitops", world.gitops.replace("gitops", "gitopps"))))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("gitopps");
        assertThat(world.commits()).isEqualTo(1);
    }

    @Test
    void tellsWhoMayNotRead() {
        world.credentials.put("git", Credential.usernamePassword("git", "ci", "wrong-password"));

        assertThatThrownBy(() -> world.promote(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("refused access")
                .hasMessageContaining("Check the credentials 'git'")
                .hasMessageNotContaining("wrong-password");
    }

    @Test
    void endsAtARefusedPush() {
        world.git.rejectPushes("gitops", "no deployments on Fridays");
        assertThatThrownBy(() -> world.promote(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("declined the push to main")
                .hasMessageContaining("no deployments on Fridays");
        world.git.acceptPushes("gitops");
        world.git.protectBranch("gitops", "main");
        assertThatThrownBy(() -> world.promote(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("protected branch");
        assertThat(world.git.pushAttempts("gitops")).isEqualTo(3);
        assertThat(world.commits()).isEqualTo(1);
    }

    // --- after the push

    @Test
    void putsTheOldVersionBackWhenTheNewOneIsDegraded() {
        world.argo.degradeWhenDeployed(
                "payments-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "back-off restarting failed container");

        assertThatThrownBy(() -> world.promote(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("payments 1.4.0 in stage did not come up: it is Degraded at ")
                .hasMessageContaining("Pod payments-stage")
                .hasMessageContaining("back-off restarting failed container")
                .hasMessageContaining("stage is back at 1.3.0 (commit "
                        + world.git("rev-parse", "main").substring(0, 7));
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
        assertThat(world.git("log", "-1", "--format=%s%n%(trailers)", "main"))
                .contains("restore payments in stage to 1.3.0")
                .contains(
                        "Delivery-Restores: " + world.git("rev-parse", "main~1").strip())
                .contains("Delivery-Reason: it is Degraded");
        // Argo CD is told of the restored value as well.
        assertThat(world.argo.requests("GET", "/api/v1/applications/payments-stage").stream()
                        .filter(request -> request.queryParameter("refresh").isPresent()))
                .hasSize(2);
    }

    @Test
    void tellsTheReasonOfThePodItsLinesAndWhoChangedWhat() throws Exception {
        String source = world.git.create("payments");
        String good;
        String bad;
        try (RepositoryBuilder service = RepositoryBuilder.init(directory.resolve("payments"))) {
            good = service.commit("feat: first", Map.of("a", "1")).head();
            service.commit("feat: cache everything", Map.of("a", "2"));
            bad = service.commit("fix: typo\n\nbody", Map.of("a", "3")).head();
            service.push(source, PromotionWorld.access());
        }
        Map<String, Object> of = Map.of("source", source, "sourceCredentialsId", "git");
        Map<String, Object> first = new LinkedHashMap<>(of);
        first.putAll(Map.of("version", "1.3.5", "commit", good, "run", "https://ci.example/job/payments/6"));
        world.promote(first);
        world.argo.podLog("payments-stage", "starting", "password=" + PromotionWorld.PASSWORD, "out of \u001b[31mheap");
        world.argo.degradeWhenDeployed("payments-stage", "1.4.0", PodReason.OOM_KILLED, "back-off 40s");
        Map<String, Object> second = new LinkedHashMap<>(of);
        second.put("commit", bad);

        assertThatThrownBy(() -> world.promote(second))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("(container app): OOMKilled, exit code 137\n")
                .hasMessageContaining("    | password=****\n    | out of heap\n")
                .hasMessageContaining("Suspected, 2 commits since 1.3.5, the last good version, newest first:\n    "
                        + bad.substring(0, 7) + " by ")
                .hasMessageContaining(": feat: cache everything\n")
                .hasMessageContaining("\nstage is back at 1.3.5 (commit ");
        assertThat(world.attached.get("delivery/failure-stage.md"))
                .contains("### `payments 1.4.0` failed in `stage`", "OOMKilled", "fix: typo")
                .doesNotContain(PromotionWorld.PASSWORD);
    }

    @Test
    void tellsTheReasonWhenTheTimeIsUp() throws Exception {
        world.argo.stickRollout("payments-stage");
        EngineContext context = world.context();
        ArgoPromoter promoter = world.promoter();
        Ticket ticket = promoter.start(world.request(Map.of("timeout", "3m")), context);

        promoter.poll(ticket, context);
        world.clock.advance(Duration.ofMinutes(3));
        assertThat(promoter.cancel(ticket, "timed out", context))
                .startsWith("stage is back at 1.3.0")
                .contains("\n  Pod payments-stage");
    }

    @Test
    void tellsTheFailureWithoutACardThatCannotBeRead() throws Exception {
        EngineContext context = world.context();
        ArgoPromoter promoter = world.promoter();
        Ticket ticket = promoter.start(world.request(Map.of()), context);
        world.argo.revoke(world.argo.token());

        assertThatThrownBy(() -> TicketLoop.finish(promoter, ticket, context, world.clock))
                .hasMessageContaining("401")
                .hasMessageContaining(" stage is back at 1.3.0")
                .hasMessageNotContaining("\n");
        assertThat(world.attached).isEmpty();
    }

    @Test
    void leavesGitAloneWhenToldSo() {
        world.argo.degradeWhenDeployed("payments-stage", "1.4.0", PodReason.OOM_KILLED, "too much");

        assertThatThrownBy(() -> world.promote(Map.of("rollback", "off")))
                .hasMessageContaining("stage still names 1.4.0 in Git")
                .hasMessageContaining("Undo it with argoRollback env: 'stage', service: 'payments', promotion: '"
                        + world.git("rev-parse", "main~1").strip() + "'");
        assertThat(world.values("stage")).contains("1.4.0");
        assertThat(world.git("show", "--stat", "--format=%s%n%(trailers)", "main"))
                .contains("failed: payments 1.4.0 in stage", "Delivery-Action: fail", "Delivery-Reason: it is Degraded")
                .doesNotContain("changed");
    }

    @ParameterizedTest
    @CsvSource({"rollout, Progressing at", "operation, syncing it"})
    void givesUpAtTheDeadlineAndPutsBack(String what, String message) {
        if (what.equals("rollout")) {
            world.argo.stickRollout("payments-stage");
        } else {
            world.argo.stickOperation("payments-stage");
        }

        assertThatThrownBy(() -> world.promote(Map.of("timeout", "3m")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("argoPromote gave up after 3m")
                .hasMessageContaining(message)
                .hasMessageContaining("stage is back at 1.3.0");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
    }

    @Test
    void endsAtAFailedSync() {
        world.argo.failSync("payments-stage", "one or more objects failed to apply");

        assertThatThrownBy(() -> world.promote(Map.of()))
                .hasMessageContaining("ended as Failed (one or more objects failed to apply")
                .hasMessageContaining("stage is back at 1.3.0");
    }

    @Test
    void endsAtAComparisonErrorThatIsNew() {
        world.argo.comparisonError("payments-stage", "helm template failed");

        assertThatThrownBy(() -> world.promote(Map.of()))
                .hasMessageContaining("ComparisonError: ")
                .hasMessageContaining("helm template failed")
                .hasMessageContaining("stage is back at 1.3.0");
    }

    @Test
    void acceptsNoHealthFromBeforeTheRollout() {
        // Argo CD goes on showing Healthy of the old pods for a while after the sync; stableFor outlasts that.
        try (PromotionWorld slow = new PromotionWorld(
                directory.resolve("slow"), ArgoTimings.usual().withHealthLag(Duration.ofSeconds(15)))) {
            slow.argo.degradeWhenDeployed("payments-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");

            assertThatThrownBy(() -> slow.promote(Map.of("stableFor", "30s")))
                    .hasMessageContaining("Degraded")
                    .hasMessageContaining("stage is back at 1.3.0");
            assertThat(slow.log).anyMatch(line -> line.contains("Healthy at ") && line.contains("has to stay so"));
        }
    }

    @Test
    void waitsThroughAnOutageOfArgoCd() throws Exception {
        EngineContext context = world.context();
        ArgoPromoter promoter = world.promoter();
        Ticket ticket = promoter.start(world.request(Map.of()), context);
        world.argo.failNext(3, 503);

        ArgoPromoteResult result = TicketLoop.finish(promoter, ticket, context, world.clock);

        assertThat(result.state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(world.log).anyMatch(line -> line.contains("no news for") && line.contains("503"));
    }

    @Test
    void putsBackWhenArgoCdDiesForGood() throws Exception {
        EngineContext context = world.context();
        ArgoPromoter promoter = world.promoter();
        Ticket ticket = promoter.start(world.request(Map.of("timeout", "2m")), context);
        world.argo.stop();

        assertThatThrownBy(() -> TicketLoop.finish(promoter, ticket, context, world.clock))
                .hasMessageContaining("Argo CD")
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("stage is back at 1.3.0");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
        assertThat(world.log).anyMatch(line -> line.startsWith("WARN Argo CD could not be told of the restored value"));
    }

    @Test
    void putsBackWhenTheTokenIsRevokedMeanwhile() throws Exception {
        EngineContext context = world.context();
        ArgoPromoter promoter = world.promoter();
        Ticket ticket = promoter.start(world.request(Map.of()), context);
        world.argo.revoke(world.argo.token());

        assertThatThrownBy(() -> TicketLoop.finish(promoter, ticket, context, world.clock))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("401")
                .hasMessageContaining("stage is back at 1.3.0");
    }

    @Test
    void saysWhenPuttingBackIsRefused() throws Exception {
        EngineContext context = world.context();
        ArgoPromoter promoter = world.promoter();
        Ticket ticket = promoter.start(world.request(Map.of()), context);
        world.git.protectBranch("gitops", "main");

        assertThat(promoter.cancel(ticket, "aborted by ada", context))
                .contains("could not be put back")
                .contains("protected branch")
                .contains("stage still names 1.4.0 in Git");
    }

    @Test
    void anAbortPutsBackOnce() throws Exception {
        EngineContext context = world.context();
        ArgoPromoter promoter = world.promoter();
        Ticket ticket =
                Ticket.fromMap(promoter.start(world.request(Map.of()), context).toMap());

        String first = promoter.cancel(ticket, "aborted by ada\nDelivery-Version: 6.6.6", context);
        String again = promoter.cancel(ticket, "aborted by ada", context);

        assertThat(first).startsWith("stage is back at 1.3.0 (commit ").isEqualTo(again);
        assertThat(world.commits()).isEqualTo(3);
        assertThat(world.git("log", "-1", "--format=%(trailers:key=Delivery-Version)", "main")
                        .strip())
                .isEqualTo("Delivery-Version: 1.3.0");
    }

    @Test
    void leavesALaterChangeAloneWhenPuttingBack() throws Exception {
        EngineContext context = world.context();
        ArgoPromoter promoter = world.promoter();
        Ticket ticket = promoter.start(world.request(Map.of()), context);
        world.foreignCommit("environments/stage/payments/values.yaml", PromotionWorld.VALUES.replace("1.3.0", "1.3.9"));

        assertThat(promoter.cancel(ticket, "aborted", context)).contains("no longer stand");
        assertThat(world.values("stage")).contains("1.3.9");
    }
}
