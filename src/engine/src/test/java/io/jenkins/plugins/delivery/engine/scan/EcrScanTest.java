package io.jenkins.plugins.delivery.engine.scan;

import static io.jenkins.plugins.delivery.engine.scan.ScanWorld.CRITICAL;
import static io.jenkins.plugins.delivery.engine.scan.ScanWorld.LOW;
import static io.jenkins.plugins.delivery.engine.scan.ScanWorld.REPOSITORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageScanner;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrImageTags;
import io.jenkins.plugins.delivery.testbed.ecr.EcrImage;
import io.jenkins.plugins.delivery.testbed.ecr.EcrServer;
import io.jenkins.plugins.delivery.testbed.ecr.ScanScript;
import io.jenkins.plugins.delivery.testbed.ecr.ScanStatus;
import io.jenkins.plugins.delivery.testbed.ecr.Severity;
import io.jenkins.plugins.delivery.testbed.ecr.StoredImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private ScanWorld world;
    private EcrServer ecr;
    private StoredImages images;
    private String digest;

    @TempDir
    Path workDir;

    @BeforeEach
    void start() {
        world = new ScanWorld(workDir);
        ecr = world.ecr;
        images = world.images;
        digest = world.digest;
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aCriticalFindingFailsTheGateWithEverythingAPersonNeeds() {
        ecr.defaultScan(ScanScript.basic(CRITICAL.fixedIn("3.0.9"), LOW));

        assertThatThrownBy(() -> world.scan(Map.of()))
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

        EcrScanResult result = world.scan(Map.of());

        assertThat(result.toMap())
                .containsEntry("verdict", "passed")
                .containsEntry("digest", digest)
                .containsEntry("findings", List.of());
        assertThat(world.log).anyMatch(line -> line.contains("waiting until 2 reads in a row agree (1 so far)"));
    }

    @Test
    void noFindingsRightAfterTheFirstResultIsNotBelieved() {
        ecr.defaultScan(ScanScript.enhanced(CRITICAL));
        assertThatThrownBy(() -> world.scan(scannedOnPush(Map.of("stableReads", 1, "mode", "enhanced"))))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("CVE-2026-0001");
    }

    @ParameterizedTest
    @EnumSource(
            value = ScanStatus.class,
            names = {"FAILED", "SCAN_ELIGIBILITY_EXPIRED", "FINDINGS_UNAVAILABLE", "LIMIT_EXCEEDED", "IMAGE_ARCHIVED"})
    void whatCannotBeDecidedDoesNotPass(ScanStatus status) {
        ecr.defaultScan(ScanScript.states(ScanStatus.PENDING, status));

        assertThatThrownBy(() -> world.scan(Map.of()))
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
        assertThatThrownBy(() -> world.scan(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("ECR cannot scan");

        ecr.scan(REPOSITORY, digest, ScanScript.states(ScanStatus.UNSUPPORTED_IMAGE));
        assertThat(world.scan(Map.of("onUnsupported", "warn")).toMap())
                .containsEntry("verdict", "errored")
                .containsEntry("status", "UNSUPPORTED_IMAGE");
        assertThat(world.log).anyMatch(line -> line.contains("Nobody has looked for vulnerabilities"));
    }

    @Test
    void aScanThatNeverEndsIsGivenUpWithItsState() {
        ecr.defaultScan(ScanScript.states(ScanStatus.IN_PROGRESS));

        assertThatThrownBy(() -> world.scan(Map.of("timeout", "90s")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("gave up after 1m 30s")
                .hasMessageContaining("is running")
                .hasMessageContaining("The scan goes on in ECR");
    }

    @Test
    void aScanOfTheSameDayOrByItselfIsNoFault() throws Exception {
        ecr.defaultScan(ScanScript.basic());
        world.scan(Map.of());
        assertThat(world.scan(Map.of()).verdict().decision()).isEqualTo(ScanVerdict.Decision.PASSED);
        assertThat(world.log).anyMatch(line -> line.contains("within the last 24 hours"));

        ecr.onDemandScans(false);
        assertThat(world.scan(scannedOnPush(Map.of())).verdict().decision()).isEqualTo(ScanVerdict.Decision.PASSED);
        assertThat(world.log).anyMatch(line -> line.contains("scans by itself"));
    }

    @Test
    void findingsOfAllPagesCount() {
        ecr.defaultScan(ScanScript.basic(ScanWorld.many(1200, Severity.MEDIUM)));

        assertThatThrownBy(() -> world.scan(Map.of("max", Map.of("medium", 1000))))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("1200 medium, 1000 tolerated")
                .hasMessageContaining("and 1195 more");
    }

    @Test
    void throttlingIsWaitedOutAndWrongKeysAreNot() throws Exception {
        ecr.defaultScan(ScanScript.basic());
        EngineContext context = world.context();
        EcrScan operation = new EcrScan(EcrImageScanner::open);
        Ticket ticket = operation.start(world.request(Map.of()), context);
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
        Ticket ticket = new EcrScan(EcrImageScanner::open)
                .start(world.request(Map.of("allowList", "allow.yaml")), world.context());
        Files.delete(workDir.resolve("allow.yaml"));

        Progress<EcrScanResult> progress = Progress.waiting(ticket, "", Duration.ZERO);
        for (int i = 0; i < 10 && progress instanceof Progress.Waiting<EcrScanResult> waiting; i++) {
            Ticket restored = Ticket.fromMap(waiting.ticket().toMap());
            progress = new EcrScan(EcrImageScanner::open).poll(restored, world.context());
        }

        assertThat(progress).isInstanceOfSatisfying(Progress.Done.class, done -> assertThat(
                        ((EcrScanResult) done.result()).verdict().allowed())
                .hasSize(1));
    }

    @Test
    void acceptedFindingsNeedNoWorkspaceAndAreSavedOnce() throws Exception {
        ecr.defaultScan(ScanScript.basic(CRITICAL));
        Map<String, Object> entry = Map.of(
                "id",
                CRITICAL.id(),
                "package",
                CRITICAL.packageName(),
                "reason",
                "not reachable",
                "owner",
                "payments",
                "expires",
                "2027-11-01");
        EcrScanRequest request = world.request(Map.of("accepted", List.of(entry)));
        EcrScan step = new EcrScan(EcrImageScanner::open);
        assertThat(step.usesWorkspace(request)).isFalse();
        assertThat(step.start(request, world.context()).toMap().toString()).containsOnlyOnce(CRITICAL.id());
        assertThat(world.scan(Map.of("accepted", List.of(entry))).verdict().allowed())
                .hasSize(1);

        assertThatThrownBy(() -> world.request(Map.of("accepted", List.of(entry), "allowList", "allow.yaml")))
                .hasMessageContaining("allowList and accepted exclude each other");
        assertThatThrownBy(() -> world.scan(Map.of("accepted", List.of(Map.of("id", "CVE-2026-0001")))))
                .hasMessageContainingAll("entry 1 has no package", "entry 1 has no owner");
    }

    @Test
    void anExpiredEntryCountsAgainAndAnUnusedOneIsNamed() throws Exception {
        Files.writeString(workDir.resolve("allow.yaml"), """
                - {id: CVE-2026-0002, package: zlib, reason: vendor works on it, owner: payments, expires: 2026-11-01}
                - {id: CVE-2020-1111, package: bash, reason: gone, owner: payments, expires: 2027-11-01}
                """);
        ecr.defaultScan(ScanScript.basic(LOW));

        assertThatThrownBy(() -> world.scan(Map.of("allowList", "allow.yaml", "failOn", "low")))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("CVE-2026-0002");
        assertThat(world.log)
                .anyMatch(line -> line.contains("CVE-2026-0002 in zlib until 2026-11-01"))
                .anyMatch(line -> line.contains("CVE-2020-1111 in bash, which the image does not have"));
    }

    @Test
    void aTagIsPinnedToItsDigestAndMissingThingsAreNamed() throws Exception {
        ecr.defaultScan(ScanScript.basic());
        Map<String, Object> byTag = new HashMap<>(world.arguments(Map.of("tag", "1.4.0")));
        byTag.remove("digest");
        assertThat(new EcrScan(EcrImageScanner::open)
                        .run(ScanWorld.bind(byTag), world.context())
                        .digest())
                .isEqualTo(digest);

        byTag.put("tag", "9.9.9");
        assertThatThrownBy(() -> new EcrScan(EcrImageScanner::open).run(ScanWorld.bind(byTag), world.context()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("shop/payments:9.9.9");
        assertThatThrownBy(() -> world.scan(Map.of("repository", "shop/none")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("shop/none");
    }

    @Test
    void theWholeAddressOfARepositorySaysRegionAndRegistry() {
        EcrScanRequest request = world.request(
                Map.of("repository", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/payments", "region", ""));
        assertThat(request.repository()).isEqualTo("shop/payments");
        assertThat(request.registryId()).isEqualTo("123456789012");
        assertThat(request.region()).isEqualTo("eu-west-1");
        assertThatThrownBy(
                        () -> world.request(Map.of("digest", "sha256:1", "max", Map.of("awful", 1), "stableReads", 0)))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(3));
    }

    @Test
    void tagsOfAllPagesAreListed() {
        List<String> tags = IntStream.range(0, 250).mapToObj(i -> "1.0." + i).toList();
        images.put(REPOSITORY, EcrImage.named("many", world.clock.instant(), tags.toArray(String[]::new)));
        images.put(REPOSITORY, EcrImage.named("untagged", world.clock.instant()));

        assertThat(new EcrImageTags(world.account(), REPOSITORY).list())
                .hasSize(251)
                .containsAll(tags);
        assertThat(new EcrImageTags(world.account(), REPOSITORY).byImage()).contains(Set.copyOf(tags));
        assertThatThrownBy(() -> new EcrImageTags(world.account(), "shop/none").list())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("shop/none");
    }

    /** Arguments for an image in a repository that scans on push. */
    private Map<String, Object> scannedOnPush(Map<String, ?> more) {
        ecr.createRepository("shop/scanned", true);
        EcrImage image = EcrImage.named("scanned", world.clock.instant());
        images.put("shop/scanned", image);
        Map<String, Object> arguments = new HashMap<>(Map.of("repository", "shop/scanned", "digest", image.digest()));
        arguments.putAll(more);
        return arguments;
    }
}
