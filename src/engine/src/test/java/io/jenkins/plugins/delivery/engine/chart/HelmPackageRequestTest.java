package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelmPackageRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"v1.2.3", "1.2", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3-01", "latest", "1.2.3 ", "1.2.3+a"})
    void onlyStrictVersionsThatAreTagsArePushed(String version) {
        assertThatThrownBy(() -> bind(Map.of("version", version)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("version '" + version + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3", "0.0.0", "1.2.3-rc.1", "1.2.3-feature-x.4.gabc", "10.20.30-0a.b"})
    void strictVersionsAreTaken(String version) {
        assertThat(bind(Map.of("version", version)).appVersion()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({
        "oci://registry.example.org/charts,",
        "oci://127.0.0.1:5000/shop/charts/,oci://127.0.0.1:5000/shop/charts",
        "oci://localhost:5000,",
    })
    void aRegistryPathIsTakenWithoutSlashAtItsEnd(String oci, String normal) {
        assertThat(bind(Map.of("oci", oci)).oci()).isEqualTo(normal == null ? oci : normal);
    }

    @Test
    void everyProblemIsReported() {
        assertThatThrownBy(() -> bind(Map.of(
                        "version",
                        "v1",
                        "oci",
                        "https://registry/charts",
                        "set",
                        Map.of("image", Map.of("tag", List.of("1"))))))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(3));
        assertThat(bind(Map.of("set", Map.of("replicas", 2), "valuesFiles", List.of("a.yaml")))
                        .pushes())
                .isTrue();
        assertThat(bind(Map.of("push", false)).pushes()).isFalse();
    }

    @Test
    void theTagGoesWhereTheChartHasIt() {
        Map<String, Object> image =
                Map.of("imageTag", "1.0.0-rc.1", "imageRepository", "example.org/a", "appVersion", "2");
        assertThat(bind(image).values().byPath())
                .containsOnly(entry("image.repository", "example.org/a"), entry("image.tag", "1.0.0-rc.1"));
        Map<String, Object> nested = new HashMap<>(image);
        nested.put("set", Map.of("manager.image.tag", "${ociTag}", "label", "${version} of ${chartVersion}", "n", 2));
        assertThat(bind(nested).values().byPath())
                .containsOnly(entry("manager.image.tag", "1.0.0-rc.1"), entry("label", "2 of 1.0.0"), entry("n", 2));
        assertThat(bind(Map.of("set", Map.of("tag", "${ociTag}"))).values().byPath())
                .containsOnly(entry("tag", "1.0.0"));
        assertThatThrownBy(() -> bind(Map.of("set", Map.of("tag", "${ocitag}"))))
                .hasMessageContaining("placeholder ocitag is not known; did you mean 'ociTag'?");
    }

    @Test
    void nestedValuesAreTheSameAsDottedPaths() {
        Map<String, Object> nested = Map.of("image", Map.of("tag", "1", "pull", Map.of("policy", "Always")), "a.b", 2);
        assertThat(bind(Map.of("set", nested)).set())
                .containsOnly(entry("image.tag", "1"), entry("image.pull.policy", "Always"), entry("a.b", 2));
        assertThatThrownBy(() -> bind(Map.of("set", Map.of("image", Map.of("tags", List.of("1"), "none", Map.of())))))
                .hasMessageContaining("'image.tags' needs a single value")
                .hasMessageContaining("'image.none' needs a single value");
    }

    private static HelmPackageRequest bind(Map<String, ?> more) {
        Map<String, Object> arguments =
                new HashMap<>(Map.of("chart", "chart", "version", "1.0.0", "oci", "oci://registry:5000/charts"));
        arguments.putAll(more);
        return RequestBinder.bind("helmPackage", HelmPackageRequest.class, arguments);
    }
}
