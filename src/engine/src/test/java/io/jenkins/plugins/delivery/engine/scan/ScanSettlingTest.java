package io.jenkins.plugins.delivery.engine.scan;

import static io.jenkins.plugins.delivery.engine.scan.ScanWorld.CRITICAL;
import static io.jenkins.plugins.delivery.engine.scan.ScanWorld.LOW;
import static io.jenkins.plugins.delivery.engine.scan.ScanWorld.REPOSITORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageScanner;
import io.jenkins.plugins.delivery.testbed.ecr.EcrImage;
import io.jenkins.plugins.delivery.testbed.ecr.ScanScript;
import io.jenkins.plugins.delivery.testbed.ecr.ScanStatus;
import io.jenkins.plugins.delivery.testbed.ecr.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When findings are believed, and what ECR may do meanwhile. */
class ScanSettlingTest {

    @TempDir
    Path workDir;

    private ScanWorld world;

    @BeforeEach
    void start() {
        world = new ScanWorld(workDir);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void findingsThatGrowAreWaitedFor() {
        world.ecr.defaultScan(ScanScript.states(ScanStatus.PENDING, ScanStatus.COMPLETE)
                .then(ScanStatus.COMPLETE, LOW)
                .then(ScanStatus.COMPLETE, LOW, CRITICAL));

        assertThatThrownBy(() -> world.scan(Map.of()))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("1 critical, 1 low");
    }

    @Test
    void equalNumbersOfOtherFindingsDoNotAgree() {
        world.ecr.defaultScan(ScanScript.states(ScanStatus.COMPLETE)
                .then(ScanStatus.COMPLETE, LOW)
                .then(ScanStatus.COMPLETE, CRITICAL));

        assertThatThrownBy(() -> world.scan(Map.of())).isInstanceOf(GateFailedException.class);
    }

    @Test
    void countsAheadOfTheListAreWaitedForAndNeverJudged() throws Exception {
        world.ecr.defaultScan(ScanScript.states(ScanStatus.PENDING)
                .thenCounting(ScanStatus.COMPLETE, 3, LOW)
                .thenCounting(ScanStatus.COMPLETE, 3, LOW)
                .then(ScanStatus.COMPLETE, LOW));
        assertThat(world.scan(Map.of()).toMap()).containsEntry("counts", Map.of("low", 1));
        assertThat(world.log).anyMatch(line -> line.contains("ECR counts 3 findings more than it lists"));

        world.ecr.scan(
                REPOSITORY,
                world.digest,
                ScanScript.states(ScanStatus.PENDING).thenCounting(ScanStatus.COMPLETE, 1, LOW));
        assertThatThrownBy(() -> world.scan(Map.of("timeout", "2m")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("gave up after 2m")
                .hasMessageContaining("1 findings more than it lists");
    }

    @Test
    void resultsOfTheScanBeforeAreNotThoseOfTheScanThatWasAskedFor() throws Exception {
        world.ecr.defaultScan(ScanScript.basic());
        world.scan(Map.of());
        world.clock.advance(Duration.ofDays(30));
        // Since then somebody has published a vulnerability.
        world.ecr.defaultScan(ScanScript.basic(CRITICAL));
        world.ecr.lagBehindStart(4);

        assertThatThrownBy(() -> world.scan(Map.of()))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("CVE-2026-0001");
        assertThat(world.log).anyMatch(line -> line.contains("what ECR shows is of the scan before"));
    }

    /** Throttling is also what ECR answers to the second scan of a day (aws/containers-roadmap#1226). */
    @Test
    void aRefusedStartOfAnImageThatWasScannedTodayIsNoObstacle() throws Exception {
        world.ecr.defaultScan(ScanScript.basic());
        world.scan(Map.of());
        world.ecr.refuse("StartImageScan", 0, 100, "ThrottlingException");

        assertThat(world.scan(Map.of()).verdict().decision()).isEqualTo(ScanVerdict.Decision.PASSED);
    }

    @Test
    void aThrottledStartIsMadeAgainInsteadOfBelievingOldResults() {
        FakeScanner scanner = new FakeScanner(world.digest);
        scanner.starts.addAll(List.of(ImageScanner.Start.BUSY, ImageScanner.Start.BUSY, ImageScanner.Start.STARTED));
        scanner.readings.add(FakeScanner.complete(world.clock.instant().minus(Duration.ofDays(20))));
        scanner.readings.add(FakeScanner.complete(world.clock.instant().minus(Duration.ofDays(20))));
        scanner.readings.add(FakeScanner.complete(world.clock.instant().minus(Duration.ofDays(20))));
        scanner.readings.add(FakeScanner.complete(world.clock.instant(), FakeScanner.CRITICAL));

        assertThatThrownBy(() -> new EcrScan(account -> scanner).run(world.request(Map.of()), world.context()))
                .isInstanceOf(GateFailedException.class);
        assertThat(scanner.starts).isEmpty();
    }

    /** Throttled between the requests for two images: what the first one showed before its scan stays known. */
    @Test
    void aFailureAfterTheStartDoesNotMakeOldResultsBelievable() {
        FakeScanner scanner = new FakeScanner(world.digest);
        Instant old = world.clock.instant().minus(Duration.ofDays(20));
        scanner.lastScan = Optional.of(old);
        scanner.starts.addAll(List.of(ImageScanner.Start.STARTED, ImageScanner.Start.SCANNED_BEFORE));
        scanner.readings.addAll(List.of(FakeScanner.complete(old), FakeScanner.complete(old)));
        scanner.readings.add(FakeScanner.complete(world.clock.instant(), FakeScanner.CRITICAL));
        // Image, its last scan, its start; then the other image.
        scanner.failAt(3, 2);

        assertThatThrownBy(() -> new EcrScan(account -> scanner)
                        .run(world.request(Map.of("compareWith", "sha256:" + "1".repeat(64))), world.context()))
                .isInstanceOf(GateFailedException.class);
    }

    @Test
    void throttlingAtEveryCallIsWaitedOut() throws Exception {
        FakeScanner counting = new FakeScanner(world.digest);
        counting.readings.add(FakeScanner.complete(world.clock.instant(), FakeScanner.LOW));
        Map<String, Object> honest = new EcrScan(account -> counting)
                .run(world.request(Map.of()), world.context())
                .toMap();
        assertThat(counting.calls).isGreaterThan(4);
        for (int index = 0; index < counting.calls; index++) {
            FakeScanner faulty = new FakeScanner(world.digest);
            faulty.readings.add(FakeScanner.complete(world.clock.instant(), FakeScanner.LOW));
            faulty.failAt(index, 7);

            assertThat(new EcrScan(account -> faulty)
                            .run(world.request(Map.of()), world.context())
                            .toMap())
                    .as("throttled at call " + index)
                    .isEqualTo(honest);
        }
    }

    @Test
    void fiveThousandFindingsOverPagesSurviveAPageThatFailsAndATokenThatExpires() {
        world.ecr.defaultScan(ScanScript.basic(ScanWorld.many(5000, Severity.MEDIUM)));
        // In the middle of the first read, and of a later one more often than the SDK itself asks again.
        world.ecr.refuse("DescribeImageScanFindings", 12, 1, "InvalidParameterException");
        world.ecr.refuse("DescribeImageScanFindings", 30, 4, "ServerException");

        assertThatThrownBy(() -> world.scan(Map.of("max", Map.of("medium", 4999))))
                .isInstanceOfSatisfying(GateFailedException.class, e -> {
                    assertThat(e.result()).containsEntry("counts", Map.of("medium", 5000));
                    assertThat((List<?>) e.result().get("findings")).hasSize(20);
                    assertThat(e.result().toString()).hasSizeLessThan(5_000);
                })
                .hasMessageContaining("and 4995 more");
        assertThat(world.log)
                .anyMatch(line -> line.contains("does not know its page"))
                .contains("and 4960 more; all are in "
                        + world.attached.keySet().iterator().next());
        assertThat(world.attached.values()).allMatch(text -> text.contains("CVE-2026-14999"));
    }

    @Test
    void anImageThatVanishesWhileItIsScannedIsNamed() throws Exception {
        world.ecr.defaultScan(ScanScript.states(ScanStatus.IN_PROGRESS));
        EcrScan operation = new EcrScan(EcrImageScanner::open);
        Progress<EcrScanResult> progress =
                operation.poll(operation.start(world.request(Map.of()), world.context()), world.context());
        Ticket ticket = ((Progress.Waiting<EcrScanResult>) progress).ticket();
        world.ecr.refuse("DescribeImageScanFindings", 0, 1, "ImageNotFoundException");

        assertThatThrownBy(() -> operation.poll(ticket, world.context()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(world.digest);
    }

    @Test
    void theTicketStaysSmallAndHoldsNoFindings() throws Exception {
        world.ecr.defaultScan(ScanScript.basic(ScanWorld.many(500, Severity.LOW)));
        EcrScan operation = new EcrScan(EcrImageScanner::open);
        Ticket ticket = operation.start(world.request(Map.of("tag", "1.4.0")), world.context());
        int looks = 0;
        for (Progress<EcrScanResult> progress = operation.poll(ticket, world.context());
                progress instanceof Progress.Waiting<EcrScanResult> waiting;
                progress = operation.poll(ticket, world.context())) {
            ticket = Ticket.fromMap(waiting.ticket().toMap());
            assertThat(ticket.toMap().toString()).hasSizeLessThan(2_000).doesNotContain("CVE-", "secret-access-key");
            looks++;
        }
        assertThat(looks).isEqualTo(4);
    }

    @Test
    void everyPlatformOfAnIndexIsScannedAndAFindingOfTwoCountsOnce() {
        String index = index(ScanScript.basic(CRITICAL, LOW), ScanScript.basic(CRITICAL));

        assertThatThrownBy(() -> world.scan(Map.of("digest", index)))
                .isInstanceOfSatisfying(GateFailedException.class, e -> assertThat(e.result())
                        .containsEntry("digest", index)
                        .containsEntry("counts", Map.of("critical", 1, "low", 1)));
        assertThat(world.log)
                .anyMatch(line -> line.contains("(linux/amd64): a scan was started"))
                .anyMatch(line -> line.contains("(linux/arm64): a scan was started"))
                .noneMatch(line -> line.contains("unknown"));
    }

    @Test
    void aPlatformThatCannotBeScannedIsADecisionAndTheOthersAreJudged() throws Exception {
        String index = index(ScanScript.basic(LOW), ScanScript.states(ScanStatus.UNSUPPORTED_IMAGE));
        assertThatThrownBy(() -> world.scan(Map.of("digest", index)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("linux/arm64");
        assertThat(world.scan(Map.of("digest", index, "onUnsupported", "warn")).toMap())
                .containsEntry("verdict", "errored")
                .containsEntry("counts", Map.of("low", 1));

        String worse = index(ScanScript.basic(CRITICAL), ScanScript.states(ScanStatus.UNSUPPORTED_IMAGE));
        assertThatThrownBy(() -> world.scan(Map.of("digest", worse, "onUnsupported", "warn")))
                .isInstanceOf(GateFailedException.class);
    }

    @Test
    void anIndexWithoutPlatformsIsRefused() {
        EcrImage empty = EcrImage.index(Map.of(), world.clock.instant());
        world.images.put(REPOSITORY, empty);
        assertThatThrownBy(() -> world.scan(Map.of("digest", empty.digest())))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("0 platforms");
    }

    @Test
    void theOtherScannersFindingsAreNotTaken() {
        world.ecr.defaultScan(ScanScript.basic(LOW));
        world.ecr.createRepository("shop/scanned", true);
        EcrImage image = EcrImage.named("scanned", world.clock.instant());
        world.images.put("shop/scanned", image);
        assertThatThrownBy(() ->
                        world.scan(Map.of("repository", "shop/scanned", "digest", image.digest(), "mode", "enhanced")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("basic scanning")
                .hasMessageContaining("mode expects enhanced scanning");
    }

    @Test
    void closedFindingsAreNoneAndSuppressedOnesAreShown() throws Exception {
        world.ecr.onDemandScans(false);
        world.ecr.createRepository("shop/scanned", true);
        EcrImage image = EcrImage.named("scanned", world.clock.instant());
        world.images.put("shop/scanned", image);
        world.ecr.scan(
                "shop/scanned",
                image.digest(),
                ScanScript.enhanced(
                        CRITICAL.status("SUPPRESSED"), CRITICAL.status("CLOSED").version("2"), LOW));

        EcrScanResult result = world.scan(Map.of("repository", "shop/scanned", "digest", image.digest()));

        assertThat(result.toMap()).containsEntry("counts", Map.of("low", 1));
        assertThat(result.verdict().with(Standing.SUPPRESSED)).hasSize(1);
        assertThat(world.log).anyMatch(line -> line.contains("suppressed in Amazon Inspector"));
    }

    /** An index whose platforms have these scans. */
    private String index(ScanScript amd64, ScanScript arm64) {
        Map<String, EcrImage> platforms = new TreeMap<>();
        platforms.put("linux/amd64", EcrImage.named("amd64" + amd64, world.clock.instant()));
        platforms.put("linux/arm64", EcrImage.named("arm64" + amd64, world.clock.instant()));
        platforms.values().forEach(image -> world.images.put(REPOSITORY, image));
        world.ecr.scan(REPOSITORY, platforms.get("linux/amd64").digest(), amd64);
        world.ecr.scan(REPOSITORY, platforms.get("linux/arm64").digest(), arm64);
        EcrImage index = EcrImage.index(platforms, world.clock.instant());
        world.images.put(REPOSITORY, index);
        return index.digest();
    }
}
