package io.jenkins.plugins.delivery.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContextBuilder;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step against a real registry that wants a log-in. */
class ImagePusherTest {

    private static final String PASSWORD = "s3cret-of-the-registry";
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String TREE = "fedcba9876543210fedcba9876543210fedcba98";

    private static OciRegistry registry;

    @TempDir
    Path workDir;

    private RecordedRun run;

    @BeforeEach
    void startRun() {
        run = new RecordedRun(workDir);
    }

    @BeforeAll
    static void startRegistry() {
        registry = OciRegistry.start("ci", PASSWORD);
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    @Test
    void pushesAnArchiveByteForByteAndGivesItItsTags() throws Exception {
        LayoutFixture layout = new LayoutFixture(workDir.resolve("layout"));
        String image = layout.image("one");
        layout.holds(LayoutFixture.MANIFEST, image, null).tar(workDir.resolve("image.tar"));

        ImagePushResult result = run("shop/payments", Map.of("archive", "image.tar", "tree", TREE));

        assertThat(result.digest()).isEqualTo(image);
        assertThat(result.image()).isEqualTo(registry.address() + "/shop/payments@" + image);
        assertThat(result.tags()).containsExactly("1.4.0", COMMIT, "tree-" + TREE);
        assertThat(registry.tags("shop/payments")).containsExactlyInAnyOrder("1.4.0", COMMIT, "tree-" + TREE);
        assertThat(registry.digest("shop/payments", "1.4.0")).contains(image);
        assertThat(result.size()).isEqualTo(sizeOfBlobs(layout));
        assertThat(result.reused()).isFalse();
    }

    @Test
    void anIndexOverPlatformsKeepsItsDigest() throws Exception {
        LayoutFixture layout = new LayoutFixture(workDir.resolve("layout"));
        String index = layout.index(layout.image("amd64"), layout.image("arm64"));
        layout.holds(LayoutFixture.INDEX, index, null);

        ImagePushResult result = run("shop/platforms", Map.of("archive", "layout"));

        assertThat(result.digest()).isEqualTo(index);
        assertThat(registry.digest("shop/platforms", COMMIT)).contains(index);
        assertThat(registry.manifest("shop/platforms", "1.4.0")
                        .path("x-unknown")
                        .asBoolean())
                .isTrue();
        assertThat(result.size()).isEqualTo(sizeOfBlobs(layout));
        ImagePushResult again = run("shop/platforms", Map.of("archive", "layout"));
        assertThat(again).isEqualTo(result);
        assertThat(run.infos()).anyMatch(line -> line.endsWith("had every layer of " + index + " already."));
    }

    @Test
    void aVersionIsNeverMovedToAnotherImage() throws Exception {
        LayoutFixture first = new LayoutFixture(workDir.resolve("first"));
        String image = first.image("first");
        first.holds(LayoutFixture.MANIFEST, image, null);
        LayoutFixture second = new LayoutFixture(workDir.resolve("second"));
        String other = second.image("second");
        second.holds(LayoutFixture.MANIFEST, other, null);
        run("shop/moved", Map.of("archive", "first"));

        assertThatThrownBy(() -> run("shop/moved", Map.of("archive", "second")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("The version 1.4.0")
                .hasMessageContaining(image)
                .hasMessageContaining(other)
                .hasMessageEndingWith("Build a new version.");
        assertThat(registry.digest("shop/moved", "1.4.0")).contains(image);
        assertThat(registry.digest("shop/moved", other)).isEmpty();
        assertThat(run("shop/moved", Map.of("archive", "first")).digest()).isEqualTo(image);
    }

    @Test
    void aCommitIsNeverMovedToAnotherImage() throws Exception {
        String other = registry.pushImage("shop/commits", COMMIT, Map.of("org.opencontainers.image.revision", COMMIT));
        LayoutFixture layout = new LayoutFixture(workDir.resolve("layout"));
        String image = layout.image("again");
        layout.holds(LayoutFixture.MANIFEST, image, null);

        assertThatThrownBy(() -> run("shop/commits", Map.of("archive", "layout")))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith("The commit " + COMMIT + " in " + registry.address() + "/shop/commits is "
                        + other + " already, from " + COMMIT + ", and a commit is never moved to another image ("
                        + image + ").")
                .hasMessageContaining("lookup: true");
        assertThat(registry.tags("shop/commits")).containsExactly(COMMIT);
        assertThat(registry.digest("shop/commits", image)).isEmpty();
    }

    @Test
    void theTagOfATreeGoesOnNamingTheFirstImage() throws Exception {
        String first = registry.pushImage("shop/trees", "tree-" + TREE, Map.of("built", "first"));
        LayoutFixture layout = new LayoutFixture(workDir.resolve("layout"));
        String image = layout.image("second");
        layout.holds(LayoutFixture.MANIFEST, image, null);

        ImagePushResult result = run("shop/trees", Map.of("archive", "layout", "tree", TREE));

        assertThat(result.digest()).isEqualTo(image);
        assertThat(result.tags()).containsExactly("1.4.0", COMMIT);
        assertThat(registry.digest("shop/trees", "tree-" + TREE)).contains(first);
        assertThat(run.infos()).anyMatch(line -> line.contains("goes on naming " + first));
    }

    @Test
    void theImageThatTheBuildPushedIsFoundByTheDigestThatItTold() throws Exception {
        String digest = registry.pushImage("shop/told", "build-17", Map.of("built", "elsewhere"));
        Files.writeString(workDir.resolve("jib-image.digest"), digest + "\n");
        Files.writeString(workDir.resolve("metadata.json"), "{\"containerimage.digest\": \"" + digest + "\"}");
        Files.writeString(workDir.resolve("kaniko"), registry.address() + "/shop/told@" + digest);
        for (Map<String, ?> told : List.of(
                Map.of("digest", digest),
                Map.of("digestFile", "jib-image.digest"),
                Map.of("digestFile", "metadata.json"),
                Map.of("digestFile", "kaniko"))) {
            assertThat(run("shop/told", told).digest()).isEqualTo(digest);
        }
        assertThat(registry.digest("shop/told", "1.4.0")).contains(digest);

        String absent = Digest.of(new byte[] {1});
        assertThatThrownBy(() -> run("shop/told", Map.of("digest", absent)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(
                        "does not have the image " + absent + " that the build reported (1.4.0 is " + digest);
        Files.writeString(workDir.resolve("metadata.json"), "{}");
        assertThatThrownBy(() -> run("shop/told", Map.of("digestFile", "metadata.json")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("metadata.json holds no digest");
        assertThatThrownBy(() -> run("shop/told", Map.of("digestFile", "nothing")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no digest file 'nothing'");
    }

    @Test
    void anArchiveOfAnotherDigestThanTheBuildToldIsNotPushed() {
        LayoutFixture layout = new LayoutFixture(workDir.resolve("layout"));
        layout.holds(LayoutFixture.MANIFEST, layout.image("one"), null);
        String told = Digest.of(new byte[] {1});

        assertThatThrownBy(() -> run("shop/other", Map.of("archive", "layout", "digest", told)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("and the build reported " + told);
        assertThat(registry.tags("shop/other")).isEmpty();
    }

    @Test
    void anImageThatSaysItIsOfAnotherRevisionIsPointedOut() throws Exception {
        registry.pushImage("shop/revisions", COMMIT, Map.of("org.opencontainers.image.revision", "fedcba9"));
        run("shop/revisions", Map.of());
        assertThat(run.warnings())
                .singleElement()
                .asString()
                .contains("built from the revision fedcba9, and this is the commit " + COMMIT);

        registry.pushImage(
                "shop/revision", COMMIT, Map.of("org.opencontainers.image.revision", COMMIT.substring(0, 8)));
        run("shop/revision", Map.of());
        assertThat(run.warnings()).hasSize(1);
    }

    @Test
    void aLookupFindsTheImageOfTheSameTreeAndNamesIt() throws Exception {
        assertThat(run("shop/reused", Map.of("lookup", true, "tree", TREE)).toMap())
                .containsEntry("found", false)
                .containsEntry("reused", false)
                .doesNotContainKey("digest");
        String digest = registry.pushImage("shop/reused", "tree-" + TREE, Map.of("built", "once"));

        ImagePushResult result = run("shop/reused", Map.of("lookup", true, "tree", TREE, "version", "1.5.0"));

        assertThat(result.digest()).isEqualTo(digest);
        assertThat(result.reused()).isTrue();
        assertThat(registry.digest("shop/reused", "1.5.0")).contains(digest);
        assertThat(registry.digest("shop/reused", COMMIT)).contains(digest);
    }

    @Test
    void anImageOfOtherInputsIsNotFound() throws Exception {
        LayoutFixture layout = new LayoutFixture(workDir.resolve("first"));
        String image = layout.image("first");
        layout.holds(LayoutFixture.MANIFEST, image, null);
        List<String> inputs = List.of("eclipse-temurin:21", "EDITION=full");
        ImagePushResult pushed = run("shop/inputs", Map.of("archive", "first", "tree", TREE, "inputs", inputs));
        assertThat(pushed.tags()).anyMatch(tag -> tag.matches("tree-" + TREE + "-[0-9a-f]{12}"));

        assertThat(run("shop/inputs", Map.of("lookup", true, "tree", TREE)).found())
                .isFalse();
        assertThat(run("shop/inputs", Map.of("lookup", true, "tree", TREE, "inputs", List.of("eclipse-temurin:25")))
                        .found())
                .isFalse();
        assertThat(run("shop/inputs", Map.of("lookup", true, "tree", TREE, "inputs", inputs))
                        .digest())
                .isEqualTo(image);
    }

    @Test
    void withoutArchiveTheImageThatTheBuildPushedGetsTheOtherTags() throws Exception {
        assertThatThrownBy(() -> run("shop/built", Map.of()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("has none of the tags 1.4.0, " + COMMIT);
        String digest = registry.pushImage("shop/built", COMMIT, Map.of());

        assertThat(run("shop/built", Map.of()).digest()).isEqualTo(digest);
        assertThat(registry.digest("shop/built", "1.4.0")).contains(digest);
    }

    @Test
    void oneOfSeveralImagesIsTakenByItsName() throws Exception {
        LayoutFixture layout = new LayoutFixture(workDir.resolve("layout"));
        layout.holds(LayoutFixture.MANIFEST, layout.image("other"), "other");
        assertThat(layout.directory()).isDirectory();
        String wanted = layout.image("wanted");
        layout.holds(LayoutFixture.MANIFEST, wanted, "example.org/shop/named:1.4.0");

        assertThat(run("shop/named", Map.of("archive", "layout")).digest()).isEqualTo(wanted);
        assertThatThrownBy(() -> run("shop/named", Map.of("archive", "layout", "version", "1.4.1")))
                .hasMessageContaining("layout holds 2 images.");
    }

    @Test
    void otherArchivesAreRefusedWithTheFormatsThatWork() throws Exception {
        Files.createDirectories(workDir.resolve("empty"));
        assertThatThrownBy(() -> run("shop/x", Map.of("archive", "empty")))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith("empty holds no image.")
                .hasMessageContaining("OCI image layout");
        Files.write(workDir.resolve("image.tar.zst"), new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0});
        assertThatThrownBy(() -> run("shop/x", Map.of("archive", "image.tar.zst")))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith("image.tar.zst is compressed with zstd.");
        Files.writeString(workDir.resolve("text.tar"), "no archive at all, but long enough ".repeat(40));
        assertThatThrownBy(() -> run("shop/x", Map.of("archive", "text.tar")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("text.tar is no readable tar archive");
        assertThatThrownBy(() -> run("shop/x", Map.of("archive", "nothing.tar")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'nothing.tar'");
        assertThatThrownBy(() -> run("shop/x", Map.of("archive", "../other.tar")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("leads out of the workspace");
    }

    @Test
    void aDamagedLayoutIsNoticedBeforeAnythingIsNamed() throws Exception {
        LayoutFixture layout = new LayoutFixture(workDir.resolve("layout"));
        String image = layout.image("damaged");
        layout.holds(LayoutFixture.MANIFEST, image, null);
        Path layer = layout.directory()
                .resolve("blobs/sha256")
                .resolve(Digest.of("layer with damaged".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .substring(7));
        Files.writeString(layer, "LAYER with damaged");

        assertThatThrownBy(() -> run("shop/damaged", Map.of("archive", "layout")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("in layout has another digest, sha256:");
        assertThat(registry.tags("shop/damaged")).isEmpty();
    }

    @Test
    void refusalsOfTheRegistryAndItsAbsenceAreDifferentErrors() {
        assertThatThrownBy(() -> run("shop/denied", Map.of("credentialsId", "wrong")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("answered 401")
                .hasMessageNotContaining("not-the-password");
        OciRegistry stopped = OciRegistry.start("ci", PASSWORD);
        stopped.stop();
        assertThatThrownBy(() -> bindAndRun(Map.of("repository", stopped.address() + "/shop/x")))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void aDryRunNamesNothing() throws Exception {
        LayoutFixture layout = new LayoutFixture(workDir.resolve("layout"));
        String image = layout.image("dry");
        layout.holds(LayoutFixture.MANIFEST, image, null);
        ImagePushRequest request = bind(arguments("shop/dry", Map.of("archive", "layout")));

        ImagePushResult result = new ImagePusher(new Registries(HttpRegistry::open, EcrAccess::open))
                .run(request, context().dryRun(true).build());

        assertThat(result.digest()).isEqualTo(image);
        assertThat(registry.tags("shop/dry")).isEmpty();
    }

    @Test
    void everyProblemOfTheRequestIsReported() {
        assertThatThrownBy(() -> bind(Map.of(
                        "repository",
                        "shop/payments:1.0",
                        "version",
                        "1.0.0+build",
                        "lookup",
                        true,
                        "archive",
                        "a.tar")))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(5)
                        .anyMatch(p -> p.contains("names no registry"))
                        .anyMatch(p -> p.contains("commit is required"))
                        .anyMatch(p -> p.contains("'+' is not allowed"))
                        .anyMatch(p -> p.contains("tree is required"))
                        .anyMatch(p -> p.contains("exclude each other")));
    }

    private ImagePushResult run(String repository, Map<String, ?> more) throws InterruptedException {
        return bindAndRun(arguments(repository, more));
    }

    private ImagePushResult bindAndRun(Map<String, ?> more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(arguments("shop/any", Map.of()));
        arguments.putAll(more);
        return new ImagePusher(new Registries(HttpRegistry::open, EcrAccess::open))
                .run(bind(arguments), context().build());
    }

    private static Map<String, Object> arguments(String repository, Map<String, ?> more) {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "repository",
                registry.address() + "/" + repository,
                "version",
                "1.4.0",
                "commit",
                COMMIT,
                "credentialsId",
                "registry"));
        arguments.putAll(more);
        return arguments;
    }

    private static ImagePushRequest bind(Map<String, ?> arguments) {
        return RequestBinder.bind("imagePush", ImagePushRequest.class, arguments);
    }

    private EngineContextBuilder context() {
        return run
                .with(Credential.usernamePassword("registry", "ci", PASSWORD))
                .with(Credential.usernamePassword("wrong", "ci", "not-the-password"))
                .context()
                .toBuilder();
    }

    private static long sizeOfBlobs(LayoutFixture layout) throws IOException {
        long size = 0;
        try (var files = Files.list(layout.directory().resolve("blobs/sha256"))) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }
}
