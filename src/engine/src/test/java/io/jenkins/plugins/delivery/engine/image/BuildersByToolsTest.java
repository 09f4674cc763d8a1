package io.jenkins.plugins.delivery.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.jenkins.plugins.delivery.engine.git.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Images of Jib and Buildah in docker-registry, which wants a log-in; Skopeo judges what has arrived. */
@Tag("tools")
class BuildersByToolsTest {

    private static final String PASSWORD = "s3cret-of-the-registry";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path home;

    private static DistributionRegistry registry;

    @TempDir
    Path workDir;

    @BeforeAll
    static void startRegistry() throws Exception {
        registry = DistributionRegistry.start(home, PASSWORD);
    }

    @AfterAll
    static void stopRegistry() {
        if (registry != null) {
            registry.close();
        }
    }

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void whatJibWritesAsATarIsTheImageThatSkopeoReads(ImageFormat format) throws Exception {
        Tool.need("skopeo");
        Path file = Files.writeString(workDir.resolve("app.txt"), "the application");
        Path cache = workDir.resolve("cache");
        Jib.fromScratch()
                .addLayer(List.of(file), AbsoluteUnixPath.get("/app"))
                .addLabel("org.opencontainers.image.revision", ImageRun.COMMIT)
                .setFormat(format)
                .containerize(
                        Containerizer.to(TarImage.at(workDir.resolve("jib.tar")).named("payments:1.4.0"))
                                .setBaseImageLayersCache(cache)
                                .setApplicationLayersCache(cache));
        String repository = registry.address() + "/jib/" + format.name().toLowerCase(java.util.Locale.ROOT);

        ImageRun run = run();
        ImagePushResult result = run.push(repository, Map.of("archive", "jib.tar"));

        assertThat(run.recorded().warnings()).isEmpty();
        JsonNode seen = inspect(repository + ":" + ImageRun.VERSION);
        assertThat(seen.path("Digest").asText()).isEqualTo(result.digest());
        assertThat(seen.path("Labels").path("org.opencontainers.image.revision").asText())
                .isEqualTo(ImageRun.COMMIT);
        assertThat(inspect(repository + ":" + ImageRun.COMMIT).path("Digest").asText())
                .isEqualTo(result.digest());
        assertThat(files(repository, result.digest())).anyMatch(line -> line.endsWith("app/app.txt"));
    }

    @Test
    void whatJibPushesByItselfIsVerifiedByTheDigestThatItTells() throws Exception {
        Path file = Files.writeString(workDir.resolve("app.txt"), "the application");
        Path cache = workDir.resolve("cache");
        String repository = registry.address() + "/jib/pushed";
        System.setProperty("sendCredentialsOverHttp", "true");
        JibContainer pushed;
        try {
            pushed = Jib.fromScratch()
                    .addLayer(List.of(file), AbsoluteUnixPath.get("/app"))
                    .containerize(Containerizer.to(RegistryImage.named(repository + ":build-17")
                                    .addCredential("ci", PASSWORD))
                            .setAllowInsecureRegistries(true)
                            .setBaseImageLayersCache(cache)
                            .setApplicationLayersCache(cache));
        } finally {
            System.clearProperty("sendCredentialsOverHttp");
        }
        Files.writeString(
                workDir.resolve("jib-image.digest"), pushed.getDigest().toString());

        ImagePushResult result = run().push(repository, Map.of("digestFile", "jib-image.digest"));

        assertThat(result.digest()).isEqualTo(pushed.getDigest().toString());
        assertThat(result.tags()).containsExactly(ImageRun.VERSION, ImageRun.COMMIT);
    }

    @ParameterizedTest
    @CsvSource({"oci-archive, oci.tar", "docker-archive, docker.tar", "oci, layout", "docker-archive, docker.tar.gz"})
    void whatBuildahWritesIsTheImageThatSkopeoReads(String form, String name) throws Exception {
        Tool.need("buildah", "skopeo");
        Files.writeString(
                workDir.resolve("Dockerfile"),
                "FROM scratch\nCOPY app.txt /app/app.txt\nCOPY more.txt /app/more.txt\nLABEL org.opencontainers.image.revision="
                        + ImageRun.COMMIT + "\n");
        Files.writeString(workDir.resolve("app.txt"), "the application");
        Files.writeString(workDir.resolve("more.txt"), "more of it");
        buildah("bud", "--isolation", "chroot", "--layers", "-t", "payments:1.4.0", ".");
        String plain = name.replace(".gz", "");
        buildah("push", "payments:1.4.0", form + ":" + workDir.resolve(plain) + ":payments:1.4.0");
        if (!plain.equals(name)) {
            Files.write(workDir.resolve(name), DockerFixture.gzip(Files.readAllBytes(workDir.resolve(plain))));
        }
        String repository = registry.address() + "/buildah/" + name.replace('.', '-');

        ImagePushResult result = run().push(repository, Map.of("archive", name));

        assertThat(run().push(repository, Map.of("archive", name))).isEqualTo(result);
        assertThat(inspect(repository + ":" + ImageRun.VERSION).path("Digest").asText())
                .isEqualTo(result.digest());
        assertThat(files(repository, result.digest()))
                .anyMatch(line -> line.endsWith("app/app.txt"))
                .anyMatch(line -> line.endsWith("app/more.txt"));
    }

    private static JsonNode inspect(String image) throws Exception {
        return JSON.readTree(Tool.run(
                home, "skopeo", "inspect", "--tls-verify=false", "--creds", "ci:" + PASSWORD, "docker://" + image));
    }

    /** Fetches the image with Skopeo, which checks every digest, and lists the files of its layers. */
    private List<String> files(String repository, String digest) throws Exception {
        Path copy = Files.createTempDirectory(workDir, "copy");
        Tool.run(
                home,
                "skopeo",
                "--insecure-policy",
                "copy",
                "--src-tls-verify=false",
                "--src-creds",
                "ci:" + PASSWORD,
                "docker://" + repository + "@" + digest,
                "dir:" + copy);
        try (Stream<Path> blobs = Files.list(copy)) {
            StringBuilder listed = new StringBuilder();
            for (Path blob : blobs.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
                    .toList()) {
                Tool.Ended ended = Tool.end(home, Map.of(), "tar", "-tf", blob.toString());
                listed.append(ended.code() == 0 ? ended.output() : "");
            }
            return listed.toString().lines().toList();
        }
    }

    private void buildah(String... command) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of(
                "buildah",
                "--root",
                home.resolve("store").toString(),
                "--runroot",
                home.resolve("run").toString(),
                "--storage-driver",
                "vfs"));
        all.addAll(List.of(command));
        Tool.run(workDir, all.toArray(String[]::new));
    }

    private ImageRun run() {
        return new ImageRun(workDir).with("registry", "ci", PASSWORD);
    }
}
