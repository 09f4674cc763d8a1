package io.jenkins.plugins.delivery.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageScanner;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageTags;
import io.jenkins.plugins.delivery.testbed.ecr.EcrImage;
import io.jenkins.plugins.delivery.testbed.ecr.EcrServer;
import io.jenkins.plugins.delivery.testbed.ecr.Finding;
import io.jenkins.plugins.delivery.testbed.ecr.ScanScript;
import io.jenkins.plugins.delivery.testbed.ecr.ScanStatus;
import io.jenkins.plugins.delivery.testbed.ecr.Severity;
import io.jenkins.plugins.delivery.testbed.ecr.StoredImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The step with the AWS SDK against an ECR endpoint, on a clock that only waiting moves. */
class EcrScanTest {

    private static final String REPOSITORY = "shop/payments";
    private static final Finding CRITICAL = Finding.of("CVE-2026-0001", Severity.CRITICAL, "openssl");
    private static final Finding LOW = Finding.of("CVE-2026-0002", Severity.LOW, "zlib");

    private final StoredImages images = new StoredImages();
    private final TestClock clock = new TestClock();
    private final List<String> log = new ArrayList<>();
    private EcrServer ecr;
    private String digest;

    @TempDir
    Path workDir;

    @BeforeEach
    void start() {
        ecr = EcrServer.start(images, clock);
        ecr.createRepository(REPOSITORY, false);
        EcrImage image = EcrImage.named("payments", clock.instant(), "1.4.0");
        images.put(REPOSITORY, image);
        digest = image.digest();
    }

    @AfterEach
    void stop() {
        ecr.close();
    }

    @Test
    void aCriticalFindingFailsTheGateWithEverythingAPersonNeeds() {
        ecr.defaultScan(ScanScript.basic(CRITICAL.fixedIn("3.0.9"), LOW));

        assertThatThrownBy(() -> scan(Map.of()))
                .isInstanceOfSatisfying(GateFailedException.class, e -> assertThat(e.result())
                        .containsEntry("verdict", "failed")
                        .containsEntry("status", "COMPLETE")
                        .containsEntry("counts", Map.of("critical", 1, "low", 1)))
                .hasMessageContaining(REPOSITORY + "@" + digest)
                .hasMessageContaining("1 critical")
                .hasMessageContaining("CVE-2026-0001 (critical) in openssl 1.0.0, fixed in 3.0.9, https://");
    }

    @Test
    void aCleanImagePassesOnlyAfterTwoReadsThatAgree() throws Exception {
        ecr.defaultScan(ScanScript.basic());

        EcrScanResult result = scan(Map.of());

        assertThat(result.toMap())
                .containsEntry("verdict", "passed")
                .containsEntry("digest", digest)
                .containsEntry("findings", List.of());
        assertThat(log).anyMatch(line -> line.contains("waiting until 2 reads in a row agree (1 so far)"));
    }

    @Test
    void noFindingsRightAfterTheFirstResultIsNotBelieved() {
        ecr.defaultScan(ScanScript.enhanced(CRITICAL));
        assertThatThrownBy(() -> scan(scannedOnPush(Map.of("stableReads", 1, "mode", "enhanced"))))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("CVE-2026-0001");
    }

