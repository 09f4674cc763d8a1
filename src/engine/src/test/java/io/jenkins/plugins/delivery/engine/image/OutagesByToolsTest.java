package io.jenkins.plugins.delivery.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import io.jenkins.plugins.delivery.testbed.oci.FaultyRegistry;
import io.jenkins.plugins.delivery.testbed.oci.FaultyRegistry.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docker-registry with every fault at every request that a push makes. */
@Tag("tools")
class OutagesByToolsTest {

    @TempDir
    static Path home;

    private static DistributionRegistry registry;
    private static FaultyRegistry faulty;

    @TempDir
    Path workDir;

    private String image;

    @BeforeAll
    static void startRegistry() throws Exception {
        registry = DistributionRegistry.start(home, null);
        faulty = new FaultyRegistry(registry.address());
    }

    @AfterAll
    static void stopRegistry() {
        if (registry != null) {
            faulty.close();
            registry.close();
        }
    }

    @BeforeEach
    void build() {
        LayoutFixture layout = new LayoutFixture(workDir.resolve("layout"));
        image = layout.image("outage");
        layout.holds(LayoutFixture.MANIFEST, image, null);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HANG")
    void oneFaultAtAnyRequestIsOutlasted(Fault fault) throws Exception {
        String name = fault.name().toLowerCase(Locale.ROOT);
        int requests = requests("whole/" + name);
        for (int at = 0; at < requests; at++) {
            faulty.at(at, fault);
            assertThat(push(name + "/" + at).digest()).as("%s at %s", name, at).isEqualTo(image);
            assertThat(named(name + "/" + at, ImageRun.VERSION)).contains(image);
            assertThat(named(name + "/" + at, ImageRun.COMMIT)).contains(image);
        }
    }

    @Test
    void anOutageFromAnyRequestOnLeavesNothingHalfDoneAndARepeatedRunFinishes() throws Exception {
        int requests = requests("whole/down");
        for (int at = 0; at < requests; at++) {
            String repository = "down/" + at;
            faulty.from(at, Fault.UNAVAILABLE);
            assertThatThrownBy(() -> push(repository)).isInstanceOf(RetryableException.class);
            faulty.recover();
            // What has a name is whole: the tags come after the manifest, and that after its layers.
            for (String tag : new String[] {ImageRun.VERSION, ImageRun.COMMIT}) {
                Optional<RegistryManifest> there = open(repository).manifest(tag);
                assertThat(there.map(RegistryManifest::digest).orElse(image)).isEqualTo(image);
                for (RegistryManifest.Descriptor blob :
                        there.map(RegistryManifest::blobs).orElse(java.util.List.of())) {
                    assertThat(open(repository).hasBlob(blob.digest())).isTrue();
                }
            }
            assertThat(push(repository).digest()).isEqualTo(image);
            assertThat(named(repository, ImageRun.COMMIT)).contains(image);
        }
    }

    /** How many requests a push without faults takes. */
    private int requests(String repository) throws InterruptedException {
        faulty.recover();
        push(repository);
        assertThat(faulty.count()).isGreaterThan(15);
        return faulty.count();
    }

    private Optional<String> named(String repository, String tag) throws InterruptedException {
        return open(repository).manifest(tag).map(RegistryManifest::digest);
    }

    private static Registry open(String repository) {
        return HttpRegistry.open(
                ImageRepository.parse(registry.address() + "/" + repository), RegistryAccess.ANONYMOUS, true);
    }

    private ImagePushResult push(String repository) throws InterruptedException {
        return new ImageRun(workDir)
                .with("registry", "ci", "password")
                .push(Duration.ofSeconds(30), faulty.address() + "/" + repository, Map.of("archive", "layout"));
    }
}
