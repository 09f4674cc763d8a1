package io.jenkins.plugins.delivery.engine.scan;

import static io.jenkins.plugins.delivery.engine.scan.ScanWorld.CRITICAL;
import static io.jenkins.plugins.delivery.engine.scan.ScanWorld.LOW;
import static io.jenkins.plugins.delivery.engine.scan.ScanWorld.REPOSITORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.testbed.ecr.Finding;
import io.jenkins.plugins.delivery.testbed.ecr.ScanScript;
import io.jenkins.plugins.delivery.testbed.ecr.ScanStatus;
import io.jenkins.plugins.delivery.testbed.ecr.Severity;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An image against the one that was there before. */
class ComparisonsTest {

    private static final Finding HIGH = Finding.of("CVE-2026-0003", Severity.HIGH, "curl");
    private static final String GONE = "sha256:" + "0".repeat(64);

    @TempDir
    Path workDir;

    private ScanWorld world;
    private String before;

    @BeforeEach
    void start() {
        world = new ScanWorld(workDir);
        before = world.push("before", "1.3.0");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void findings(ScanScript now, ScanScript then) {
        world.ecr.scan(REPOSITORY, world.digest, now);
        world.ecr.scan(REPOSITORY, before, then);
    }

    @Test
    void whatTheBaselineHasTooDoesNotFailButIsShown() throws Exception {
        findings(ScanScript.basic(CRITICAL.version("1.1"), LOW), ScanScript.basic(CRITICAL, HIGH));

        EcrScanResult result = world.scan(Map.of("baseline", "1.3.0"));

        assertThat(result.toMap())
                .containsEntry("verdict", "passed")
                .containsEntry("known", 1)
                .containsEntry("counts", Map.of("low", 1))
                .containsEntry("delta", "1 new (1 low), 1 fixed, 1 unchanged");
        assertThat(world.log)
                .anyMatch(line -> line.contains("CRITICAL") && line.contains("in the baseline too"))
                .anyMatch(line -> line.contains("LOW") && line.endsWith("new"));
    }

    @Test
    void whatIsNewSinceTheBaselineFails() {
        findings(ScanScript.basic(CRITICAL, LOW), ScanScript.basic(LOW));

        assertThatThrownBy(() -> world.scan(Map.of("baseline", before)))
                .isInstanceOfSatisfying(GateFailedException.class, e -> assertThat(e.result())
                        .containsEntry("delta", "1 new (1 critical: CVE-2026-0001), 0 fixed, 1 unchanged"))
                .hasMessageContaining("1 critical, 1 in the baseline too");
    }

    @Test
    void theBaselineIsScannedAgainSoThatBothAreJudgedByTheSameKnowledge() throws Exception {
        findings(ScanScript.basic(CRITICAL), ScanScript.basic(CRITICAL));
        assertThat(world.scan(Map.of("baseline", before)).verdict().decision()).isEqualTo(ScanVerdict.Decision.PASSED);
    }

    @Test
    void aBaselineWhoseFindingsAreLateIsWaitedFor() throws Exception {
        findings(
                ScanScript.basic(CRITICAL),
                ScanScript.states(ScanStatus.PENDING, ScanStatus.PENDING, ScanStatus.PENDING, ScanStatus.IN_PROGRESS)
                        .then(ScanStatus.COMPLETE, CRITICAL));

        assertThat(world.scan(Map.of("baseline", before)).verdict().decision()).isEqualTo(ScanVerdict.Decision.PASSED);
        assertThat(world.log).anyMatch(line -> line.contains("which it is compared with, are not in"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ScanStatus.class,
            names = {"UNSUPPORTED_IMAGE", "FAILED", "SCAN_ELIGIBILITY_EXPIRED", "FINDINGS_UNAVAILABLE", "IN_PROGRESS"})
    void aBaselineThatCannotBeReadTakesNothingOut(ScanStatus status) {
        findings(ScanScript.basic(CRITICAL), ScanScript.states(status));
        refusedWith("every finding counts, as without a baseline", Map.of("baseline", before));
    }

    @Test
    void aBaselineThatIsGoneOrTheImageItselfTakesNothingOut() {
        findings(ScanScript.basic(CRITICAL), ScanScript.basic());
        refusedWith("The baseline 9.9.9 cannot be compared", Map.of("baseline", "9.9.9"));
        refusedWith("The baseline " + GONE + " cannot be compared", Map.of("baseline", GONE));
        refusedWith("it is the image itself", Map.of("baseline", world.digest));
        refusedWith("it is the image itself", Map.of("baseline", "1.4.0"));
    }

    private void refusedWith(String sentence, Map<String, ?> arguments) {
        assertThatThrownBy(() -> world.scan(arguments))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining(sentence);
        assertThat(world.log).anyMatch(line -> line.contains(sentence));
    }

    @Test
    void whatRunsIsComparedWithAndChangesNoVerdict() throws Exception {
        findings(ScanScript.basic(HIGH, LOW), ScanScript.basic(CRITICAL, LOW));

        EcrScanResult result = world.scan(Map.of("compareWith", before));

        assertThat(result.toMap())
                .containsEntry("verdict", "passed")
                .containsEntry("delta", "1 new (1 high: CVE-2026-0003), 1 fixed, 1 unchanged");
        assertThat(world.attached.get(result.report().orElseThrow()))
                .contains("\"against\" : \"" + before + "\"", "\"fixed\"");
        assertThatThrownBy(() -> world.scan(Map.of("compareWith", before, "failOn", "high")))
                .isInstanceOf(GateFailedException.class);
    }

    @Test
    void whatRunsMayBeGoneOrNeverScannedOrTheSame() throws Exception {
        findings(ScanScript.basic(LOW), ScanScript.states(ScanStatus.FINDINGS_UNAVAILABLE));
        assertThat(delta(before)).startsWith("not compared with " + before + ": its scan has no findings");
        assertThat(delta(GONE)).startsWith("not compared with " + GONE).doesNotContain("Push the image");
        assertThat(delta(world.digest)).isEqualTo("not compared with " + world.digest + ": it is the image itself");
        assertThatThrownBy(() -> world.request(Map.of("compareWith", "1.3.0", "baseline", "a b")))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(2));
    }

    @Test
    void oneImageInBothRolesIsReadOnce() throws Exception {
        findings(ScanScript.basic(CRITICAL), ScanScript.basic(CRITICAL));

        assertThat(world.scan(Map.of("baseline", before, "compareWith", before)).toMap())
                .containsEntry("delta", "0 new, 0 fixed, 1 unchanged");
        assertThat(world.ecr.requests().stream()
                        .filter(request -> request.body().contains(before)
                                && request.header("X-Amz-Target").orElse("").endsWith("StartImageScan")))
                .hasSize(1);
    }

    private String delta(String running) throws InterruptedException {
        return world.scan(Map.of("compareWith", running)).delta().orElseThrow();
    }
}
