package io.jenkins.plugins.delivery.engine.deploy.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.deploy.DeployOperation;
import io.jenkins.plugins.delivery.engine.deploy.DeployResult;
import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import io.jenkins.plugins.delivery.testbed.ecs.EcsServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments to one ECS service, and everything that can become of them. */
class EcsDeployerTest {

    private static final String DIGEST = "sha256:" + "b".repeat(64);

    @TempDir
    Path workspace;

    private final EcsServer ecs = EcsServer.start(
            "payments-stage",
            Map.of(
                    "cpu", "256",
                    "memory", "512",
                    "networkMode", "awsvpc",
                    "requiresCompatibilities", List.of("FARGATE"),
                    "executionRoleArn", "arn:aws:iam::123456789012:role/execution",
                    "tags", List.of(Map.of("key", "team", "value", "shop")),
                    "containerDefinitions",
                            List.of(
                                    Map.of(
                                            "name",
                                            "payments",
                                            "image",
                                            "registry.example/shop/payments:1.3.0",
                                            "logConfiguration",
                                            Map.of(
                                                    "logDriver",
                                                    "awslogs",
                                                    "options",
                                                    Map.of(
                                                            "awslogs-group", "/shop/payments",
                                                            "awslogs-stream-prefix", "web")),
                                            "environment",
                                            List.of(Map.of("name", "MODE", "value", "live"))),
                                    Map.of("name", "proxy", "image", "registry.example/proxy:9"))));

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final List<String> log = new ArrayList<>();
    private final List<String> ledger = new ArrayList<>();
    private final Map<String, String> attached = new HashMap<>();

    private final DeployOperation<EcsDeployRequest> step =
            new DeployOperation<>(new EcsDeployer(), (deployer, request, line, context) -> {
                String entry = deployer + " " + line.action() + " " + line.from() + " -> " + line.to() + " ("
                        + line.revision() + ")";
                if (!ledger.contains(entry)) {
                    ledger.add(entry);
                }
                return Optional.of("c".repeat(40));
            });

    @AfterEach
    void stop() {
        ecs.close();
    }

