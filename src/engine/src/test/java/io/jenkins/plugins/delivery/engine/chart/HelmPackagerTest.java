package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.EngineContextBuilder;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.helm.ForkedHelm;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step with real Helm and a real registry that wants a log-in. */
class HelmPackagerTest {

    private static final String PASSWORD = "s3cret-of-the-registry";

    private static OciRegistry registry;

    @TempDir
    Path workDir;

    private Path chart;

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
        chart = ChartFixture.write(workDir.resolve("deploy/chart"));
    }

    @Test
    void packagesAndPushesOneVersionWithoutTouchingTheSources() throws Exception {
        Map<String, String> before = contents(workDir);

        HelmPackageResult result = run(Map.of(
                "chart",
                "deploy/chart",
                "version",
                "1.4.0",
                "appVersion",
                "1.10",
                "imageTag",
                "1.4.0",
                "imageRepository",
                "127.0.0.1:5000/shop/payments",
                "oci",
                oci("plain"),
                "credentialsId",
                "registry"));

        assertThat(result.name()).isEqualTo("payments");
        assertThat(result.archive()).isEqualTo("target/charts/payments-1.4.0.tgz");
        assertThat(result.pushed()).isTrue();
        assertThat(result.rendered()).containsExactly("values-dev.yaml", "values-prod.yaml");
        assertThat(result.ociReference()).isEqualTo(oci("plain") + "/payments:1.4.0");
        assertThat(registry.digest("plain/payments", "1.4.0")).contains(result.digest());
        Map<String, String> packaged = packaged(result);
        assertThat(packaged.get("payments/Chart.yaml")).contains("version: 1.4.0", "appVersion: \"1.10\"");
        assertThat(packaged.get("payments/values.yaml"))
                .isEqualTo(ChartFixture.VALUES
                        .replace("example.org/shop/payments ", "127.0.0.1:5000/shop/payments ")
                        .replace("0.0.0", "1.4.0"));
        Files.delete(workDir.resolve(result.archive()));
        assertThat(contents(workDir)).isEqualTo(before);
    }

    @Test
    void theSameContentAgainIsAcceptedAndOtherContentRefused() throws Exception {
        Map<String, Object> arguments =
                Map.of("chart", "deploy/chart", "version", "1.4.0", "oci", oci("twice"), "credentialsId", "registry");
        HelmPackageResult first = run(arguments);
        byte[] archive = Files.readAllBytes(workDir.resolve(first.archive()));

        HelmPackageResult second = run(arguments);

        assertThat(second.pushed()).isFalse();
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(Files.readAllBytes(workDir.resolve(second.archive()))).isEqualTo(archive);
        ChartFixture.file(chart, "values-prod.yaml", "replicas: 5\n");
        assertThatThrownBy(() -> run(arguments))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("exists already with other content; different: payments/values-prod.yaml");
        assertThat(registry.digest("twice/payments", "1.4.0")).contains(first.digest());
    }

    @Test
    void aReleaseIsTheChartOfItsCandidateOrRefused() throws Exception {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "chart", "deploy/chart", "oci", oci("once"), "credentialsId", "registry", "imageTag", "1.5.0-rc.2"));
        arguments.put("version", "1.5.0-rc.2");
        arguments.put("set", Map.of("labels.release", "${version}", "labels.team", "shop"));
        HelmPackageResult tested = run(arguments);
        arguments.put("candidate", "1.5.0-rc.2");
        arguments.put("imageTag", "1.5.0");
        arguments.put("version", "1.5.0");

        HelmPackageResult release = run(arguments);

        assertThat(release.content()).startsWith("sha256:").isEqualTo(tested.content());
        assertThat(release.digest()).isNotEqualTo(tested.digest());
        assertThat(release.pushed()).isTrue();
        ChartFixture.file(chart, "values-prod.yaml", "replicas: 5\n");
        ChartFixture.file(chart, "templates/notes.yaml", "# new\n");
        arguments.put("version", "1.5.1");
        assertThatThrownBy(() -> run(arguments))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("is not the one that was tested as 1.5.0-rc.2 (content " + tested.content())
                .hasMessageContaining("different: payments/templates/notes.yaml, payments/values-prod.yaml.");
        assertThat(registry.digest("once/payments", "1.5.1")).isEmpty();
        arguments.put("candidate", "1.5.0-rc.99");
        assertThat(run(arguments).pushed())
                .as("nothing to compare with is told")
                .isTrue();
    }

    @Test
    void anEnvironmentThatDoesNotRenderFailsNowWithFileAndReason() {
        ChartFixture.file(
                chart,
                "templates/ingress.yaml",
                "{{ if .Values.ingress }}\n"
                        + "host: {{ required \"ingress.host is needed\" .Values.ingress.host }}\n"
                        + "{{ end }}");
        ChartFixture.file(chart, "values-prod.yaml", "ingress: {class: nginx}\n");

        assertThatThrownBy(() -> run(Map.of("chart", "deploy/chart", "version", "1.0.0", "oci", oci("broken"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("it does not render with values-prod.yaml")
                .hasMessageContaining("templates/ingress.yaml")
                .hasMessageContaining("ingress.host is needed")
                .hasMessageNotContaining("values-dev.yaml");
        assertThat(workDir.resolve("target")).doesNotExist();
    }

    @Test
    void aDeprecatedApiIsRefusedOrAWarningAsTheTeamWants() throws Exception {
        ChartFixture.file(chart, "Chart.yaml", ChartFixture.CHART + "kubeVersion: \">=1.25.0-0\"\n");
        ChartFixture.file(
                chart,
                "templates/role.yaml",
                "apiVersion: rbac.authorization.k8s.io/v1beta1\nkind: ClusterRole\nmetadata:\n  name: r\n");
        assertThatThrownBy(() -> run(Map.of("chart", "deploy/chart", "version", "1.0.0")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("lint (a warning, which strict refuses): templates/role.yaml")
                .hasMessageContaining("ClusterRole is deprecated");

        Map<String, Object> arguments = Map.of("chart", "deploy/chart", "version", "1.0.0", "strict", false);

        List<String> warnings = new ArrayList<>();
        DeliveryLog log = new DeliveryLog() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
        HelmPackageResult result =
                operation().run(bind(arguments), context().log(log).build());
        assertThat(result.rendered()).containsExactly("values-dev.yaml", "values-prod.yaml");
        assertThat(warnings)
                .anyMatch(line -> line.startsWith("Lint of the chart: templates/role.yaml")
                        && line.contains("ClusterRole is deprecated"));

        Map<String, Object> old = new HashMap<>(arguments);
        old.put("kubeVersion", "1.24.0");
        assertThatThrownBy(() -> run(old))
                .hasMessageContaining(">=1.25.0-0 which is incompatible with Kubernetes v1.24.0");
    }

    @Test
    void lintAndSecretsAreRefusedEachWithEveryProblem() {
        ChartFixture.file(chart, "templates/broken.yaml", "kind: [\n");
        assertThatThrownBy(() -> run(Map.of("chart", "deploy/chart", "version", "1.0.0")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("lint: ")
                .hasMessageContaining("broken.yaml");

        ChartFixture.file(chart, "values-dev.yaml", "db:\n  user: app\n  password: hunter2hunter2\n");
        ChartFixture.file(chart, "values-prod.yaml", "env:\n  - name: API_TOKEN\n    value: abcdefgh1234\n");
        assertThatThrownBy(() -> run(Map.of("chart", "deploy/chart", "version", "1.0.0")))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(2)
                        .anyMatch(p -> p.contains("values-dev.yaml: db.password") && p.contains("db.existingSecret"))
                        .anyMatch(p -> p.contains("values-prod.yaml: env[0].value")))
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("abcdefgh1234");
    }

    @Test
    void aLinkOutOfTheChartIsRefusedBeforeHelmSeesIt(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("hostname"), "agent-7");
        Files.createDirectories(chart.resolve("files"));
        Files.createSymbolicLink(chart.resolve("files/host"), secret);

        assertThatThrownBy(() -> run(Map.of("chart", "deploy/chart", "version", "1.0.0")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("deploy/chart/files/host is a link that leads out of the chart");
    }

    @Test
    void dependenciesBesideTheChartAreBuiltIn() throws Exception {
        ChartFixture.file(
                workDir, "deploy/common/Chart.yaml", "apiVersion: v2\nname: common\nversion: 1.0.0\ntype: library\n");
        ChartFixture.file(
                workDir, "deploy/common/templates/_names.tpl", "{{ define \"common.name\" }}common{{ end }}\n");
        ChartFixture.file(
                chart,
                "Chart.yaml",
                ChartFixture.CHART
                        + "dependencies:\n  - name: common\n    version: 1.0.0\n    repository: file://../common\n");

        HelmPackageResult first = run(Map.of("chart", "deploy/chart", "version", "1.0.0"));
        byte[] archive = Files.readAllBytes(workDir.resolve(first.archive()));
        run(Map.of("chart", "deploy/chart", "version", "1.0.0"));

        assertThat(packaged(first)).containsKeys("payments/charts/common/Chart.yaml", "payments/Chart.lock");
        assertThat(Files.readAllBytes(workDir.resolve(first.archive()))).isEqualTo(archive);
        assertThat(chart.resolve("charts")).doesNotExist();
    }

    @Test
    void aDependencyOfAChartRepositoryComesInTheLockedVersion() throws Exception {
        Map<String, byte[]> files = new HashMap<>();
        for (String version : List.of("1.0.0", "1.1.0")) {
            ChartFixture.file(
                    workDir, "library/Chart.yaml", "apiVersion: v2\nname: common\nversion: 0.0.0\ntype: library\n");
            HelmPackageResult library = run(Map.of("chart", "library", "version", version));
            files.put("/common-" + version + ".tgz", Files.readAllBytes(workDir.resolve(library.archive())));
        }
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        files.put("/index.yaml", index("1.0.0"));
        server.createContext("/", exchange -> {
            byte[] body = files.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        try {
            String dependency = "dependencies:\n  - name: common\n    version: %s\n    repository: " + address + "\n";
            ChartFixture.file(chart, "Chart.yaml", ChartFixture.CHART + dependency.formatted("^1.0.0"));
            Map<String, String> first = packaged(run(Map.of("chart", "deploy/chart", "version", "2.0.0")));
            assertThat(first.get("payments/charts/common/Chart.yaml")).contains("version: 1.0.0");

            files.put("/index.yaml", index("1.1.0", "1.0.0"));
            assertThat(packaged(run(Map.of("chart", "deploy/chart", "version", "2.0.1")))
                            .get("payments/charts/common/Chart.yaml"))
                    .contains("version: 1.1.0");

            ChartFixture.file(chart, "Chart.lock", first.get("payments/Chart.lock"));
            Map<String, String> locked = packaged(run(Map.of("chart", "deploy/chart", "version", "2.0.2")));
            assertThat(locked.get("payments/charts/common/Chart.yaml")).contains("version: 1.0.0");
            assertThat(locked.get("payments/Chart.yaml")).contains("version: ^1.0.0");

            ChartFixture.file(chart, "Chart.yaml", ChartFixture.CHART + dependency.formatted("^1.1.0"));
            assertThatThrownBy(() -> run(Map.of("chart", "deploy/chart", "version", "2.0.3")))
                    .hasMessageContaining("out of sync")
                    .hasMessageContaining("Run helm dependency update and commit Chart.lock.");
        } finally {
            server.stop(0);
        }
    }

    private static byte[] index(String... versions) {
        StringBuilder index = new StringBuilder("apiVersion: v1\nentries:\n  common:\n");
        for (String version : versions) {
            index.append(
                    "  - {name: common, version: %1$s, apiVersion: v2, urls: [common-%1$s.tgz]}\n".formatted(version));
        }
        return index.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aMissingChartIsOneSentenceThatNamesTheOthers() {
        assertThatThrownBy(() -> run(Map.of("chart", "charts/payments", "version", "1.0.0")))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("There is no chart in 'charts/payments': the workspace has no file"
                        + " charts/payments/Chart.yaml. Correct 'chart'; charts are in deploy/chart.");
    }

    @Test
    void wrongCredentialsAreASentenceWithoutTheSecret() {
        assertThatThrownBy(() -> run(Map.of(
                        "chart", "deploy/chart", "version", "1.0.0", "oci", oci("auth"), "credentialsId", "wrong")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("401")
                .hasMessageContaining("credentials")
                .hasMessageNotContaining("not-the-password");
    }

    @Test
    void aDryRunChecksEverythingAndWritesNothing() throws Exception {
        HelmPackageRequest request = bind(
                Map.of("chart", "deploy/chart", "version", "2.0.0", "oci", oci("dry"), "credentialsId", "registry"));

        HelmPackageResult result =
                operation().run(request, context().dryRun(true).build());

        assertThat(result.pushed()).isFalse();
        assertThat(result.ociReference()).endsWith("/dry/payments:2.0.0");
        assertThat(workDir.resolve("target")).doesNotExist();
        assertThat(registry.tags("dry/payments")).isEmpty();
    }

    @Test
    void nothingStaysInTheTemporaryDirectoryOrTheSettingsOfHelm() throws Exception {
        run(Map.of("chart", "deploy/chart", "version", "1.4.0", "oci", oci("clean"), "credentialsId", "registry"));
        assertThat(leftovers()).isEmpty();
        assertThat(Path.of(System.getenv("HELM_CONFIG_HOME"), "registry", "config.json"))
                .doesNotExist();
    }

    private HelmPackageResult run(Map<String, ?> arguments) throws InterruptedException {
        return operation().run(bind(arguments), context().build());
    }

    private static HelmPackageRequest bind(Map<String, ?> arguments) {
        return RequestBinder.bind("helmPackage", HelmPackageRequest.class, arguments);
    }

    private static HelmPackager operation() {
        return new HelmPackager(ForkedHelm.sessions(), new Registries(HttpRegistry::open, EcrAccess::open));
    }

    private EngineContextBuilder context() {
        Map<String, Credential> credentials = Map.of(
                "registry", Credential.usernamePassword("registry", "ci", PASSWORD),
                "wrong", Credential.usernamePassword("wrong", "ci", "not-the-password"));
        return EngineContext.in(workDir).secrets(id -> Optional.ofNullable(credentials.get(id)));
    }

    private static String oci(String path) {
        return "oci://" + registry.address() + "/" + path;
    }

    private Map<String, String> packaged(HelmPackageResult result) throws IOException {
        Map<String, String> texts = new HashMap<>();
        ArchiveFiles.read(workDir.resolve(result.archive()))
                .forEach((name, content) -> texts.put(name, new String(content, StandardCharsets.UTF_8)));
        return texts;
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(directory.relativize(file).toString(), Digest.of(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private static List<Path> leftovers() throws IOException {
        String own = "delivery-(chart|helm)-" + ProcessHandle.current().pid() + "-.*";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches(own))
                    .sorted()
                    .toList();
        }
    }
}
