package io.jenkins.plugins.delivery.engine.image.oci;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.BlobContent;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What registries may do with an upload, beyond what CNCF distribution does. */
class HttpUploadTest {

    private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.UTF_8);
    private static final String DIGEST = Digest.of(CONTENT);
    private static final String UPLOADS = "/v2/shop/payments/blobs/uploads/";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private final WireMockServer storage =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    @BeforeEach
    void start() {
        server.start();
        storage.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        storage.stop();
    }

    @Test
    void aBrokenUploadGoesOnWhereTheRegistrySaysThatItStopped() throws Exception {
        begins("session");
        server.stubFor(patch(urlEqualTo("/session"))
                .withHeader("Content-Range", absent())
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        server.stubFor(get("/session").willReturn(aResponse().withStatus(204).withHeader("Range", "0-3")));
        server.stubFor(patch(urlEqualTo("/session"))
                .withHeader("Content-Range", equalTo("4-9"))
                .withRequestBody(equalTo("456789"))
                .willReturn(aResponse().withStatus(202).withHeader("Location", "/session?state=" + "s".repeat(6000))));
        finishes();
        Registry.Upload upload = upload(List.of());
        List<Long> sent = new ArrayList<>();

        assertThatThrownBy(() -> upload.send(sent::add)).isInstanceOf(RetryableException.class);
        upload.send(sent::add);

        server.verify(1, postRequestedFor(urlEqualTo(UPLOADS)));
        server.verify(1, putRequestedFor(urlPathEqualTo("/session")));
        assertThat(sent).contains(4L).endsWith(10L);
    }

    @Test
    void aSessionThatTheRegistryForgotBeginsAgainAFewTimes() {
        begins("session");
        server.stubFor(patch(urlEqualTo("/session")).willReturn(aResponse().withStatus(404)));
        Registry.Upload upload = upload(List.of());
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> upload.send(sent -> {})).isInstanceOf(RetryableException.class);
        }
        assertThatThrownBy(() -> upload.send(sent -> {}))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("It was begun 5 times.")
                .hasMessageContaining("http.secret");
    }

    @Test
    void anotherHostGetsTheLayerAndNoCredentials() throws Exception {
        server.stubFor(post(UPLOADS)
                .withHeader("Authorization", absent())
                .willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic realm=\"r\"")));
        server.stubFor(post(UPLOADS)
                .withBasicAuth("ci", "password")
                .willReturn(aResponse()
                        .withStatus(202)
                        .withHeader("Location", storage.baseUrl() + "/bucket/session?signature=1")));
        storage.stubFor(any(anyUrl())
                .withHeader("Authorization", equalTo(""))
                .willReturn(aResponse().withStatus(500)));
        storage.stubFor(patch(urlPathEqualTo("/bucket/session"))
                .withHeader("Authorization", absent())
                .willReturn(aResponse().withStatus(202).withHeader("Location", "next?signature=2")));
        storage.stubFor(put(urlPathEqualTo("/bucket/next"))
                .withQueryParam("signature", equalTo("2"))
                .withQueryParam("digest", equalTo(DIGEST))
                .withHeader("Authorization", absent())
                .willReturn(aResponse().withStatus(201)));

        upload(List.of()).send(sent -> {});

        storage.verify(1, patchRequestedFor(anyUrl()).withRequestBody(equalTo("0123456789")));
    }

    @Test
    void aWriteFollowsARedirectThatKeepsItsMethodAndBody() throws Exception {
        begins("session");
        server.stubFor(patch(urlEqualTo("/session"))
                .willReturn(aResponse().withStatus(307).withHeader("Location", storage.baseUrl() + "/elsewhere")));
        storage.stubFor(patch(urlEqualTo("/elsewhere"))
                .withRequestBody(equalTo("0123456789"))
                .willReturn(aResponse().withStatus(202).withHeader("Location", server.baseUrl() + "/session")));
        finishes();

        upload(List.of()).send(sent -> {});

        storage.verify(1, patchRequestedFor(urlEqualTo("/elsewhere")).withHeader("Authorization", absent()));
    }

    @Test
    void aLayerOfAnotherRepositoryIsTakenFromThereOrSentWhenItCannotBe() throws Exception {
        server.stubFor(post(urlPathEqualTo(UPLOADS))
                .withQueryParam("mount", equalTo(DIGEST))
                .withQueryParam("from", equalTo("base/java"))
                .willReturn(aResponse().withStatus(201)));
        List<Long> sent = new ArrayList<>();
        upload(List.of("base/java")).send(sent::add);
        assertThat(sent).containsExactly(10L);

        server.stubFor(post(urlPathEqualTo(UPLOADS))
                .withQueryParam("from", equalTo("base/secret"))
                .willReturn(aResponse().withStatus(202).withHeader("Location", "/session")));
        server.stubFor(patch(urlEqualTo("/session")).willReturn(aResponse().withStatus(202)));
        finishes();
        upload(List.of("base/secret")).send(sent::add);
        server.verify(1, patchRequestedFor(urlEqualTo("/session")));
    }

    @Test
    void aProxyThatTakesNoLargeRequestsIsNamed() {
        begins("session");
        server.stubFor(patch(urlEqualTo("/session")).willReturn(aResponse().withStatus(413)));
        assertThatThrownBy(() -> upload(List.of()).send(sent -> {}))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("client_max_body_size");
    }

    @Test
    void aRegistryBehindHttpsDoesNotSendToAnAddressWithoutIt() {
        RegistryAddress address = new RegistryAddress("registry.example.com", false);
        java.net.URI from = address.resolve("/v2/");
        assertThatThrownBy(() -> address.follow(from, "http://registry.example.com/v2/session"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("X-Forwarded-Proto");
        assertThatThrownBy(() -> address.follow(from, "https://not a host/")).isInstanceOf(TerminalException.class);
        assertThat(address.own(address.follow(from, "https://registry.example.com:443/x")))
                .isTrue();
        assertThat(address.own(address.follow(from, "https://registry.example.com:444/x")))
                .isFalse();
        assertThat(address.own(address.follow(from, "https://registry.example.com.evil.example/x")))
                .isFalse();
        assertThat(address.own(address.follow(from, "next?x=1"))).isTrue();
    }

    @Test
    void anUploadThatStandsStillEnds() {
        begins("session");
        server.stubFor(patch(urlEqualTo("/session"))
                .willReturn(aResponse().withStatus(202).withFixedDelay(60_000)));
        Registry impatient = HttpRegistry.waiting(Duration.ofMillis(300)).open(repository(), access(), true);
        assertThatThrownBy(() -> impatient
                        .upload(DIGEST, BlobContent.of(CONTENT), List.of())
                        .send(sent -> {}))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("did not finish PATCH within 300ms");
    }

    private void begins(String session) {
        server.stubFor(post(UPLOADS).willReturn(aResponse().withStatus(202).withHeader("Location", "/" + session)));
    }

    private void finishes() {
        server.stubFor(put(urlPathEqualTo("/session"))
                .withQueryParam("digest", equalTo(DIGEST))
                .willReturn(aResponse().withStatus(201)));
    }

    private Registry.Upload upload(List<String> mountFrom) {
        return HttpRegistry.open(repository(), access(), true).upload(DIGEST, BlobContent.of(CONTENT), mountFrom);
    }

    private ImageRepository repository() {
        return ImageRepository.parse("127.0.0.1:" + server.port() + "/shop/payments");
    }

    private static RegistryAccess access() {
        return RegistryAccess.stored(Optional.of(Credential.usernamePassword("registry", "ci", "password")));
    }
}