    @ParameterizedTest
    @EnumSource(
            value = ScanStatus.class,
            names = {"FAILED", "SCAN_ELIGIBILITY_EXPIRED", "FINDINGS_UNAVAILABLE", "LIMIT_EXCEEDED", "IMAGE_ARCHIVED"})
    void whatCannotBeDecidedDoesNotPass(ScanStatus status) {
        ecr.defaultScan(ScanScript.states(ScanStatus.PENDING, status));

        assertThatThrownBy(() -> scan(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("The scan of " + REPOSITORY + "@" + digest + " "
                        + ScanState.of(status.name()).words());
    }

    @Test
    void everyStateOfTheApiHasAMeaning() {
        assertThat(Arrays.stream(ScanStatus.values()).map(s -> ScanState.of(s.name())))
                .hasSize(10)
                .doesNotContain(ScanState.UNKNOWN);
        assertThat(ScanState.of("SOMETHING_NEW").meaning()).isEqualTo(ScanState.Meaning.BROKEN);
    }

    @Test
    void anUnsupportedImageFailsOrWarnsAsAsked() throws Exception {
        ecr.defaultScan(ScanScript.states(ScanStatus.UNSUPPORTED_IMAGE));
        assertThatThrownBy(() -> scan(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("ECR cannot scan");

        ecr.scan(REPOSITORY, digest, ScanScript.states(ScanStatus.UNSUPPORTED_IMAGE));
        assertThat(scan(Map.of("onUnsupported", "warn")).toMap())
                .containsEntry("verdict", "errored")
                .containsEntry("status", "UNSUPPORTED_IMAGE");
        assertThat(log).anyMatch(line -> line.contains("Nobody has looked for vulnerabilities"));
    }

    @Test
    void aScanThatNeverEndsIsGivenUpWithItsState() {
        ecr.defaultScan(ScanScript.states(ScanStatus.IN_PROGRESS));

        assertThatThrownBy(() -> scan(Map.of("timeout", "90s")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("gave up after 1m 30s")
                .hasMessageContaining("is running")
                .hasMessageContaining("The scan goes on in ECR");
    }

    @Test
    void aScanOfTheSameDayOrByItselfIsNoFault() throws Exception {
        ecr.defaultScan(ScanScript.basic());
        scan(Map.of());
        assertThat(scan(Map.of()).verdict().decision()).isEqualTo(ScanVerdict.Decision.PASSED);
        assertThat(log).anyMatch(line -> line.contains("within the last 24 hours"));

        ecr.onDemandScans(false);
        assertThat(scan(scannedOnPush(Map.of())).verdict().decision()).isEqualTo(ScanVerdict.Decision.PASSED);
        assertThat(log).anyMatch(line -> line.contains("scans by itself"));
    }

    @Test
    void findingsOfAllPagesCount() {
        Finding[] many = IntStream.range(0, 1200)
                .mapToObj(i -> Finding.of("CVE-2026-" + (10000 + i), Severity.MEDIUM, "package" + i))
                .toArray(Finding[]::new);
        ecr.defaultScan(ScanScript.basic(many));

        assertThatThrownBy(() -> scan(Map.of("max", Map.of("medium", 1000))))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("1200 medium, 1000 tolerated")
                .hasMessageContaining("and 1195 more");
    }

    @Test
    void throttlingIsWaitedOutAndWrongKeysAreNot() throws Exception {
        ecr.defaultScan(ScanScript.basic());
        EngineContext context = context();
        EcrScan operation = new EcrScan(EcrImageScanner::open);
        Ticket ticket = operation.start(request(Map.of()), context);
        // More often than the SDK itself asks again.
        ecr.throttleNext(4);
        assertThat(operation.poll(ticket, context)).isInstanceOfSatisfying(Progress.Waiting.class, waiting -> {
            assertThat(waiting.troubled()).isTrue();
            assertThat(waiting.message()).contains("ThrottlingException");
            assertThat(waiting.nextPoll()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        });

        ecr.recover();
        ecr.requireAccessKey("AKIDOTHER");
        assertThatThrownBy(() -> operation.poll(ticket, context))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("credentialsId")
                .hasMessageNotContaining("secret-access-key");
    }

    @Test
    void aWaitGoesOnFromItsSavedTicket() throws Exception {
        Files.writeString(workDir.resolve("allow.yaml"), """
                - id: CVE-2026-0001
                  package: openssl
                  reason: not reachable
                  owner: payments
                  expires: 2026-12-31
                """);
        ecr.defaultScan(ScanScript.basic(CRITICAL));
        Ticket ticket = new EcrScan(EcrImageScanner::open).start(request(Map.of("allowList", "allow.yaml")), context());
        Files.delete(workDir.resolve("allow.yaml"));

        Progress<EcrScanResult> progress = Progress.waiting(ticket, "", Duration.ZERO);
        for (int i = 0; i < 10 && progress instanceof Progress.Waiting<EcrScanResult> waiting; i++) {
            Ticket restored = Ticket.fromMap(waiting.ticket().toMap());
            progress = new EcrScan(EcrImageScanner::open).poll(restored, context());
        }

        assertThat(progress).isInstanceOfSatisfying(Progress.Done.class, done -> assertThat(
                        ((EcrScanResult) done.result()).verdict().allowed())
                .hasSize(1));
    }

    @Test
    void anExpiredEntryCountsAgainAndAnUnusedOneIsNamed() throws Exception {
        Files.writeString(workDir.resolve("allow.yaml"), """
                - {id: CVE-2026-0002, package: zlib, reason: vendor works on it, owner: payments, expires: 2026-11-01}
                - {id: CVE-2020-1111, package: bash, reason: gone, owner: payments, expires: 2027-11-01}
                """);
        ecr.defaultScan(ScanScript.basic(LOW));

        assertThatThrownBy(() -> scan(Map.of("allowList", "allow.yaml", "failOn", "low")))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("CVE-2026-0002");
        assertThat(log)
                .anyMatch(line -> line.contains("CVE-2026-0002 in zlib until 2026-11-01"))
                .anyMatch(line -> line.contains("CVE-2020-1111 in bash, which the image does not have"));
    }

    @Test
    void aTagIsPinnedToItsDigestAndMissingThingsAreNamed() throws Exception {
        ecr.defaultScan(ScanScript.basic());
        Map<String, Object> byTag = new HashMap<>(arguments(Map.of("tag", "1.4.0")));
        byTag.remove("digest");
        assertThat(new EcrScan(EcrImageScanner::open)
                        .run(RequestBinder.bind("ecrScan", EcrScanRequest.class, byTag), context())
                        .digest())
                .isEqualTo(digest);

        byTag.put("tag", "9.9.9");
        assertThatThrownBy(() -> new EcrScan(EcrImageScanner::open)
                        .run(RequestBinder.bind("ecrScan", EcrScanRequest.class, byTag), context()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("shop/payments:9.9.9");
        assertThatThrownBy(() -> scan(Map.of("repository", "shop/none")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("shop/none");
    }

    @Test
    void theWholeAddressOfARepositorySaysRegionAndRegistry() {
        EcrScanRequest request = request(
                Map.of("repository", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/payments", "region", ""));
        assertThat(request.repository()).isEqualTo("shop/payments");
        assertThat(request.registryId()).isEqualTo("123456789012");
        assertThat(request.region()).isEqualTo("eu-west-1");
        assertThatThrownBy(() -> request(Map.of("digest", "sha256:1", "max", Map.of("awful", 1), "stableReads", 0)))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(3));
    }

    @Test
    void tagsOfAllPagesAreListed() {
        List<String> tags = IntStream.range(0, 250).mapToObj(i -> "1.0." + i).toList();
        images.put(REPOSITORY, EcrImage.named("many", clock.instant(), tags.toArray(String[]::new)));
        images.put(REPOSITORY, EcrImage.named("untagged", clock.instant()));

        assertThat(new EcrImageTags(account(), REPOSITORY).list()).hasSize(251).containsAll(tags);
        assertThat(new EcrImageTags(account(), REPOSITORY).byImage()).contains(Set.copyOf(tags));
        assertThatThrownBy(() -> new EcrImageTags(account(), "shop/none").list())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("shop/none");
    }

    /** Arguments for an image in a repository that scans on push. */
    private Map<String, Object> scannedOnPush(Map<String, ?> more) {
        ecr.createRepository("shop/scanned", true);
        EcrImage image = EcrImage.named("scanned", clock.instant());
        images.put("shop/scanned", image);
        Map<String, Object> arguments = new HashMap<>(Map.of("repository", "shop/scanned", "digest", image.digest()));
        arguments.putAll(more);
        return arguments;
    }

    private EcrScanResult scan(Map<String, ?> more) throws InterruptedException {
        return new EcrScan(EcrImageScanner::open).run(request(more), context());
    }

    private EcrScanRequest request(Map<String, ?> more) {
        return RequestBinder.bind("ecrScan", EcrScanRequest.class, arguments(more));
    }

    private Map<String, Object> arguments(Map<String, ?> more) {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "repository",
                REPOSITORY,
                "digest",
                digest,
                "endpoint",
                "http://127.0.0.1:" + ecr.port(),
                "region",
                EcrServer.REGION,
                "credentialsId",
                "aws"));
        arguments.putAll(more);
        return arguments;
    }

    private EcrAccount account() {
        return new EcrAccount(
                EcrServer.REGION, null, "http://127.0.0.1:" + ecr.port(), Optional.of(credential()), null);
    }

    private static Credential credential() {
        return Credential.usernamePassword("aws", "AKIDEXAMPLE", "secret-access-key");
    }

    private EngineContext context() {
        DeliveryLog lines = new DeliveryLog() {
            @Override
            public void info(String message) {
                log.add(message);
            }

            @Override
            public void warn(String message) {
                log.add(message);
            }
        };
        return EngineContext.in(workDir)
                .log(lines)
                .clock(clock, clock::advance)
                .secrets(id -> Optional.of(credential()))
                .build();
    }

    /** Stands still unless somebody waits. */
    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-11-20T12:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
