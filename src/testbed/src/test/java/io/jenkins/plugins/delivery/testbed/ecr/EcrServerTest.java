package io.jenkins.plugins.delivery.testbed.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeImageScanFindingsResponse;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.EnhancedImageScanFinding;
import software.amazon.awssdk.services.ecr.model.FindingSeverity;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.LimitExceededException;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.ScanNotFoundException;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/** The stand-in as the AWS SDK sees it. */
class EcrServerTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PAYMENTS = "team/payments";

    private final ManualClock clock = new ManualClock(NOON);
    private final StoredImages images = new StoredImages();
    private final EcrImage image = EcrImage.named("payments", NOON, "1.4.0", "latest");
    private final EcrServer server = EcrServer.start(images, clock);
    private final EcrClient client = client("AKIAEXAMPLE");

    @BeforeEach
    void fill() {
        server.createRepository(PAYMENTS, false);
        images.put(PAYMENTS, image);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        assertThat(server.failures()).isEmpty();
    }

    @Test
    void createsAndDescribesRepositories() {
        Repository created = client.createRepository(r -> r.repositoryName("orders")
                        .imageTagMutability(ImageTagMutability.IMMUTABLE)
                        .imageScanningConfiguration(s -> s.scanOnPush(true)))
                .repository();

        assertThat(created.repositoryUri()).isEqualTo("127.0.0.1:" + server.port() + "/orders");
        assertThat(created.createdAt()).isEqualTo(NOON);
        assertThat(created.imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
        assertThat(created.imageScanningConfiguration().scanOnPush()).isTrue();
        assertThat(client.describeRepositories().repositories())
                .extracting(Repository::repositoryName)
                .containsExactly("orders", PAYMENTS);
        assertThatThrownBy(() -> client.createRepository(r -> r.repositoryName("orders")))
                .isInstanceOf(RepositoryAlreadyExistsException.class)
                .hasMessageContaining("already exists");
        assertThatThrownBy(() -> client.createRepository(r -> r.repositoryName("Not/Valid")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> client.describeRepositories(r -> r.repositoryNames("nowhere")))
                .isInstanceOf(RepositoryNotFoundException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void changesMutability() {
        client.putImageTagMutability(r -> r.repositoryName(PAYMENTS).imageTagMutability(ImageTagMutability.IMMUTABLE));

        assertThat(client.describeRepositories(r -> r.repositoryNames(PAYMENTS)).repositories())
                .singleElement()
                .extracting(Repository::imageTagMutability)
                .isEqualTo(ImageTagMutability.IMMUTABLE);
    }

    @Test
    void listsImagesPageByPage() {
        for (int i = 0; i < 25; i++) {
            images.put(PAYMENTS, EcrImage.named("build " + i, NOON, "1.0." + i));
        }

        var pages = client.listImagesPaginator(r -> r.repositoryName(PAYMENTS).maxResults(10));

        assertThat(pages.stream().map(page -> page.imageIds().size())).containsExactly(10, 10, 7);
        assertThat(pages.imageIds().stream().map(ImageIdentifier::imageTag))
                .contains("1.4.0", "latest", "1.0.0", "1.0.24")
                .doesNotHaveDuplicates();
        assertThatThrownBy(
                        () -> client.listImages(r -> r.repositoryName(PAYMENTS).nextToken("made up")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void aTagThatMovesLeavesItsOldImageUntagged() {
        images.put(PAYMENTS, EcrImage.named("rebuilt", NOON, "1.4.0", "latest"));

        assertThat(client.listImages(r -> r.repositoryName(PAYMENTS).filter(f -> f.tagStatus(TagStatus.UNTAGGED)))
                        .imageIds())
                .containsExactly(
                        ImageIdentifier.builder().imageDigest(image.digest()).build());
    }

    @Test
    void describesImagesByTagAndDigest() {
        ImageDetail detail = client.describeImages(
                        r -> r.repositoryName(PAYMENTS).imageIds(i -> i.imageTag("latest")))
                .imageDetails()
                .get(0);

        assertThat(detail.imageDigest()).isEqualTo(image.digest());
        assertThat(detail.imageTags()).containsExactly("1.4.0", "latest");
        assertThat(detail.imagePushedAt()).isEqualTo(NOON);
        assertThat(detail.imageScanStatus()).isNull();
        assertThatThrownBy(() -> client.describeImages(r -> r.repositoryName(PAYMENTS)
                        .imageIds(i -> i.imageTag("latest").imageDigest("sha256:" + "0".repeat(64)))))
                .isInstanceOf(ImageNotFoundException.class);
        assertThatThrownBy(() ->
                        client.describeImages(r -> r.repositoryName(PAYMENTS).imageIds(i -> i.imageTag("9.9.9"))))
                .isInstanceOf(ImageNotFoundException.class);
    }

    @Test
    void getsManifestsAndReportsTheMissingOnes() {
        var answer = client.batchGetImage(
                r -> r.repositoryName(PAYMENTS).imageIds(i -> i.imageTag("1.4.0"), i -> i.imageTag("nope")));

        assertThat(answer.images())
                .singleElement()
                .satisfies(found -> assertThat(found.imageId().imageDigest()).isEqualTo(image.digest()))
                .extracting(Image::imageManifest)
                .isEqualTo(image.manifest());
        assertThat(answer.failures()).singleElement().satisfies(failure -> assertThat(failure.failureCode())
                .isEqualTo(ImageFailureCode.IMAGE_NOT_FOUND));
    }

    @Test
    void givesOutARegistryPassword() {
        var data = client.getAuthorizationToken().authorizationData().get(0);

        assertThat(new String(Base64.getDecoder().decode(data.authorizationToken()), StandardCharsets.UTF_8))
                .isEqualTo("AWS:stand-in-password");
        assertThat(data.expiresAt()).isEqualTo(NOON.plus(Duration.ofHours(12)));
        assertThat(data.proxyEndpoint()).isEqualTo("http://127.0.0.1:" + server.port());
    }

    @Test
    void aScanGoesThroughItsStatesAndFindsNothingByDefault() {
        assertThatThrownBy(this::findings).isInstanceOf(ScanNotFoundException.class);

        startScan();

        assertThat(findings().imageScanStatus().statusAsString()).isEqualTo("PENDING");
        assertThat(findings().imageScanStatus().statusAsString()).isEqualTo("IN_PROGRESS");
        DescribeImageScanFindingsResponse complete = findings();
        assertThat(complete.imageScanStatus().statusAsString()).isEqualTo("COMPLETE");
        assertThat(complete.imageScanFindings().findings()).isEmpty();
        assertThat(complete.imageScanFindings().findingSeverityCounts()).isEmpty();
        assertThat(findings().imageScanStatus().statusAsString()).isEqualTo("COMPLETE");
    }

    @Test
    void anImageCanBeScannedOncePerDay() {
        startScan();
        assertThatThrownBy(this::startScan).isInstanceOf(LimitExceededException.class);

        clock.advance(Duration.ofHours(24));
        startScan();

        assertThat(findings().imageScanStatus().statusAsString()).isEqualTo("PENDING");
    }

    @Test
    void scanOnPushNeedsNoStartAndCountsAsTheDaysScan() {
        server.createRepository("orders", true);
        images.put("orders", image);

        assertThat(client.describeImageScanFindings(
                                r -> r.repositoryName("orders").imageId(id()))
                        .imageScanStatus()
                        .statusAsString())
                .isEqualTo("PENDING");
        assertThatThrownBy(() ->
                        client.startImageScan(r -> r.repositoryName("orders").imageId(id())))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void aRegistryWithEnhancedScanningRefusesScansOnDemand() {
        server.onDemandScans(false);

        assertThatThrownBy(this::startScan)
                .isInstanceOf(EcrException.class)
                .hasMessageContaining("This feature is disabled");
    }

    @ParameterizedTest
    @EnumSource(ScanStatus.class)
    void everyStateOfAScanCanBePlayed(ScanStatus status) {
        server.scan(PAYMENTS, image.digest(), ScanScript.states(status));
        startScan();

        assertThat(findings().imageScanStatus().status())
                .isEqualTo(software.amazon.awssdk.services.ecr.model.ScanStatus.fromValue(status.name()))
                .isNotEqualTo(software.amazon.awssdk.services.ecr.model.ScanStatus.UNKNOWN_TO_SDK_VERSION);
        assertThat(findings().imageScanFindings() != null).isEqualTo(status.hasFindings());
    }

    @Test
    void basicFindingsComeInPagesOfOneRead() {
        Finding[] many = new Finding[12];
        for (int i = 0; i < many.length; i++) {
            many[i] = Finding.of("CVE-2026-" + i, i < 2 ? Severity.CRITICAL : Severity.LOW, "openssl");
        }
        server.scan(
                PAYMENTS, image.digest(), ScanScript.states(ScanStatus.COMPLETE).then(ScanStatus.COMPLETE, many));
        startScan();
        assertThat(findings().imageScanFindings().findings())
                .as("complete, before the results are in")
                .isEmpty();

        var pages = client.describeImageScanFindingsPaginator(
                r -> r.repositoryName(PAYMENTS).imageId(id()).maxResults(5));

        assertThat(pages.stream()
                        .map(page -> page.imageScanFindings().findings().size()))
                .containsExactly(5, 5, 2);
        assertThat(findings().imageScanFindings().findingSeverityCounts())
                .containsEntry(FindingSeverity.CRITICAL, 2)
                .containsEntry(FindingSeverity.LOW, 10);
        assertThat(client.describeImages(r -> r.repositoryName(PAYMENTS)).imageDetails())
                .singleElement()
                .satisfies(
                        detail -> assertThat(detail.imageScanFindingsSummary().findingSeverityCounts())
                                .containsEntry(FindingSeverity.CRITICAL, 2));
    }

    @Test
    void enhancedFindingsTellPackageAndFix() {
        server.scan(
                PAYMENTS,
                image.digest(),
                ScanScript.enhanced(
                        Finding.of("CVE-2026-7", Severity.HIGH, "zlib").fixedIn("1.3.2"),
                        Finding.of("CVE-2026-8", Severity.MEDIUM, "musl")));
        startScan();
        findings();
        assertThat(findings().imageScanFindings().enhancedFindings()).isEmpty();

        DescribeImageScanFindingsResponse active = findings();

        assertThat(active.imageScanStatus().statusAsString()).isEqualTo("ACTIVE");
        assertThat(active.imageScanFindings().enhancedFindings())
                .extracting(EnhancedImageScanFinding::severity, EnhancedImageScanFinding::fixAvailable)
                .containsExactly(tuple("HIGH", "YES"), tuple("MEDIUM", "NO"));
        var details = active.imageScanFindings().enhancedFindings().get(0).packageVulnerabilityDetails();
        assertThat(details.vulnerabilityId()).isEqualTo("CVE-2026-7");
        assertThat(details.vulnerablePackages()).singleElement().satisfies(found -> assertThat(found.fixedInVersion())
                .isEqualTo("1.3.2"));
    }

    @Test
    void wantsASignatureOfTheRightKey() {
        server.requireAccessKey("AKIAOTHER");

        assertThatThrownBy(client::describeRepositories)
                .isInstanceOf(EcrException.class)
                .hasMessageContaining("security token");
        try (EcrClient other = client("AKIAOTHER")) {
            assertThat(other.describeRepositories().repositories()).hasSize(1);
        }
    }

    @Test
    void throttlesAndFailsOnDemand() {
        server.throttleNext(1);
        assertThatThrownBy(client::describeRepositories)
                .isInstanceOfSatisfying(EcrException.class, e -> assertThat(e.isThrottlingException())
                        .isTrue());

        server.failAlways(500);
        assertThatThrownBy(client::describeRepositories)
                .isInstanceOfSatisfying(
                        EcrException.class, e -> assertThat(e.statusCode()).isEqualTo(500));

        server.recover();
        assertThat(client.describeRepositories().repositories()).hasSize(1);
    }

    private void startScan() {
        client.startImageScan(r -> r.repositoryName(PAYMENTS).imageId(id()));
    }

    private DescribeImageScanFindingsResponse findings() {
        return client.describeImageScanFindings(r -> r.repositoryName(PAYMENTS).imageId(id()));
    }

    private ImageIdentifier id() {
        return ImageIdentifier.builder().imageDigest(image.digest()).build();
    }

    /** One attempt per call, so that the tests see each answer. */
    private EcrClient client(String accessKey) {
        return EcrClient.builder()
                .endpointOverride(server.url())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(c -> c.retryStrategy(s -> s.maxAttempts(1)))
                .build();
    }
}
