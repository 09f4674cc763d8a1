package io.jenkins.plugins.delivery.engine.image.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import io.jenkins.plugins.delivery.engine.image.RegistrySettings;
import io.jenkins.plugins.delivery.engine.image.RepositorySettings;
import io.jenkins.plugins.delivery.testbed.ecr.MotoServer;
import java.nio.file.Path;
import java.util.ArrayList;
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
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.Repository;

/** Creating repositories and fetching log-ins, judged by moto, which other people wrote after the service descriptions of AWS. */
@Tag("tools")
class EcrAccessByMotoTest {

    private static final String REGION = "eu-central-1";

    @TempDir
    Path workDir;

    @Test
    void motoUnderstandsWhatIsAskedAndIsUnderstood() throws Exception {
        Optional<Path> program = MotoServer.program();
        assumeThat(program).as("moto_server is not installed here").isPresent();
        List<String> log = new ArrayList<>();
        try (MotoServer moto = MotoServer.start(program.get());
                EcrClient client = client(moto)) {
            RepositorySettings creation =
                    RepositorySettings.of(true, Map.of("tags", Map.of("team", "payments"), "kmsKey", "alias/images"));
            access(moto, creation, log).prepare();
            access(moto, creation, log).prepare();

            Repository made = client.describeRepositories(r -> r.repositoryNames("shop/payments"))
                    .repositories()
                    .get(0);
            assertThat(made.imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
            assertThat(made.imageScanningConfiguration().scanOnPush()).isTrue();
            assertThat(made.encryptionConfiguration().encryptionType()).isEqualTo(EncryptionType.KMS);
            assertThat(client.listTagsForResource(r -> r.resourceArn(made.repositoryArn()))
                            .tags())
                    .contains(software.amazon.awssdk.services.ecr.model.Tag.builder()
                            .key("team")
                            .value("payments")
                            .build());
            assertThat(client.getLifecyclePolicy(r -> r.repositoryName("shop/payments"))
                            .lifecyclePolicyText())
                    .contains("sinceImagePushed");
            assertThat(log).filteredOn(line -> line.contains("Created")).hasSize(1);
            assertThat(log).noneMatch(line -> line.contains("other settings"));

            RegistryAccess.Login login = access(moto, creation, log).login().orElseThrow();
            assertThat(login.credential().username()).isEqualTo("AWS");
            assertThat(login.expires()).isNotNull();
        }
    }

    private RegistryAccess access(MotoServer moto, RepositorySettings creation, List<String> log) {
        RegistrySettings settings = new RegistrySettings(
                "aws", null, new AwsSettings(REGION, null, null, moto.url().toString()), creation);
        EngineContext context = EngineContext.in(workDir)
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
        return EcrAccess.open(ImageRepository.parse("127.0.0.1:5000/shop/payments"), settings, context);
    }

    private static EcrClient client(MotoServer moto) {
        return EcrClient.builder()
                .endpointOverride(moto.url())
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
