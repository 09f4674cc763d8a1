package io.jenkins.plugins.delivery.engine.chart;

import static io.jenkins.plugins.delivery.engine.chart.ChartFixture.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code helmPackage} says about the environments of a chart, with real Helm. */
class EnvironmentRenderingTest {

    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    private static SharedHelm helm;

    private final List<String> warnings = new ArrayList<>();

    @TempDir
    Path workDir;

    private Path chart;

    @BeforeAll
    static void open() throws InterruptedException {
        helm = new SharedHelm();
    }

    @AfterAll
    static void close() {
        helm.close();
    }

    @BeforeEach
    void write() {
        chart = ChartFixture.write(workDir.resolve("deploy/chart"));
    }

    /** Row B27: defaults, then the environment, then the promotion. */
    @Test
    void valuesLieOverEachOtherInOrder() throws Exception {
        file(chart, "values.yaml", ChartFixture.VALUES + "deep: {a: default, b: default}\n");
        file(chart, "values-prod.yaml", "replicas: 3\ndeep: {b: prod}\n");
        file(chart, "templates/deep.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: deep}
                data: {{ .Values.deep | toJson }}
                """);
        HelmPackageResult result = run(Map.of("imageTag", "1.4.0", "imageRepository", "example.org/new"));

        Path archive = workDir.resolve(result.archive());
        String prod = render(archive, "values-prod.yaml");
        assertThat(prod)
                .contains("replicas: 3", "\"a\":\"default\"", "\"b\":\"prod\"", "image: \"example.org/new:1.4.0\"");
        assertThat(render(archive, "values-dev.yaml")).contains("replicas: 1", "\"b\":\"default\"");
        assertThat(warnings).isEmpty();
    }

    @Test
    void everyEnvironmentAndEveryValueThatBreaksTheSchemaIsNamed() {
        file(chart, "values.schema.json", """
                {"type": "object", "properties": {
                  "replicas": {"type": "integer", "minimum": 1},
                  "image": {"type": "object", "properties": {"tag": {"type": "string"}}},
                  "host": {"type": "string"}}}
                """);
        file(chart, "values-dev.yaml", "replicas: many\n");
        file(chart, "values-prod.yaml", "replicas: 0\nhost: [a]\n");
        assertThatThrownBy(() -> run(Map.of()))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(3)
                        .anyMatch(p -> p.startsWith("with values-dev.yaml: replicas: got string, want integer"))
                        .anyMatch(p -> p.startsWith("with values-prod.yaml: replicas: ") && p.contains("minimum"))
                        .anyMatch(p -> p.equals("with values-prod.yaml: host: got array, want string"
                                + " (values.schema.json of payments)")));
        file(chart, "values.yaml", ChartFixture.VALUES.replace("replicas: 1", "replicas: one"));
        assertThatThrownBy(() -> run(Map.of()))
                .hasMessageContaining("lint: ")
                .hasMessageContaining("'/replicas': got string, want integer");
    }

    @Test
    void theSchemaOfASubchartCounts() {
        ChartZoo.subchart(chart.resolve("charts/ledger"), "ledger", "");
        file(chart, "charts/ledger/values.schema.json", "{\"properties\": {\"port\": {\"type\": \"integer\"}}}");
        file(chart, "Chart.yaml", ChartFixture.CHART + "dependencies: [{name: ledger, version: 1.0.0}]\n");
        file(chart, "values-prod.yaml", "ledger: {port: none}\n");
        assertThatThrownBy(() -> run(Map.of()))
                .hasMessageContaining(
                        "with values-prod.yaml: port: got string, want integer (values.schema.json of ledger)");
    }

    @Test
    void filesOfTheWorkspaceAreEnvironmentsToo() throws Exception {
        file(workDir, "env/values-stage.yaml", "host: stage\n");
        file(workDir, "env/values-prod.yaml", "replicas: {}\nhost: prod\n");
        HelmPackageResult result =
                run(Map.of("valuesFiles", List.of("env/values-stage.yaml", "env/values-prod.yaml", "values-dev.yaml")));
        assertThat(result.rendered())
                .containsExactly("env/values-stage.yaml", "env/values-prod.yaml", "values-dev.yaml");
        assertThat(warnings)
                .anyMatch(line -> line.startsWith("only env/values-prod.yaml sets replicas. What stage proves"));
        assertThatThrownBy(() -> run(Map.of("valuesFiles", List.of("env/none.yaml", "../x.yaml"))))
                .isInstanceOf(InvalidInputException.class);
    }

    /** Row B31. */
    @Test
    void whatOnlyOneOfTheLastEnvironmentsSetsIsTold() throws Exception {
        file(chart, "values-stage.yaml", "host: a\ndebug: true\ningress: {tls: {a: 1}, path: /}\n");
        file(chart, "values-prod.yaml", "host: b\ningress: {path: /, limits: {rps: 3}}\nhpa: {max: 3, min: 1}\n");
        run(Map.of());
        assertThat(warnings)
                .containsExactly("only values-stage.yaml sets debug, ingress.tls; only values-prod.yaml sets hpa,"
                        + " ingress.limits. What stage proves is not what prod runs: set these in both, or in values.yaml"
                        + " for all.");
        warnings.clear();
        run(Map.of("alike", List.of("dev", "prod")));
        assertThat(warnings).singleElement().asString().startsWith("only values-prod.yaml sets hpa, ingress.");
        warnings.clear();
        run(Map.of("alike", List.of("live")));
        assertThat(warnings).isEmpty();
    }

    @Test
    void anImageThatIsNotTheOneOfThisBuildIsTold() throws Exception {
        file(chart, "values-prod.yaml", "image: {tag: \"1.0.0\"}\n");
        run(Map.of("imageTag", "1.4.0"));
        assertThat(warnings).singleElement().asString().startsWith("values-prod.yaml sets image.tag, so '1.0.0' runs");

        warnings.clear();
        file(chart, "values-prod.yaml", "host: x\n");
        file(chart, "templates/deployment.yaml", ChartFixture.DEPLOYMENT.replace(".Values.image.tag", "\"fixed\""));
        run(Map.of("imageTag", "1.4.0"));
        assertThat(warnings)
                .hasSize(2)
                .allMatch(line -> line.startsWith("No image in what values-") && line.contains("wrote to image.tag"));
    }

    @Test
    void aChartMayNameItsImageByDigest() throws Exception {
        String values = ChartFixture.VALUES.replace("  tag: \"0.0.0\"", "  digest: \"\"   # by the pipeline");
        file(chart, "values.yaml", values);
        file(
                chart,
                "templates/deployment.yaml",
                ChartFixture.DEPLOYMENT.replace(":{{ .Values.image.tag }}", "@{{ .Values.image.digest }}"));
        HelmPackageResult result = run(Map.of("imageDigest", DIGEST));
        Path archive = workDir.resolve(result.archive());
        assertThat(render(archive, "values-dev.yaml")).contains("example.org/shop/payments@" + DIGEST);
        assertThat(new String(ArchiveFiles.read(archive).get("payments/values.yaml"), StandardCharsets.UTF_8))
                .isEqualTo(values.replace("digest: \"\"", "digest: \"" + DIGEST + "\""));
        assertThat(warnings).isEmpty();

        run(Map.of("imageDigest", DIGEST, "set", Map.of("other", "${digest}")));
        assertThat(warnings).allMatch(line -> line.startsWith("No image in what"));
        assertThatThrownBy(() -> run(Map.of("imageDigest", "latest")))
                .hasMessageContaining("is not of the form sha256:");
        assertThatThrownBy(() -> run(Map.of("oci", "oci://localhost:1/x", "set", Map.of("a", "${digest}"))))
                .hasMessageContaining("there is no digest");
    }

    @Test
    void severalBrokenThingsAreOneRefusal() {
        file(chart, "values.yaml", "a: 1\na: 2\n");
        file(chart, "values-dev.yaml", "- a\n");
        file(chart, "values-prod.yaml", "a: [\n");
        assertThatThrownBy(() -> run(Map.of("imageTag", "1")))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(3)
                        .anyMatch(p -> p.startsWith("values.yaml"))
                        .anyMatch(p -> p.equals("values-dev.yaml is no mapping of names to values"))
                        .anyMatch(p -> p.startsWith("values-prod.yaml is not valid YAML")));
    }

    private String render(Path archive, String values) throws InterruptedException {
        return helm.session().template(archive, "payments", List.of(chart.resolve(values)), "1.34.0");
    }

    private HelmPackageResult run(Map<String, ?> more) throws Exception {
        Map<String, Object> arguments = new HashMap<>(Map.of("chart", "deploy/chart", "version", "1.4.0"));
        arguments.putAll(more);
        arguments.putIfAbsent("push", more.containsKey("oci"));
        DeliveryLog log = new DeliveryLog() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
        Files.createDirectories(workDir.resolve("target"));
        return new HelmPackager(helm.sessions(), new Registries(HttpRegistry::open, EcrAccess::open))
                .run(
                        RequestBinder.bind("helmPackage", HelmPackageRequest.class, arguments),
                        EngineContext.in(workDir).log(log).build());
    }
}
