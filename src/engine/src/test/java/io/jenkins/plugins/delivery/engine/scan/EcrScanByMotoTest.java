package io.jenkins.plugins.delivery.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageScanner;
import io.jenkins.plugins.delivery.testbed.ecr.EcrImage;
import io.jenkins.plugins.delivery.testbed.ecr.MotoServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;

/** The wire format of ECR as others have read it. */
@Tag("tools")
class EcrScanByMotoTest {

    private static final String REPOSITORY = "shop/payments";

    private static MotoServer moto;
    private static EcrClient client;

    @TempDir
    Path workDir;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = MotoServer.program();
        assumeTrue(
                program.isPresent(),
                "moto_server is not installed, so ECR's wire format was tested against our own stand-in only.");
        moto = MotoServer.start(program.get());
        client = EcrClient.builder()
                .endpointOverride(moto.url())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        client.createRepository(request -> request.repositoryName(REPOSITORY));
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            client.close();
            moto.close();
        }
    }

    @Test
    void findingsAreReadAndJudged() throws Exception {
        String digest = push(EcrImage.named("payments", Instant.EPOCH, "1.4.0"), "1.4.0");

        assertThatThrownBy(() -> scan(Map.of("tag", "1.4.0", "failOn", "high")))
                .isInstanceOfSatisfying(GateFailedException.class, e -> assertThat(e.result())
                        .containsEntry("digest", digest)
                        .containsEntry("status", "COMPLETE")
                        .containsEntry("counts", Map.of("high", 1)))
                .hasMessageContaining("CVE-9999-9999 (high) in moto_fake 9.9.9");
        // The second scan of a day is refused with LimitExceededException, and its findings are there.
        assertThat(scan(Map.of("digest", digest)).toMap()).containsEntry("verdict", "passed");
    }

    @Test
    void twoImagesAreCompared() throws Exception {
        String before = push(EcrImage.named("before", Instant.EPOCH), "1.0.0");
        String now = push(EcrImage.named("now", Instant.EPOCH), "1.1.0");

        assertThat(scan(Map.of("digest", now, "baseline", "1.0.0", "compareWith", before, "failOn", "low"))
                        .toMap())
                .containsEntry("verdict", "passed")
                .containsEntry("known", 1)
                .containsEntry("delta", "0 new, 0 fixed, 1 unchanged");
    }

    @Test
    void anIndexLeadsToItsPlatforms() throws Exception {
        EcrImage amd64 = EcrImage.named("amd64", Instant.EPOCH);
        push(amd64, "amd64");
        EcrImage index = EcrImage.index(new TreeMap<>(Map.of("linux/amd64", amd64)), Instant.EPOCH);
        String digest = push(index, "index");

        assertThat(scan(Map.of("digest", digest)).verdict().judged()).hasSize(1);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> scan(Map.of("tag", "9.9.9")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("9.9.9");
        assertThatThrownBy(() -> scan(Map.of("tag", "1", "repository", "shop/none")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("shop/none");
    }

    private static String push(EcrImage image, String tag) {
        String digest = Digest.of(image.manifest().getBytes(StandardCharsets.UTF_8));
        client.putImage(request -> request.repositoryName(REPOSITORY)
                .imageTag(tag)
                .imageDigest(digest)
                .imageManifest(image.manifest())
                .imageManifestMediaType(image.mediaType()));
        return digest;
    }

    private EcrScanResult scan(Map<String, ?> more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "repository",
                REPOSITORY,
                "endpoint",
                moto.url().toString(),
                "region",
                "eu-central-1",
                "credentialsId",
                "aws"));
        arguments.putAll(more);
        EngineContext context = EngineContext.in(workDir)
                .clock(Clock.systemUTC(), duration -> {})
                .secrets(id -> Optional.of(Credential.usernamePassword("aws", "AKID", "secret")))
                .build();
        return new EcrScan(EcrImageScanner::open)
                .run(RequestBinder.bind("ecrScan", EcrScanRequest.class, arguments), context);
    }
}
