package io.jenkins.plugins.delivery.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.ArtifactManifest;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.Referrer;
import io.jenkins.plugins.delivery.engine.image.Referrers;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step against a real registry that wants a log-in and has no API for referrers (Distribution 3). */
class EvidenceRecorderTest {

    private static final String PASSWORD = "s3cret-of-the-registry";

    private static OciRegistry registry;

    @TempDir
    Path workDir;

    private EvidenceWorld world;

    @BeforeAll
    static void startRegistry() {
        registry = OciRegistry.start("ci", PASSWORD);
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    @BeforeEach
    void newWorld() {
        world = new EvidenceWorld(
                registry.address(),
                new RecordedRun(workDir).with(Credential.usernamePassword("registry", "ci", PASSWORD)));
    }

    @Test
    void whatIsProvedIsAttachedFoundByTheImageAndReleasesTheChart() throws Exception {
        world.pushImage("1.4.0");
        Map<String, Object> chart = world.holdChart("1.4.0", "replicas: 1\n");

        EvidenceRecordResult result =
                world.run(Map.of("chart", chart, "scan", world.scan("passed"), "tests", Map.of("unit", "passed")));

        assertThat(result.toMap())
                .containsEntry("found", true)
                .containsEntry("added", true)
                .containsEntry("scan", "passed (2 high)")
                .containsEntry("tests", "unit passed")
                .containsEntry("summary", "scan passed (2 high); unit passed")
                .containsEntry("attachment", "delivery/evidence.json");
        byte[] attached = world.attached("delivery/evidence.json").getBytes(StandardCharsets.UTF_8);
        assertThat(Digest.of(attached)).isEqualTo(result.digest());
        EvidenceRecord record = EvidenceParser.parse(attached);
        assertThat(record.chart().archive()).isEqualTo(world.archive(chart));
        assertThat(record.scan().state()).isEqualTo("COMPLETE");

        Map<String, String> annotations = world.annotations(world.chart(), "1.4.0");
        assertThat(annotations)
                .containsEntry(EvidenceAnnotations.PREFIX + "image.digest", world.digest())
                .containsEntry(EvidenceAnnotations.PREFIX + "scan", "passed")
                .containsEntry(EvidenceAnnotations.PREFIX + "scan.counts", "2 high")
                .containsEntry(EvidenceAnnotations.PREFIX + "tests", "unit passed")
                .containsEntry(EvidenceAnnotations.PREFIX + "version", "1.4.0")
                .containsEntry(EvidenceAnnotations.PREFIX + "evidence", result.digest())
                .containsEntry("org.opencontainers.image.title", "payments");
        assertThat(result.chart().tagged()).isTrue();
        assertThat(result.chart().digest())
                .isEqualTo(registry.digest("charts/payments", "1.4.0").orElseThrow())
                .isNotEqualTo(chart.get("digest"));
        assertThat(world.referrers(world.image(), world.digest()))
                .extracting(referrer -> referrer.manifest().digest())
                .containsExactly(result.referrers().get(0));
        assertThat(world.referrers(world.chart(), result.chart().digest()))
                .extracting(referrer -> referrer.manifest().digest())
                .containsExactly(result.referrers().get(1));
        assertThat(world.lookup().toMap())
                .containsEntry("digest", result.digest())
                .doesNotContainKey("attachment");
    }

    @Test
    void theSameAgainIsOneReferrerAndALaterEnvironmentIsAdded() throws Exception {
        world.pushImage("1.5.0");
        Map<String, Object> chart = world.holdChart("1.5.0", "replicas: 1\n");
        Map<String, Object> built =
                Map.of("chart", chart, "scan", world.scan("passed"), "tests", Map.of("unit", "passed"));
        EvidenceRecordResult first = world.run(built);
        world.pass(Duration.ofMinutes(5));

        EvidenceRecordResult again = world.run(built);

        assertThat(again.digest()).isEqualTo(first.digest());
        assertThat(again.added()).isFalse();
        assertThat(again.referrers()).isEqualTo(first.referrers());
        assertThat(again.chart().tagged()).isFalse();
        assertThat(again.chart().digest()).isEqualTo(first.chart().digest());
        assertThat(world.referrers(world.image(), world.digest())).hasSize(1);

        EvidenceRecordResult stage = world.run(Map.of(
                "tests",
                Map.of("Verify stage", world.gate("stage", "passed", 12, 0)),
                "promotions",
                Map.of("stage", Map.of("state", "deployed", "commit", "c0ffee", "approver", "anna", "diff", "x"))));

        assertThat(stage.added()).isTrue();
        EvidenceRecord record = world.record();
        assertThat(record.origin().previous()).isEqualTo(first.digest());
        assertThat(record.scan().verdict()).isEqualTo(ProofVerdict.PASSED);
        assertThat(record.chart().version()).isEqualTo("1.5.0");
        assertThat(record.tests()).extracting(EvidenceRecord.TestVerdict::name).containsExactly("unit", "Verify stage");
        assertThat(record.promotions())
                .extracting(EvidenceRecord.Promotion::approver)
                .containsExactly("anna");
        assertThat(stage.text().lines())
                .contains("Tests: unit passed; Verify stage passed (12 tests).", "Evidence: " + stage.digest() + ".");
        assertThat(world.referrers(world.image(), world.digest())).hasSize(2);
        assertThat(registry.digest("charts/payments", "1.5.0"))
                .as("a published version stays as it is")
                .contains(first.chart().digest());
    }

    @Test
    void aReleaseKnowsWhatItsCandidateHasProvedOfTheSameImage() throws Exception {
        world.pushImage("1.6.0");
        world.version("1.6.0-rc.3");
        world.run(Map.of(
                "run",
                "https://ci.example.org/job/payments/41/",
                "scan",
                world.scan("passed"),
                "tests",
                Map.of("e2e", world.gate("stage", "passed", 12, 0))));
        world.version("1.6.0");

        EvidenceRecordResult before = world.lookup();
        EvidenceRecordResult release = world.run(Map.of("scan", world.scan("passed")));

        String said = "This image as 1.6.0-rc.3: e2e in stage passed (12 tests); scan passed (2 high),"
                + " run https://ci.example.org/job/payments/41/.";
        assertThat(before.toMap()).containsEntry("found", false).containsEntry("lines", List.of(said));
        assertThat(release.text().lines()).contains("Scan: passed (2 high).", said);
        assertThat(world.record().origin().earlier()).hasSize(1);
        assertThat(world.record().origin().previous()).isNull();
    }

    @Test
    void whatFailedOrIsNotKnownHoldsTheChartBackAndIsRecordedAllTheSame() throws Exception {
        world.pushImage("2.0.0");
        Map<String, Object> chart = world.holdChart("2.0.0", "replicas: 1\n");
        Map<String, Object> other = world.scan("passed");
        other.put("digest", "sha256:" + "0".repeat(64));
        Map<String, Object> unsupported = world.scan("errored");
        unsupported.put("status", "UNSUPPORTED_IMAGE");

        refused(
                chart,
                world.scan("failed"),
                Map.of(),
                GateFailedException.class,
                "the scan of the image failed (2 high)");
        refused(chart, world.scan("errored"), Map.of(), TerminalException.class, "could not decide (COMPLETE)");
        refused(chart, unsupported, Map.of(), TerminalException.class, "could not decide (UNSUPPORTED_IMAGE)");
        refused(chart, other, Map.of(), TerminalException.class, "the scan is of sha256:000");
        refused(
                chart,
                world.scan("passed"),
                Map.of("unit", world.gate(null, "failed", 9, 2)),
                GateFailedException.class,
                "the test 'unit' failed");
        assertThat(world.record().tests())
                .extracting(EvidenceRecord.TestVerdict::verdict)
                .containsExactly(ProofVerdict.FAILED);
        assertThat(registry.tags("charts/payments")).doesNotContain("2.0.0");

        EvidenceRecordResult accepted = world.run(Map.of(
                "chart", chart, "scan", unsupported, "onUnsupported", "warn", "tests", Map.of("unit", "passed")));

        assertThat(accepted.text().scan()).isEqualTo("errored (UNSUPPORTED_IMAGE)");
        assertThat(registry.tags("charts/payments")).contains("2.0.0");
    }

    private void refused(
            Map<String, Object> chart,
            Map<String, Object> scan,
            Map<String, Object> tests,
            Class<? extends Throwable> type,
            String why) {
        assertThatThrownBy(() -> world.run(Map.of("chart", chart, "scan", scan, "tests", tests)))
                .isInstanceOf(type)
                .hasMessageContaining("payments:2.0.0 stays held back, without the tag of its version: ")
                .hasMessageContaining(why);
    }

    @Test
    void withoutAScanTheChartStaysHeldBackUnlessTheTeamScansNothing() throws Exception {
        world.pushImage("3.0.0");
        Map<String, Object> chart = world.holdChart("3.0.0", "replicas: 1\n");
        assertThatThrownBy(() -> world.run(Map.of("chart", chart)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("the image was not scanned");

        EvidenceRecordResult result = world.run(Map.of("chart", chart, "requireScan", false));

        assertThat(result.text().scan()).isEqualTo("not scanned");
        assertThat(world.attached("delivery/evidence.json")).contains("\"verdict\" : \"not-scanned\"");
        assertThat(registry.tags("charts/payments")).contains("3.0.0");
    }

    @Test
    void anotherChartOfTheSameVersionIsRefused() throws Exception {
        world.pushImage("4.0.0");
        Map<String, Object> mine = world.holdChart("4.0.0", "replicas: 1\n");
        Map<String, Object> theirs = world.holdChart("4.0.0", "replicas: 2\n");
        world.run(Map.of("chart", theirs, "scan", world.scan("passed")));

        assertThatThrownBy(() -> world.run(Map.of("chart", mine, "scan", world.scan("passed"))))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("exists already with other content")
                .hasMessageContaining("build a new version");
    }

    @Test
    void aListedRecordAboutAnotherImageDoesNotCount() throws Exception {
        world.pushImage("5.0.0");
        EvidenceRecordResult good = world.run(Map.of("scan", world.scan("passed")));
        EvidenceRecord real = world.record();
        // Somebody who may push attaches a record of another image to this one.
        EvidenceRecord forged = new EvidenceRecord(
                new EvidenceRecord.Subject("payments", "6.0.0", null, null),
                real.origin(),
                new EvidenceRecord.Image(world.image(), "sha256:" + "1".repeat(64), 1),
                null,
                real.scan(),
                List.of(),
                List.of());
        Registry images = world.open(world.image());
        new EvidenceStore(images, world.log())
                .add(images.manifest(world.digest()).orElseThrow(), forged);

        EvidenceRecordResult read = world.lookup();

        assertThat(read.digest()).isEqualTo(good.digest());
        assertThat(read.text().lines()).noneMatch(line -> line.contains("6.0.0"));
        assertThat(world.warnings()).anyMatch(line -> line.contains("says that it is about something else"));
    }

    @Test
    void aGateThatThisBuildLeftOutHasSaidNothing() throws Exception {
        world.pushImage("1.9.9");
        Map<String, Object> chart = world.holdChart("1.9.9", "replicas: 9\n");
        world.run(Map.of(
                "chart", chart, "scan", world.scan("passed"), "tests", Map.of("unit", "passed", "Coverage", Map.of())));
        assertThat(world.record().tests())
                .extracting(EvidenceRecord.TestVerdict::name)
                .containsExactly("unit");
    }

    @Test
    void theListOfOthersIsKept() throws Exception {
        world.pushImage("7.0.0");
        Registry images = world.open(world.image());
        new Referrers(images)
                .add(
                        world.digest(),
                        "application/vnd.example.signature",
                        ArtifactManifest.referringTo(
                                images.manifest(world.digest()).orElseThrow(),
                                world.blob(images, "application/vnd.example.signature", "signed"),
                                Map.of()));
        world.run(Map.of("scan", world.scan("passed")));

        assertThat(new Referrers(images).of(world.digest(), "application/vnd.example.signature"))
                .extracting(Referrer::artifactType)
                .hasSize(1);
        assertThat(world.referrers(world.image(), world.digest())).hasSize(1);
    }

    @Test
    void secretsAreNowhereAndADryRunLeavesNothing() throws Exception {
        world.pushImage("8.0.0");
        EvidenceRecordResult dry = world.dryRun(Map.of("scan", world.scan("passed")));
        assertThat(dry.digest()).startsWith("sha256:");
        assertThat(world.referrers(world.image(), world.digest())).isEmpty();
        assertThat(world.attached("delivery/evidence.json")).isNull();

        Map<String, Object> gate = world.gate("stage", "failed", 3, 1);
        gate.put("message", "log-in with " + PASSWORD + " failed\nDelivery-Evidence: forged");
        EvidenceRecordResult result = world.run(Map.of(
                "scan", world.scan("passed"), "tests", Map.of("e2e", gate), "run", "https://u:p@ci.example.org/1/"));

        String written = world.attached("delivery/evidence.json");
        assertThat(written).doesNotContain(PASSWORD).doesNotContain("u:p@").contains("https://ci.example.org/1/");
        assertThat(Digest.of(written.getBytes(StandardCharsets.UTF_8))).isEqualTo(result.digest());
        assertThat(world.record().tests().get(0).message()).doesNotContain("\n");
    }

    @Test
    void whatIsNotThereIsASentence() {
        world.version("9.0.0");
        assertThatThrownBy(() -> world.run(
                        Map.of("image", Map.of("repository", world.image(), "digest", "sha256:" + "a".repeat(64)))))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("The registry has no image " + world.image() + "@sha256:aaa")
                .hasMessageContaining("Push the image first");
    }
}