    private EcsDeployRequest request(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "env", "stage",
                "service", "payments",
                "version", "1.4.0",
                "digest", DIGEST,
                "region", "eu-central-1",
                "endpoint", ecs.url().toString(),
                "credentialsId", "aws",
                "run", "https://ci.example/job/payments/7/"));
        all.putAll(more);
        return RequestBinder.bind("ecsDeploy", EcsDeployRequest.class, all);
    }

    private EngineContext context() {
        return EngineContext.in(workspace)
                .clock(clock, clock::advance)
                .attachments(attached::put)
                .secrets(id -> Optional.of(Credential.usernamePassword(id, "AKIAEXAMPLE", "secret-of-the-tests")))
                .log(new DeliveryLog() {
                    @Override
                    public void info(String message) {
                        log.add(message);
                    }

                    @Override
                    public void warn(String message) {
                        log.add(message);
                    }

                    @Override
                    public void progress(String message) {
                        log.add(message);
                    }
                })
                .build();
    }

    /** Polls as a host does that saves the ticket each time; after each poll that still waits the service goes on. */
    private Map<String, Object> finish(Ticket begun, Runnable goesOn) throws InterruptedException {
        Ticket ticket = begun;
        for (int polls = 0; polls < 1000; polls++) {
            Progress<DeployResult> progress = step.poll(Ticket.fromMap(ticket.toMap()), context());
            if (progress instanceof Progress.Done<DeployResult> done) {
                return done.result().toMap();
            }
            Progress.Waiting<DeployResult> waiting = (Progress.Waiting<DeployResult>) progress;
            log.add(waiting.message());
            ticket = waiting.ticket();
            clock.advance(waiting.nextPoll());
            if (!clock.instant().isBefore(ticket.deadline())) {
                throw new TerminalException(waiting.message(), step.cancel(ticket, "timed out", context()));
            }
            goesOn.run();
        }
        throw new AssertionError("still waiting: " + log);
    }

    private Map<String, Object> deploy(Map<String, Object> more, Runnable goesOn) throws InterruptedException {
        return finish(step.start(request(more), context()), goesOn);
    }

    @Test
    void movesTheServiceToARevisionThatDiffersInTheImageOnly() throws Exception {
        Map<String, Object> result = deploy(Map.of(), ecs::steady);

        assertThat(result)
                .containsEntry("state", "deployed")
                .containsKey("began")
                .containsEntry("changed", true)
                .containsEntry("from", "1.3.0")
                .containsEntry("to", "1.4.0")
                .containsEntry("revision", "payments-stage:2")
                .containsEntry("health", "Healthy")
                .containsEntry("tasks", 2)
                .containsEntry("commit", "c".repeat(40));
        ObjectNode before = (ObjectNode) ecs.definition("payments-stage:1").deepCopy();
        ObjectNode after = (ObjectNode) ecs.definition("payments-stage:2").deepCopy();
        assertThat(after.at("/containerDefinitions/0/image").asText())
                .isEqualTo("registry.example/shop/payments@" + DIGEST);
        ((ObjectNode) after.at("/containerDefinitions/0")).put("image", "registry.example/shop/payments:1.3.0");
        List.of("revision", "taskDefinitionArn").forEach(field -> {
            before.remove(field);
            after.remove(field);
        });
        before.fieldNames()
                .forEachRemaining(
                        field -> assertThat(after.get(field)).as(field).isEqualTo(before.get(field)));
        assertThat(ledger).containsExactly("ecs DEPLOY 1.3.0 -> 1.4.0 (payments-stage:2)");
        assertThat(log).anyMatch(line -> line.contains("0 of 2 tasks run, tasks of 1 earlier deployments still run"));
        assertThat(ecs.calls("UpdateService")).isEqualTo(1);
    }

    @Test
    void whatRunsAlreadyIsLeftAlone() throws Exception {
        deploy(Map.of(), ecs::steady);
        Map<String, Object> again = deploy(Map.of("run", "another run"), ecs::steady);

        assertThat(again).containsEntry("state", "unchanged").containsEntry("changed", false);
        assertThat(ecs.revisions()).isEqualTo(2);
        assertThat(ecs.calls("UpdateService")).isEqualTo(1);
    }

    @Test
    void aRunThatWasKilledFindsItsOwnRevisionAndItsOwnDeployment() throws Exception {
        EcsDeployRequest request = request(Map.of());
        ecs.deny("UpdateService");
        assertThatThrownBy(() -> step.start(request, context()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("cannot be moved to payments-stage:2: ECS answered AccessDeniedException")
                .hasMessageContaining("Allow the action ecs:UpdateService");
        ecs.deny("");
        step.start(request, context());
        assertThat(ecs.revisions()).isEqualTo(2);

        Map<String, Object> result = finish(step.start(request, context()), ecs::steady);
        assertThat(result).containsEntry("state", "deployed").containsEntry("from", "1.3.0");
        assertThat(ecs.revisions()).isEqualTo(2);
        assertThat(ecs.calls("UpdateService")).isEqualTo(2);
        assertThat(ledger).hasSize(1);
    }

    @Test
    void whatTheCircuitBreakerGivesUpGoesBack() throws Exception {
        Ticket ticket = step.start(request(Map.of()), context());
        ecs.stopTask("Essential container in task exited", "payments", 1, null);
        ecs.giveUp("ECS deployment circuit breaker: tasks failed to start.", false);

        assertThatThrownBy(() -> finish(ticket, () -> {}))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(
                        "payments 1.4.0 in stage did not come up: ECS gave the deployment up (ECS deployment circuit breaker:"
                                + " tasks failed to start).")
                .hasMessageContaining("stage is back at 1.3.0 (payments-stage:1).")
                .hasMessageContaining("exit code 1");
        assertThat(ecs.current()).isEqualTo("payments-stage:1");
        assertThat(ledger)
                .containsExactly(
                        "ecs DEPLOY 1.3.0 -> 1.4.0 (payments-stage:2)",
                        "ecs ROLLBACK 1.4.0 -> 1.3.0 (payments-stage:2)");
    }

    @Test
    void theLastLinesOfATaskThatStoppedAreTold() throws Exception {
        ecs.log("/shop/payments", "web/payments/1", "starting", "no such table: invoices");
        Ticket ticket = step.start(request(Map.of("logsEndpoint", ecs.url().toString())), context());
        ecs.stopTask("Essential container in task exited", "payments", 1, null);
        ecs.giveUp("tasks failed to start", false);

        assertThatThrownBy(() -> finish(ticket, () -> {})).hasMessageContaining("no such table: invoices");
    }

    @Test
    void withoutTheRightToReadLogsTheFailureIsToldAllTheSame() throws Exception {
        ecs.deny("GetLogEvents");
        Ticket ticket = step.start(request(Map.of("logsEndpoint", ecs.url().toString())), context());
        ecs.stopTask("Essential container in task exited", "payments", 1, null);
        ecs.giveUp("tasks failed to start", false);

        assertThatThrownBy(() -> finish(ticket, () -> {}))
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("stage is back at 1.3.0");
        assertThat(attached.get("delivery/failure-stage.md"))
                .contains("CloudWatch Logs answered AccessDeniedException", "logs:GetLogEvents");
    }

    @Test
    void whatTheCircuitBreakerPutBackIsNotPutBackTwice() throws Exception {
        Ticket ticket = step.start(request(Map.of()), context());
        ecs.giveUp("ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.", true);

        assertThatThrownBy(() -> finish(ticket, () -> {}))
                .hasMessageContaining("ECS gave the deployment up")
                .hasMessageContaining("and goes back to payments-stage:1")
                .hasMessageContaining(
                        "stage is back at 1.3.0 (payments-stage:1); the deployment circuit breaker of ECS did that.");
        assertThat(ecs.calls("UpdateService")).isEqualTo(1);
    }

    @Test
    void tasksThatKeepFailingWithoutACircuitBreakerEndTheWait() throws Exception {
        assertThatThrownBy(() -> deploy(Map.of(), () -> ecs.progress(0, 3)))
                .hasMessageContaining("3 of its tasks failed; the service has no deployment circuit breaker")
                .hasMessageContaining("stage is back at 1.3.0");
        assertThat(log).anyMatch(line -> line.contains("0 of 2 tasks run"));
    }

    @Test
    void aServiceThatNeverBecomesSteadyTimesOutAndGoesBack() throws Exception {
        assertThatThrownBy(() -> deploy(Map.of("timeout", "2m"), () -> ecs.progress(1, 0)))
                .hasMessageContaining("1 of 2 tasks run")
                .hasMessageContaining("stage is back at 1.3.0 (payments-stage:1).");
        assertThat(ecs.current()).isEqualTo("payments-stage:1");
    }

    @Test
    void steadyForAMomentIsNotEnough() throws Exception {
        int[] polls = {0};
        assertThatThrownBy(() -> deploy(Map.of("stableFor", "30s"), () -> {
                    if (polls[0]++ == 0) {
                        ecs.steady();
                    } else if (polls[0] > 5) {
                        ecs.giveUp("alarm", false);
                    }
                }))
                .hasMessageContaining("ECS gave the deployment up (alarm)");
        assertThat(log).anyMatch(line -> line.contains("ready for"));
    }

    @Test
    void aDeploymentOfSomebodyElseSupersedes() throws Exception {
        Ticket ticket = step.start(request(Map.of()), context());
        Map<String, Object> newer =
                deploy(Map.of("version", "1.5.0", "digest", "sha256:" + "e".repeat(64), "run", "8"), ecs::steady);
        Map<String, Object> older = finish(ticket, () -> {});

        assertThat(newer).containsEntry("state", "deployed").containsEntry("revision", "payments-stage:3");
        assertThat(older)
                .containsEntry("state", "superseded")
                .containsEntry("by", "the task definition payments-stage:3");
    }

    @Test
    void goingBackNeverOverwritesWhatSomebodyElseDeployed() throws Exception {
        Ticket ticket = step.start(request(Map.of()), context());
        deploy(Map.of("version", "1.5.0", "run", "8", "digest", "sha256:" + "e".repeat(64)), ecs::steady);

        assertThat(step.cancel(ticket, "aborted", context()))
                .contains("Nothing was put back: somebody has moved the service to payments-stage:3");
        assertThat(ecs.current()).isEqualTo("payments-stage:3");
    }

    @ParameterizedTest
    @CsvSource({
        "off,'Nothing was put back, as rollback says'",
        "ask,'Nothing was put back: stage has 1.4.0, and a person has to choose.'"
    })
    void aPersonMayDecideAboutGoingBack(String rollback, String sentence) throws Exception {
        Ticket ticket = step.start(request(Map.of("rollback", rollback)), context());
        ecs.giveUp("broken", false);

        assertThatThrownBy(() -> finish(ticket, () -> {}))
                .hasMessageContaining(sentence)
                .hasMessageContaining("restore: 'payments-stage:2'");
        assertThat(ecs.current()).isEqualTo("payments-stage:2");
    }

    @Test
    void aLaterGateUndoesTheDeployment() throws Exception {
        deploy(Map.of(), ecs::steady);
        Map<String, Object> back = deploy(Map.of("restore", "payments-stage:2", "reason", "e2e failed"), ecs::steady);

        assertThat(back).containsEntry("state", "restored").containsEntry("to", "1.3.0");
        assertThat(ecs.current()).isEqualTo("payments-stage:1");
        assertThat(ledger).contains("ecs ROLLBACK 1.4.0 -> 1.3.0 (payments-stage:2)");
        assertThat(deploy(Map.of("restore", "payments-stage:2"), ecs::steady)).containsEntry("state", "restored");
        assertThat(ecs.calls("UpdateService")).isEqualTo(2);
    }

    @Test
    void whatIsUndoneMustStillBeWhatRuns() throws Exception {
        deploy(Map.of(), ecs::steady);
        deploy(Map.of("version", "1.5.0", "run", "8", "digest", "sha256:" + "e".repeat(64)), ecs::steady);

        assertThat(deploy(Map.of("restore", "payments-stage:2"), () -> {})).containsEntry("state", "superseded");
        assertThat(ecs.current()).isEqualTo("payments-stage:3");
        assertThatThrownBy(() -> step.start(request(Map.of("restore", "payments-stage:1")), context()))
                .hasMessageContaining("payments-stage:1 does not tell which revision ran before it");
    }

    @Test
    void theLastGoodRevisionIsTheOneThatCameUp() throws Exception {
        step.start(request(Map.of("rollback", "off")), context());
        Ticket second = step.start(
                request(Map.of("version", "1.5.0", "run", "8", "digest", "sha256:" + "e".repeat(64))), context());
        ecs.giveUp("broken", false);

        assertThatThrownBy(() -> finish(second, () -> {}))
                .hasMessageContaining("stage is back at 1.3.0 (payments-stage:1)");
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        EngineContext dry = EngineContext.in(workspace)
                .clock(clock, clock::advance)
                .dryRun(true)
                .secrets(id -> Optional.of(Credential.usernamePassword(id, "AKIAEXAMPLE", "x")))
                .build();
        Ticket ticket = step.start(request(Map.of()), dry);

        assertThat(finish(ticket, () -> {})).containsEntry("state", "planned").containsEntry("from", "1.3.0");
        assertThat(ecs.revisions()).isEqualTo(1);
        assertThat(ecs.calls("UpdateService")).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ecsService | other | The ECS service other in the cluster default does not exist. Create it once
            container | main | which container of the task definition payments-stage:1 is payments; there are payments (registry.example/shop/payments:1.3.0), proxy
            image | registry.example/x | which container of the task definition
            """)
    void wrongNamesFailWithoutEffect(String parameter, String value, String sentence) {
        assertThatThrownBy(() -> step.start(request(Map.of(parameter, value)), context()))
                .hasMessageContaining(sentence);
        assertThat(ecs.calls("RegisterTaskDefinition")).isZero();
    }

    @Test
    void anotherDeploymentControllerIsNotTakenAway() {
        ecs.service().putObject("deploymentController").put("type", "CODE_DEPLOY");
        assertThatThrownBy(() -> step.start(request(Map.of()), context()))
                .hasMessageContaining("is deployed by CODE_DEPLOY, not by ECS itself");
    }

    @Test
    void tellsEveryProblemOfTheInputAtOnce() {
        assertThatThrownBy(() -> request(Map.of(
                        "digest", "x", "image", "a/b:1", "region", "moon", "ecsService", "${x}", "restore", "nothing")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        "digest 'x'", "image 'a/b:1' has a tag", "region 'moon'", "ecsService: ", "restore 'nothing'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CannotPullContainerError: pull image manifest has been retried | | IMAGE_PULL
            OutOfMemoryError: container killed due to memory usage | 137 | OUT_OF_MEMORY
            Task failed ELB health checks in (target-group x) | | PROBE
            ResourceInitializationError: unable to pull secrets | | CONFIG
            Capacity is unavailable at this time | | UNSCHEDULABLE
            Essential container in task exited | 1 | EXITED
            Scaling activity initiated by (deployment x) | | UNHEALTHY
            """)
    void theReasonsOfStoppedTasksAreTroublesThatPeopleKnow(String message, Integer exit, String trouble) {
        assertThat(StoppedTasks.trouble(message, exit).name()).isEqualTo(trouble);
    }
}
