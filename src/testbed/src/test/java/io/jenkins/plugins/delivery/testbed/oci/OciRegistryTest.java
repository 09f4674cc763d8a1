package io.jenkins.plugins.delivery.testbed.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciRegistryTest {

    @TempDir
    Path temp;

    @Test
    void takesAChartFromHelm() throws Exception {
        try (OciRegistry registry = OciRegistry.start()) {
            Path chart = temp.resolve("payments");
            Files.createDirectories(chart.resolve("templates"));
            Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: payments\nversion: 1.2.3\n");
            new Helm(chart).packageIt().withDestination(temp).call();

            Helm.registry()
                    .login()
                    .withHost(registry.address())
                    .withUsername(registry.user())
                    .withPassword(registry.password())
                    .plainHttp()
                    .call();
            String output = Helm.push()
                    .withChart(temp.resolve("payments-1.2.3.tgz"))
                    .withRemote(URI.create("oci://" + registry.address() + "/charts"))
                    .plainHttp()
                    .call();

            assertThat(registry.tags("charts/payments")).containsExactly("1.2.3");
            String digest = registry.digest("charts/payments", "1.2.3").orElseThrow();
            assertThat(output).contains(digest);
            JsonNode manifest = registry.manifest("charts/payments", digest);
            byte[] archive = registry.blob(
                    "charts/payments", manifest.at("/layers/0/digest").asText());
            assertThat(archive).isEqualTo(Files.readAllBytes(temp.resolve("payments-1.2.3.tgz")));
        }
    }

    @Test
    void letsOnlyItsUserIn() throws Exception {
        try (OciRegistry registry = OciRegistry.start("ci", "s3cret")) {
            HttpRequest anonymous = HttpRequest.newBuilder(URI.create("http://" + registry.address() + "/v2/"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(anonymous, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);

            String digest = registry.pushImage("apps/payments", "1.0.0", Map.of("commit", "abc"));

            assertThat(registry.digest("apps/payments", "1.0.0")).contains(digest);
            JsonNode config = Json.parse(new String(
                    registry.blob(
                            "apps/payments",
                            registry.manifest("apps/payments", "1.0.0")
                                    .at("/config/digest")
                                    .asText()),
                    StandardCharsets.UTF_8));
            assertThat(config.at("/config/Labels/commit").asText()).isEqualTo("abc");
        }
    }

    @Test
    void saysWhatItDoesNotHave() {
        try (OciRegistry registry = OciRegistry.start()) {
            assertThat(registry.tags("nothing")).isEmpty();
            assertThat(registry.digest("nothing", "1")).isEmpty();
            assertThatThrownBy(() -> registry.manifest("nothing", "1")).hasMessageContaining("nothing:1");
        }
    }

    @Test
    void severalRunAtOnceAndAStoppedOneComesBack() {
        try (OciRegistry one = OciRegistry.start();
                OciRegistry two = OciRegistry.start()) {
            one.pushImage("a", "1", Map.of());
            assertThat(two.tags("a")).isEmpty();

            one.stop();
            assertThatThrownBy(() -> one.tags("a"))
                    .isInstanceOf(OciRegistryException.class)
                    .hasMessageContaining(one.address());
            assertThat(two.tags("a")).isEmpty();

            one.restart();
            assertThat(one.tags("a")).containsExactly("1");
        }
    }
}
