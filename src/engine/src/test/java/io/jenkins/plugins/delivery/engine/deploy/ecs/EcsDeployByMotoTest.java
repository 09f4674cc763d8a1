package io.jenkins.plugins.delivery.engine.deploy.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.deploy.Applied;
import io.jenkins.plugins.delivery.engine.deploy.Deployer;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import io.jenkins.plugins.delivery.testbed.ecr.MotoServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

/** What the deployer says to ECS, judged by moto, which other people wrote after the service descriptions of AWS. */
@Tag("tools")
class EcsDeployByMotoTest {

    private static final String REGION = "eu-central-1";
    private static final String DIGEST = "sha256:" + "b".repeat(64);

    @TempDir
    Path workDir;

    @Test
    void motoUnderstandsADeploymentAndTheWayBack() throws Exception {
        Optional<Path> program = MotoServer.program();
        assumeThat(program).as("moto_server is not installed here").isPresent();
        try (MotoServer moto = MotoServer.start(program.get());
                EcsClient client = client(moto)) {
            client.createCluster(call -> call.clusterName("shop"));
            client.registerTaskDefinition(call -> call.family("payments")
                    .cpu("256")
                    .memory("512")
                    .containerDefinitions(ContainerDefinition.builder()
                            .name("app")
                            .image("registry.example/shop/payments:1.3.0")
                            .essential(true)
                            .build())
                    .tags(software.amazon.awssdk.services.ecs.model.Tag.builder()
                            .key("team")
                            .value("shop")
                            .build()));
            client.createService(call -> call.cluster("shop")
                    .serviceName("payments-stage")
                    .taskDefinition("payments:1")
                    .desiredCount(0));

            EcsDeployer deployer = new EcsDeployer();
            EcsDeployRequest request = request(moto, Map.of());
            Applied applied = deployer.apply(request, context());
            assertThat(applied.change()).isEqualTo(PromotionState.PUSHED);
            assertThat(applied.revision()).isEqualTo("payments:2");
            assertThat(applied.from()).isEqualTo("1.3.0");
            assertThat(running(client)).endsWith("payments:2");
            TaskDefinition made = client.describeTaskDefinition(
                            call -> call.taskDefinition("payments:2").include(TaskDefinitionField.TAGS))
                    .taskDefinition();
            assertThat(made.containerDefinitions())
                    .extracting(ContainerDefinition::image)
                    .isEqualTo(List.of("registry.example/shop/payments@" + DIGEST));
            assertThat(made.memory()).isEqualTo("512");

            Applied again = deployer.apply(request, context());
            assertThat(again.change()).isEqualTo(PromotionState.PUSHED);
            assertThat(again.revision()).isEqualTo("payments:2");
            assertThat(again.from()).isEqualTo("1.3.0");

            Deployer.Restored restored = deployer.restore(request, applied, "e2e failed", context());
            assertThat(restored.sentence()).isEqualTo("stage is back at 1.3.0 (payments:1).");
            assertThat(running(client)).endsWith("payments:1");
            assertThat(deployer.apply(request(moto, Map.of("restore", "payments:2")), context())
                            .change())
                    .isEqualTo(PromotionState.RESTORED);
        }
    }

    @Test
    void motoUnderstandsTheQuestionForTheLastLinesOfALog() throws Exception {
        Optional<Path> program = MotoServer.program();
        assumeThat(program).as("moto_server is not installed here").isPresent();
        try (MotoServer moto = MotoServer.start(program.get());
                CloudWatchLogsClient logs = CloudWatchLogsClient.builder()
                        .endpointOverride(moto.url())
                        .region(Region.of(REGION))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            logs.createLogGroup(call -> call.logGroupName("/shop/payments"));
            logs.createLogStream(call -> call.logGroupName("/shop/payments").logStreamName("web/app/1"));
            long now = System.currentTimeMillis();
            logs.putLogEvents(call -> call.logGroupName("/shop/payments")
                    .logStreamName("web/app/1")
                    .logEvents(
                            InputLogEvent.builder()
                                    .timestamp(now - 2)
                                    .message("starting")
                                    .build(),
                            InputLogEvent.builder()
                                    .timestamp(now - 1)
                                    .message("migrating")
                                    .build(),
                            InputLogEvent.builder()
                                    .timestamp(now)
                                    .message("no such table")
                                    .build()));
            EcsDeployRequest request =
                    request(moto, Map.of("logsEndpoint", moto.url().toString()));

            assertThat(LogClients.lines(
                            request, context(), new LogClients.Place("/shop/payments", "web/app/1", null), 2))
                    .containsExactly("migrating", "no such table");
            assertThatThrownBy(() -> LogClients.lines(
                            request, context(), new LogClients.Place("/shop/payments", "web/app/2", null), 2))
                    .hasMessageContaining("The log web/app/2 of /shop/payments cannot be read: CloudWatch Logs answered"
                            + " ResourceNotFoundException");
        }
    }

    private static String running(EcsClient client) {
        return client.describeServices(call -> call.cluster("shop").services("payments-stage"))
                .services()
                .get(0)
                .taskDefinition();
    }

    private static EcsDeployRequest request(MotoServer moto, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "env", "stage",
                "service", "payments",
                "version", "1.4.0",
                "digest", DIGEST,
                "cluster", "shop",
                "region", REGION,
                "endpoint", moto.url().toString(),
                "credentialsId", "aws",
                "run", "https://ci.example/job/payments/7/"));
        all.putAll(more);
        return RequestBinder.bind("ecsDeploy", EcsDeployRequest.class, all);
    }

    private EngineContext context() {
        return EngineContext.in(workDir)
                .secrets(id -> Optional.of(Credential.usernamePassword(id, "AKIAEXAMPLE", "secret-of-the-tests")))
                .build();
    }

    private static EcsClient client(MotoServer moto) {
        return EcsClient.builder()
                .endpointOverride(moto.url())
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
