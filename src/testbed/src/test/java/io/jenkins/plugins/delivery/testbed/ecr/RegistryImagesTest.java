package io.jenkins.plugins.delivery.testbed.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.jni.NativeLibrary;
import com.marcnuri.helm.jni.RepoServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real OCI registry: the one that the Helm library carries. */
class RegistryImagesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString("AWS:s3cret".getBytes(StandardCharsets.UTF_8));

    private static URI registry;

    private final HttpClient client = HttpClient.newHttpClient();
    private final RegistryImages images =
            new RegistryImages(registry, "AWS", "s3cret", Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeAll
    static void startRegistry() {
        String address =
                NativeLibrary.getInstance().load().RepoOciServerStart(new RepoServerOptions(null, "AWS", "s3cret")).out;
        registry = URI.create("http://" + address);
    }

    @Test
    void whatIsPushedAppearsWithItsTagsAndDigest() throws Exception {
        String digest = push("team/payments", "one", "1.4.0");
        push("team/payments", "one", "latest");
        push("team/payments", "two", "1.5.0");

        List<EcrImage> found = images.images("team/payments").orElseThrow();

        assertThat(found).hasSize(2);
        assertThat(found)
                .filteredOn(image -> image.digest().equals(digest))
                .singleElement()
                .satisfies(image -> {
                    assertThat(image.tags()).containsExactlyInAnyOrder("1.4.0", "latest");
                    assertThat(image.pushedAt()).isEqualTo(NOW);
                    assertThat(image.sizeBytes()).isEqualTo(3);
                    assertThat(image.mediaType()).isEqualTo(EcrImage.OCI_MANIFEST);
                });
        assertThat(images.repositories()).contains("team/payments");
        assertThat(images.byDigest("team/payments", digest)).isPresent();
    }

    @Test
    void anImageWhoseTagMovedIsStillFoundByItsDigest() throws Exception {
        String old = push("team/moved", "old", "1.0.0");
        push("team/moved", "new", "1.0.0");

        assertThat(images.images("team/moved").orElseThrow())
                .extracting(EcrImage::digest)
                .doesNotContain(old);
        assertThat(images.byDigest("team/moved", old)).isPresent();
    }

    @Test
    void moreTagsThanFitOnOnePageAreAllSeen() throws Exception {
        for (int i = 0; i < 5; i++) {
            push("team/many", "same", "1.0." + i);
        }
        RegistryImages inSmallPages =
                new RegistryImages(registry, "AWS", "s3cret", Clock.fixed(NOW, ZoneOffset.UTC), 2);

        assertThat(inSmallPages.images("team/many").orElseThrow())
                .singleElement()
                .satisfies(image -> assertThat(image.tags()).hasSize(5));
    }

    @Test
    void anUnknownRepositoryIsToldFromAnEmptyOne() {
        assertThat(images.images("team/nowhere")).isEmpty();
    }

    @Test
    void aWrongPasswordIsAnErrorAndNotAnEmptyRegistry() {
        RegistryImages stranger = new RegistryImages(registry, "AWS", "wrong", Clock.systemUTC());

        assertThatThrownBy(() -> stranger.images("team/payments"))
                .hasMessageContaining("401")
                .hasMessageNotContaining("wrong");
    }

    /** Pushes an image of one blob and returns its digest. */
    private String push(String repository, String content, String tag) throws IOException, InterruptedException {
        byte[] blob = content.getBytes(StandardCharsets.UTF_8);
        EcrImage sample = new EcrImage(content, "", List.of(), 0, NOW);
        HttpResponse<String> upload = send("POST", "/v2/" + repository + "/blobs/uploads/", "application/json", "");
        String location = upload.headers().firstValue("Location").orElseThrow();
        String target = location + (location.contains("?") ? "&" : "?") + "digest=" + sample.digest();
        assertThat(send("PUT", target, "application/octet-stream", content).statusCode())
                .isEqualTo(201);
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + EcrImage.OCI_MANIFEST
                + "\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                + sample.digest() + "\",\"size\":" + blob.length + "},\"layers\":[]}";
        assertThat(send("PUT", "/v2/" + repository + "/manifests/" + tag, EcrImage.OCI_MANIFEST, manifest)
                        .statusCode())
                .isEqualTo(201);
        return new EcrImage(manifest, "", List.of(), 0, NOW).digest();
    }

    private HttpResponse<String> send(String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(registry.resolve(path))
                .header("Authorization", AUTHORIZATION)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
