package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every Helm behind the port has to do alike. One subclass for each. */
public abstract class HelmContract {

    private static final String PASSWORD = "s3cret-of-the-registry";
    private static final String KUBERNETES = "1.34.0";

    private static OciRegistry registry;

    @TempDir
    Path directory;

    private Path chart;

    /** A new session with the Helm of the subclass. */
    protected abstract Helm open() throws InterruptedException;

    @BeforeAll
    static void startRegistry() {
        registry = OciRegistry.start("ci", PASSWORD);
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    @BeforeEach
    void writeChart() {
        // The name is one that a list of Helm's command line would split, or a shell.
        chart = ChartFixture.write(directory.resolve("de ploy, \"it\" $(x)").resolve("chart"));
        ChartFixture.file(chart, "Chart.yaml", ChartFixture.CHART.replace("0.0.0", "1.4.0"));
    }

    @Test
    void lintTellsWarningsAndErrorsApart() throws Exception {
        try (Helm helm = open()) {
            assertThat(helm.lint(chart)).isEqualTo(new LintFindings(List.of(), List.of()));

            ChartFixture.file(
                    chart,
                    "templates/old.yaml",
                    "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}\n");
            LintFindings deprecated = helm.lint(chart);
            assertThat(deprecated.errors()).isEmpty();
            assertThat(deprecated.warnings())
                    .singleElement()
                    .asString()
                    .contains("templates/old.yaml", "extensions/v1beta1 Ingress is deprecated");

            ChartFixture.file(chart, "templates/broken.yaml", "a: {{ .Values.host.none.here }}\n");
            assertThat(helm.lint(chart).errors())
                    .singleElement()
                    .asString()
                    .contains("templates/broken.yaml", ".Values.host.none");

            Files.delete(chart.resolve("templates/broken.yaml"));
            ChartFixture.file(chart, "Chart.yaml", "apiVersion: v2\nname: payments\n");
            assertThat(helm.lint(chart).errors())
                    .anyMatch(message -> message.contains("version"))
                    .noneMatch(message -> message.contains("linted") || message.contains("==>"));
            assertThat(helm.lint(directory.resolve("nothing")).errors()).isNotEmpty();
        }
    }

    @Test
    void aLaterValuesFileWinsAndTheVersionOfKubernetesIsTheOneOfTheCall() throws Exception {
        ChartFixture.file(chart, "templates/map.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}
                  namespace: {{ .Release.Namespace }}
                data:
                  host: {{ .Values.host }}
                  kubernetes: {{ .Capabilities.KubeVersion.Version }}
                """);
        ChartFixture.file(chart, "crds/crd.yaml", "kind: CustomResourceDefinition\n");
        ChartFixture.file(chart, "templates/NOTES.txt", "Thank you.\n");
        try (Helm helm = open()) {
            String manifests = helm.template(
                    chart,
                    "payments",
                    List.of(chart.resolve("values-dev.yaml"), chart.resolve("values-prod.yaml")),
                    KUBERNETES);
            assertThat(manifests)
                    .contains(
                            "host: example.org\n",
                            "replicas: 3\n",
                            "kubernetes: v1.34.0",
                            "name: payments\n",
                            "namespace: default\n",
                            "# Source: payments/templates/map.yaml")
                    .doesNotContain("dev.example.org", "Thank you");
            assertThat(helm.template(chart, "payments", List.of(), KUBERNETES)).contains("replicas: 1\n");
        }
    }

    @Test
    void whatDoesNotRenderIsRefusedInHelmsWords() throws Exception {
        ChartFixture.file(chart, "values.schema.json", "{\"properties\": {\"replicas\": {\"type\": \"integer\"}}}");
        Path wrong = ChartFixture.file(directory, "wrong.yaml", "replicas: many\n");
        try (Helm helm = open()) {
            assertThatThrownBy(() -> helm.template(chart, "payments", List.of(wrong), KUBERNETES))
                    .isInstanceOf(HelmException.class)
                    .hasMessageContainingAll("replicas", "integer")
                    .hasMessageNotContaining("Error:");
            assertThatThrownBy(() ->
                            helm.template(chart, "payments", List.of(directory.resolve("missing.yaml")), KUBERNETES))
                    .isInstanceOf(HelmException.class)
                    .hasMessageContaining("missing.yaml");
            ChartFixture.file(
                    chart, "Chart.yaml", ChartFixture.CHART.replace("0.0.0", "1.4.0") + "kubeVersion: '>= 1.40'\n");
            assertThatThrownBy(() -> helm.template(chart, "payments", List.of(), KUBERNETES))
                    .isInstanceOf(HelmException.class)
                    .hasMessageContaining("incompatible with Kubernetes v1.34.0");
        }
    }

    @Test
    void theArchiveHasTheNameAndTheFilesOfTheChart() throws Exception {
        ChartFixture.file(chart, ".helmignore", "*.bak\n");
        ChartFixture.file(chart, "values.yaml.bak", "old\n");
        Path out = Files.createDirectory(directory.resolve("o, ut"));
        try (Helm helm = open()) {
            helm.packageChart(chart, out);
            assertThat(ArchiveFiles.read(out.resolve("payments-1.4.0.tgz")).keySet())
                    .containsExactlyInAnyOrder(
                            "payments/.helmignore",
                            "payments/Chart.yaml",
                            "payments/templates/deployment.yaml",
                            "payments/values-dev.yaml",
                            "payments/values-prod.yaml",
                            "payments/values.yaml");
            assertThatThrownBy(() -> helm.packageChart(directory.resolve("nothing"), out))
                    .isInstanceOf(HelmException.class);
        }
    }

    @Test
    void aChartBesideIsBuiltInExactlyAsTheLockSays() throws Exception {
        ChartFixture.file(
                chart.resolveSibling("common"), "Chart.yaml", "apiVersion: v2\nname: common\nversion: 1.0.0\n");
        dependsOn("common", "^1.0.0", "file://../common");
        try (Helm helm = open()) {
            helm.buildDependencies(chart);
            assertThat(chart.resolve("charts/common-1.0.0.tgz")).isRegularFile();
            assertThat(chart.resolve("Chart.lock")).isRegularFile();

            dependsOn("common", "^2.0.0", "file://../common");
            assertThatThrownBy(() -> helm.buildDependencies(chart))
                    .isInstanceOf(HelmException.class)
                    .hasMessageContaining("the lock file (Chart.lock) is out of sync");
            assertThatThrownBy(() -> helm.updateDependencies(chart)).isInstanceOf(HelmException.class);
        }
    }

    @Test
    void aChartRepositoryNeedsNoPreparation() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = files.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        try (Helm helm = open()) {
            files.put("/common-1.1.0.tgz", packaged(helm, "common", "1.1.0"));
            files.put(
                    "/index.yaml",
                    ("apiVersion: v1\nentries:\n  common:\n"
                                    + "  - {name: common, version: 1.1.0, apiVersion: v2, urls: [common-1.1.0.tgz]}\n")
                            .getBytes());
            dependsOn("common", "^1.0.0", address);
            helm.updateDependencies(chart);
            assertThat(chart.resolve("charts/common-1.1.0.tgz")).isRegularFile();
            // As the port says: no repository was added in this session.
            assertThatThrownBy(() -> helm.buildDependencies(chart))
                    .isInstanceOf(HelmException.class)
                    .hasMessageContaining("no repository definition for " + address);
            dependsOn("common", "^1.0.0", address + "/nowhere");
            assertThatThrownBy(() -> helm.updateDependencies(chart)).isInstanceOf(HelmException.class);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aRegistryWantsALogInAndGivesBackWhatWasPushed() throws Exception {
        String name = "contract-" + getClass().getSimpleName().toLowerCase();
        URI remote = URI.create("oci://" + registry.address() + "/" + name);
        Path archive = Files.write(directory.resolve("common-1.1.0.tgz"), packaged("common", "1.1.0"));
        dependsOn("common", "1.1.0", remote.toString());
        try (Helm helm = open()) {
            assertThatThrownBy(() -> helm.push(archive, remote, true)).isInstanceOf(HelmException.class);
            assertThatThrownBy(() ->
                            helm.login(registry.address(), Credential.usernamePassword("id", "ci", "wrong-one"), true))
                    .isInstanceOf(HelmException.class)
                    .hasMessageNotContaining("wrong-one");
            helm.login(registry.address(), Credential.usernamePassword("id", "ci", PASSWORD), true);
            String reported = helm.push(archive, remote, true);
            assertThat(registry.digest(name + "/common", "1.1.0")).hasValueSatisfying(reported::contains);
            helm.updateDependencies(chart);
            assertThat(chart.resolve("charts/common-1.1.0.tgz")).hasSameBinaryContentAs(archive);
            Files.delete(chart.resolve("charts/common-1.1.0.tgz"));
            helm.buildDependencies(chart);
            assertThat(chart.resolve("charts/common-1.1.0.tgz")).hasSameBinaryContentAs(archive);
        }
        try (Helm other = open()) {
            assertThatThrownBy(() -> other.push(archive, remote, true))
                    .as("a log-in ends with its session")
                    .isInstanceOf(HelmException.class);
        }
    }

    private byte[] packaged(String name, String version) throws IOException, InterruptedException {
        try (Helm helm = open()) {
            return packaged(helm, name, version);
        }
    }

    private byte[] packaged(Helm helm, String name, String version) throws IOException, InterruptedException {
        Path source = directory.resolve("library").resolve(name);
        ChartFixture.file(source, "Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: " + version + "\n");
        Path out = Files.createDirectories(directory.resolve("out"));
        helm.packageChart(source, out);
        return Files.readAllBytes(out.resolve(name + "-" + version + ".tgz"));
    }

    private void dependsOn(String name, String version, String repository) {
        ChartFixture.file(
                chart,
                "Chart.yaml",
                ChartFixture.CHART.replace("0.0.0", "1.4.0") + "dependencies:\n  - name: " + name + "\n    version: "
                        + version + "\n    repository: " + repository + "\n");
    }
}
