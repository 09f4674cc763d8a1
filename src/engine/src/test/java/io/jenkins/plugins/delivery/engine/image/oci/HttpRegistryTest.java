package io.jenkins.plugins.delivery.engine.image.oci;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the in-process registry does not do: token services, redirects to storage, Docker manifests, refusals. */
class HttpRegistryTest {

    private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String MANIFEST = "{ \"schemaVersion\":2 ,\"mediaType\":\"" + DOCKER + "\",\"layers\":[] }";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aTokenServiceIsAskedWithTheCredentialsAndTheRegistryWithTheToken() throws Exception {
        server.stubFor(get("/v2/shop/payments/manifests/1.0.0")
                .withHeader("Authorization", absent())
                .willReturn(aResponse()
                        .withStatus(401)
                        .withHeader(
                                "WWW-Authenticate",
                                "Bearer scope=\"repository:shop/payments:pull,push\",realm=\"" + server.baseUrl()
                                        + "/token\",service=\"registry\"")));
        server.stubFor(get(urlPathEqualTo("/token"))
                .withQueryParam("service", equalTo("registry"))
                .withQueryParam("scope", equalTo("repository:shop/payments:pull,push"))
                .withBasicAuth("ci", "password")
                .willReturn(aResponse().withBody("{\"access_token\":\"t0ken\"}")));
        server.stubFor(get("/v2/shop/payments/manifests/1.0.0")
                .withHeader("Authorization", equalTo("Bearer t0ken"))
                .willReturn(aResponse().withHeader("Content-Type", DOCKER).withBody(MANIFEST)));

        RegistryManifest manifest = registry().manifest("1.0.0").orElseThrow();

        assertThat(manifest.digest()).isEqualTo(Digest.of(MANIFEST.getBytes(StandardCharsets.UTF_8)));
        assertThat(manifest.mediaType()).isEqualTo(DOCKER);
    }

    @Test
    void aTokenServiceWithoutEncryptionIsNotGivenTheCredentialsOfAnEncryptedRegistry() {
        RegistryAuthorization authorization = new RegistryAuthorization("registry", false, access());
        server.stubFor(get("/challenge")
                .willReturn(aResponse()
                        .withStatus(401)
                        .withHeader("WWW-Authenticate", "Bearer realm=\"" + server.baseUrl() + "/token\"")));
        RegistryHttp http = new RegistryHttp("127.0.0.1:" + server.port(), RegistryAccess.ANONYMOUS, true);

        assertThatThrownBy(() -> authorization.answer(
                        http.exchange(java.net.http.HttpRequest.newBuilder(http.resolve("/challenge")), 0), http))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("names a token service that is not usable");
        server.verify(0, getRequestedFor(urlPathEqualTo("/token")));
    }

    @Test
    void theStorageBehindARegistryGetsNoCredentials() throws Exception {
        byte[] content = "layer".getBytes(StandardCharsets.UTF_8);
        String digest = Digest.of(content);
        server.stubFor(head(urlEqualTo("/v2/shop/payments/blobs/" + digest))
                .willReturn(aResponse().withHeader("Content-Length", "5")));
        server.stubFor(get("/v2/shop/payments/blobs/" + digest)
                .withHeader("Authorization", absent())
                .willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic realm=\"r\"")));
        server.stubFor(get("/v2/shop/payments/blobs/" + digest)
                .withBasicAuth("ci", "password")
                .willReturn(aResponse().withStatus(307).withHeader("Location", "/storage?signature=1")));
        server.stubFor(get("/storage?signature=1")
                .withHeader("Authorization", absent())
                .willReturn(aResponse().withBody(content)));

        assertThat(registry().blob(digest, 10)).isEqualTo(content);
        assertThatThrownBy(() -> registry().blob(digest, 4)).hasMessageContaining("more than the 4 that are read");
    }

    @Test
    void aManifestIsWrittenWithItsOwnTypeAndBytes() throws Exception {
        server.stubFor(
                put("/v2/shop/payments/manifests/1.0.1").willReturn(aResponse().withStatus(201)));

        registry().putManifest("1.0.1", RegistryManifest.of(MANIFEST.getBytes(StandardCharsets.UTF_8), null));

        server.verify(putRequestedFor(urlEqualTo("/v2/shop/payments/manifests/1.0.1"))
                .withHeader("Content-Type", equalTo(DOCKER))
                .withRequestBody(equalTo(MANIFEST)));
    }

    @Test
    void contentOfAnotherDigestIsNotBelieved() {
        String digest = Digest.of("asked".getBytes(StandardCharsets.UTF_8));
        server.stubFor(get("/v2/shop/payments/manifests/" + digest)
                .willReturn(aResponse().withBody(MANIFEST)));

        assertThatThrownBy(() -> registry().manifest(digest))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("with content of digest");
    }

    @Test
    void refusalsSayWhatTheRegistrySaidAndBusyOnesWhenToAskAgain() {
        server.stubFor(put("/v2/shop/payments/manifests/a")
                .willReturn(aResponse()
                        .withStatus(404)
                        .withBody("{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"no such repository\"}]}")));
        assertThatThrownBy(() -> registry()
                        .putManifest("a", RegistryManifest.of(MANIFEST.getBytes(StandardCharsets.UTF_8), null)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("404: NAME_UNKNOWN no such repository")
                .hasMessageContaining("Create the repository there first");
        server.stubFor(get("/v2/shop/payments/manifests/a")
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "7")));
        assertThatThrownBy(() -> registry().manifest("a"))
                .isInstanceOfSatisfying(RetryableException.class, e -> assertThat(e.retryAfter())
                        .contains(Duration.ofSeconds(7)));
    }

    private Registry registry() {
        ImageRepository repository = ImageRepository.parse("127.0.0.1:" + server.port() + "/shop/payments");
        return HttpRegistry.open(repository, access(), true);
    }

    private static RegistryAccess access() {
        return RegistryAccess.stored(Optional.of(Credential.usernamePassword("registry", "ci", "password")));
    }
}
