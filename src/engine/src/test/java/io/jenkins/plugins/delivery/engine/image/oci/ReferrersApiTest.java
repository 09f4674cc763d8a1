package io.jenkins.plugins.delivery.engine.image.oci;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.ArtifactManifest;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Referrer;
import io.jenkins.plugins.delivery.engine.image.Referrers;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry with the referrers API of OCI 1.1, as Amazon ECR, which the in-process registry is not; and the tag schema's bad days. */
class ReferrersApiTest {

    private static final String SUBJECT = "sha256:" + "a".repeat(64);
    private static final String LIST = "/v2/shop/payments/referrers/" + SUBJECT;
    private static final String TAG = "/v2/shop/payments/manifests/" + SUBJECT.replace(':', '-');
    private static final String TYPE = "application/vnd.example.evidence";

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
    void theListIsReadPageByPageAndOnlyFromTheRegistryItself() throws Exception {
        server.stubFor(
                get(LIST).willReturn(index("1", TYPE).withHeader("Link", "<" + LIST + "?next=2>; rel=\"next\"")));
        server.stubFor(get(LIST + "?next=2")
                .willReturn(index("2", "application/vnd.example.other")
                        .withHeader("Link", "</v2/shop/payments/referrers/x?next=3>; rel=\"next\"")));
        server.stubFor(get("/v2/shop/payments/referrers/x?next=3")
                .willReturn(index("3", TYPE).withHeader("Link", "<http://elsewhere.example/x>; rel=\"next\"")));

        List<Referrer> found = new Referrers(registry()).of(SUBJECT, TYPE);

        assertThat(found)
                .extracting(referrer -> referrer.manifest().digest())
                .containsExactly("sha256:" + "1".repeat(64), "sha256:" + "3".repeat(64));
        assertThat(found.get(0).annotations()).containsEntry("version", "1.4.0");
    }

    @Test
    void withTheApiNoTagIsWritten() throws Exception {
        server.stubFor(get(LIST).willReturn(index("1", TYPE)));
        server.stubFor(put(urlMatching("/v2/.*")).willReturn(aResponse().withStatus(201)));

        new Referrers(registry()).add(SUBJECT, TYPE, artifact());

        server.verify(1, putRequestedFor(urlMatching("/v2/.*")));
        server.verify(
                1,
                putRequestedFor(
                        urlEqualTo("/v2/shop/payments/manifests/" + artifact().digest())));
    }

    @Test
    void aRefusalIsNoMissingApi() {
        server.stubFor(get(LIST).willReturn(aResponse().withStatus(403)));
        assertThatThrownBy(() -> new Referrers(registry()).of(SUBJECT, TYPE))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("Asking what refers to")
                .hasMessageContaining("answered 403");
    }

    @Test
    void anImmutableTagOfTheListIsTold() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404)));
        server.stubFor(put(urlMatching("/v2/.*")).willReturn(aResponse().withStatus(201)));
        server.stubFor(put(TAG).willReturn(aResponse()
                .withStatus(400)
                .withBody("{\"errors\":[{\"code\":\"TAG_INVALID\",\"message\":\"tag is immutable\"}]}")));
        assertThatThrownBy(() -> new Referrers(registry()).add(SUBJECT, TYPE, artifact()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("the registry keeps the tags of this repository immutable");
    }

    @Test
    void aListThatOthersAlwaysOverwriteIsGivenUpWithASentence() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404)));
        server.stubFor(put(urlMatching("/v2/.*")).willReturn(aResponse().withStatus(201)));
        server.stubFor(get(TAG).willReturn(index("7", TYPE)));
        assertThatThrownBy(() -> new Referrers(registry()).add(SUBJECT, TYPE, artifact()))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("was changed by others 5 times in a row")
                .hasMessageContaining("Run the step again");
    }

    private static RegistryManifest artifact() {
        RegistryManifest subject = RegistryManifest.of("{\"schemaVersion\":2}".getBytes(), null);
        return ArtifactManifest.referringTo(
                subject, ArtifactManifest.descriptor(TYPE, new byte[] {1}), Map.of("version", "1.4.0"));
    }

    private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder index(String digit, String type) {
        return aResponse()
                .withHeader("Content-Type", "application/vnd.oci.image.index.v1+json")
                .withBody("{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"m\",\"size\":1,\"digest\":\"sha256:"
                        + digit.repeat(64) + "\",\"artifactType\":\"" + type
                        + "\",\"annotations\":{\"version\":\"1.4.0\"}}]}");
    }

    private Registry registry() {
        return HttpRegistry.open(
                ImageRepository.parse("127.0.0.1:" + server.port() + "/shop/payments"), RegistryAccess.ANONYMOUS, true);
    }
}
