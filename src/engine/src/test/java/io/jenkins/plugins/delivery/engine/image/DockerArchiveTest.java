package io.jenkins.plugins.delivery.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives without a manifest become images of the same content, and the same archive becomes the same image. */
class DockerArchiveTest {

    private static OciRegistry registry;

    @TempDir
    Path workDir;

    @BeforeAll
    static void startRegistry() {
        registry = OciRegistry.start("ci", "password");
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    @Test
    void plainLayersAreCompressedAndKeepTheirContent() throws Exception {
        DockerFixture image = new DockerFixture().plain("one").plain("two").again();
        image.write(workDir.resolve("image.tar"));

        ImagePushResult result = push("docker/plain", "image.tar");

        JsonNode manifest = registry.manifest("docker/plain", ImageRun.VERSION);
        assertThat(manifest.path("mediaType").asText())
                .isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
        assertThat(registry.blob(
                        "docker/plain", manifest.path("config").path("digest").asText()))
                .isEqualTo(image.config());
        assertThat(manifest.path("layers")).hasSize(3);
        assertThat(content("docker/plain", manifest, 0)).isEqualTo(DockerFixture.layer("one"));
        assertThat(content("docker/plain", manifest, 1)).isEqualTo(DockerFixture.layer("two"));
        assertThat(manifest.path("layers").get(2))
                .isEqualTo(manifest.path("layers").get(0));
        assertThat(result.size())
                .isEqualTo(manifest.path("config").path("size").asLong()
                        + manifest.path("layers").get(0).path("size").asLong()
                        + manifest.path("layers").get(1).path("size").asLong()
                        + manifestSize("docker/plain", result.digest()));
    }

    @Test
    void compressedLayersStayAsTheyAre() throws Exception {
        new DockerFixture().compressed("one").write(workDir.resolve("image.tar"));

        push("docker/compressed", "image.tar");

        JsonNode layer = registry.manifest("docker/compressed", ImageRun.VERSION)
                .path("layers")
                .get(0);
        assertThat(layer.path("digest").asText()).isEqualTo(Digest.of(DockerFixture.gzip(DockerFixture.layer("one"))));
    }

    @Test
    void theSameArchiveIsTheSameImageWhereverAndHoweverItIsPacked() throws Exception {
        new DockerFixture().plain("one").write(workDir.resolve("image.tar"));
        new DockerFixture().plain("one").write(workDir.resolve("image.tar.gz"));

        String digest = push("docker/here", "image.tar").digest();

        assertThat(push("docker/there", "image.tar").digest()).isEqualTo(digest);
        assertThat(push("docker/packed", "image.tar.gz").digest()).isEqualTo(digest);
        assertThat(push("docker/here", "image.tar").digest()).isEqualTo(digest);
    }

    @Test
    void anImageOfTheSameConfigIsTheSameAlthoughItsLayersWereCompressedElsewhere() throws Exception {
        new DockerFixture().compressed("one").write(workDir.resolve("compressed.tar"));
        new DockerFixture().plain("one").write(workDir.resolve("plain.tar"));
        String first = push("docker/zlib", "compressed.tar").digest();

        assertThat(push("docker/zlib", "plain.tar").digest()).isEqualTo(first);
    }

    @Test
    void aLayerThatIsNotTheOneOfTheConfigIsRefused() {
        new DockerFixture()
                .layer("lying", DockerFixture.layer("other"), Digest.of(DockerFixture.layer("told")))
                .write(workDir.resolve("plain.tar"));
        new DockerFixture()
                .layer(
                        "lying",
                        DockerFixture.gzip(DockerFixture.layer("other")),
                        Digest.of(DockerFixture.layer("told")))
                .write(workDir.resolve("compressed.tar"));

        for (String archive : new String[] {"plain.tar", "compressed.tar"}) {
            assertThatThrownBy(() -> push("docker/lying", archive))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageStartingWith(archive + " has a layer lying/layer.tar with the content "
                            + Digest.of(DockerFixture.layer("other")) + ", and its config says "
                            + Digest.of(DockerFixture.layer("told")) + ".");
        }
        assertThat(registry.tags("docker/lying")).isEmpty();
    }

    @Test
    void theLabelsOfItsConfigAreRead() throws Exception {
        new DockerFixture()
                .plain("one")
                .label("org.opencontainers.image.revision", "fedcba9876")
                .write(workDir.resolve("image.tar"));
        ImageRun run = run();

        run.push(registry.address() + "/docker/labels", Map.of("archive", "image.tar"));

        assertThat(run.recorded().warnings()).singleElement().asString().contains("fedcba9876");
    }

    private long manifestSize(String repository, String digest) throws InterruptedException {
        return HttpRegistry.open(
                        ImageRepository.parse(registry.address() + "/" + repository),
                        RegistryAccess.stored(Optional.of(Credential.usernamePassword("registry", "ci", "password"))),
                        true)
                .manifest(digest)
                .orElseThrow()
                .size();
    }

    private byte[] content(String repository, JsonNode manifest, int layer) throws Exception {
        byte[] blob = registry.blob(
                repository, manifest.path("layers").get(layer).path("digest").asText());
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(blob))) {
            return in.readAllBytes();
        }
    }

    private ImagePushResult push(String repository, String archive) throws InterruptedException {
        return run().push(registry.address() + "/" + repository, Map.of("archive", archive));
    }

    private ImageRun run() {
        return new ImageRun(workDir).with("registry", "ci", "password");
    }
}
