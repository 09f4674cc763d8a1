package io.jenkins.plugins.delivery.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.oci.FaultyRegistry;
import io.jenkins.plugins.delivery.testbed.oci.FaultyRegistry.Fault;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real registry that fails now and then: the image arrives whole or not at all, and under the right names. */
class ImageOutageTest {

    private static final Duration SILENCE = Duration.ofMillis(1500);
    private static OciRegistry registry;
    private static FaultyRegistry faulty;

    @TempDir
    Path workDir;

    private String image;

    @BeforeAll
    static void startRegistry() {
        registry = OciRegistry.start("ci", "password");
        faulty = new FaultyRegistry(registry.address());
    }

    @AfterAll
    static void stopRegistry() {
        faulty.close();
        registry.close();
    }

    @BeforeEach
    void build() {
        LayoutFixture layout = new LayoutFixture(workDir.resolve("layout"));
        image = layout.image("outage");
        layout.holds(LayoutFixture.MANIFEST, image, null);
    }

    /** This registry is slow, because it hashes a password for every request; OutagesByToolsTest tries every fault at every request. */
    @ParameterizedTest
    @CsvSource({"UNAVAILABLE, 1", "BUSY, 4", "LOST_REQUEST, 6", "LOST_ANSWER, 9", "HALF, 6", "HANG, 7"})
    void aFaultIsOutlasted(Fault fault, int at) throws Exception {
        String repository = "outage/" + fault.name().toLowerCase(Locale.ROOT);
        faulty.at(at, fault);
        assertThat(push(repository).digest()).isEqualTo(image);
        assertThat(registry.tags(repository)).containsExactlyInAnyOrder(ImageRun.VERSION, ImageRun.COMMIT);
        assertThat(registry.digest(repository, ImageRun.VERSION)).contains(image);
    }

    @Test
    void anOutageLeavesNothingHalfDoneAndARepeatedRunFinishes() throws Exception {
        faulty.from(8, Fault.UNAVAILABLE);
        assertThatThrownBy(() -> push("outage/down"))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("503")
                .hasMessageContaining(" It was tried ");
        faulty.recover();
        assertThat(registry.tags("outage/down")).isEmpty();
        assertThat(push("outage/down").digest()).isEqualTo(image);
        assertThat(registry.tags("outage/down")).containsExactlyInAnyOrder(ImageRun.VERSION, ImageRun.COMMIT);
    }

    @Test
    void theTimeThatARegistryNamesIsWaited() throws Exception {
        faulty.at(3, Fault.BUSY);
        ImageRun run = run();
        run.push(SILENCE, faulty.address() + "/outage/busy", Map.of("archive", "layout"));
        assertThat(run.recorded().pauses()).containsExactly(Duration.ofSeconds(7));
        assertThat(run.recorded().infos()).anyMatch(line -> line.endsWith("answered 429. Trying again in 7s."));
    }

    @Test
    void retryForIsTheLimit() {
        faulty.from(0, Fault.UNAVAILABLE);
        ImageRun run = run();
        assertThatThrownBy(() -> run.push(
                        SILENCE, faulty.address() + "/outage/limit", Map.of("archive", "layout", "retryFor", "0s")))
                .isInstanceOf(RetryableException.class);
        assertThat(run.recorded().pauses()).isEmpty();
        assertThatThrownBy(() -> run.push(
                        SILENCE, faulty.address() + "/outage/limit", Map.of("archive", "layout", "retryFor", "3m")))
                .isInstanceOf(RetryableException.class);
        assertThat(run.recorded().pauses().stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThanOrEqualTo(Duration.ofMinutes(3))
                .isGreaterThan(Duration.ofMinutes(2));
        faulty.recover();
    }

    @Test
    void wrongCredentialsAreOneSentenceAndNotTriedAgain() {
        try (OciRegistry closed = OciRegistry.start("ci", "password");
                FaultyRegistry counting = new FaultyRegistry(closed.address())) {
            ImageRun run = run().with("wrong", "ci", "not-the-password");
            assertThatThrownBy(() -> run.push(
                            counting.address() + "/outage/wrong",
                            Map.of("archive", "layout", "credentialsId", "wrong")))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining("answered 401")
                    .hasMessageNotContaining("not-the-password");
            assertThat(run.recorded().pauses()).isEmpty();
            assertThat(counting.count()).isEqualTo(2);
            assertThat(run.recorded().everything()).doesNotContain("not-the-password");
        }
    }

    @Test
    void aConnectionThatBreaksInTheMiddleOfALayerIsTakenUpAgain() throws Exception {
        largeLayer();
        registry.resetAfterUpload(5_000_000);
        ImageRun run = run();

        ImagePushResult result = run.push(registry.address() + "/outage/broken", Map.of("archive", "large"));

        assertThat(result.size()).isGreaterThan(9_000_000);
        assertThat(run.recorded().pauses()).isNotEmpty();
        assertThat(registry.digest("outage/broken", ImageRun.VERSION)).contains(result.digest());
    }

    @Test
    void aRegistryThatIsDownForAMinuteInTheMiddleOfALayerIsWaitedFor() throws Exception {
        largeLayer();
        OciRegistry own = OciRegistry.start("ci", "password");
        own.stopAfterUpload(5_000_000);
        ImageRun run = run();
        run.recorded().after(Duration.ofMinutes(1), own::restart);

        ImagePushResult result = run.push(own.address() + "/outage/restarted", Map.of("archive", "large"));

        assertThat(own.digest("outage/restarted", ImageRun.VERSION)).contains(result.digest());
        assertThat(run.recorded().infos()).anyMatch(line -> line.contains("cannot be reached"));
        own.close();
    }

    private void largeLayer() throws Exception {
        LayoutFixture layout = new LayoutFixture(workDir.resolve("large"));
        byte[] noise = new byte[3_000_000];
        new Random(7).nextBytes(noise);
        String text = java.util.HexFormat.of().formatHex(noise) + "-".repeat(3_500_000);
        layout.holds(LayoutFixture.MANIFEST, layout.image(text), null);
    }

    private ImagePushResult push(String repository) throws InterruptedException {
        return run().push(SILENCE, faulty.address() + "/" + repository, Map.of("archive", "layout"));
    }

    private ImageRun run() {
        return new ImageRun(workDir).with("registry", "ci", "password");
    }
}
