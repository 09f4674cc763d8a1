package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.cli.RealHelm;
import io.jenkins.plugins.delivery.engine.chart.helm.ForkedHelm;
import io.jenkins.plugins.delivery.engine.git.Tool;
import io.jenkins.plugins.delivery.engine.image.ArtifactManifest;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts in a registry that wants a log-in, beside what Helm itself pushes there and reads from there. */
class ChartPushTest {

    private static final String PASSWORD = "s3cret-of-the-registry";
    private static final String CREATED = "org.opencontainers.image.created";

    /** Everything that Helm takes over from a Chart.yaml, in an order that is not Helm's. */
    private static final String FULL = """
            type: application
            apiVersion: v2
            name: payments
            version: 0.0.0
            appVersion: "0.0.0"
            kubeVersion: ">=1.25.0-0"
            description: >
              Pays, & "is paid" <at once>,
              in every currency: ä € 円
            home: https://example.org/payments?a=1&b=2
            icon: https://example.org/icon.png
            sources: [https://example.org/payments.git, https://example.org/mirror.git]
            keywords: [money, "42"]
            deprecated: true
            maintainers:
              - {name: Anna, email: anna@example.org, url: https://example.org/anna}
              - {name: Team Pay}
            annotations:
              example.org/tier: gold
              example.org/beta: true
              example.org/slots: 12
              org.opencontainers.image.licenses: MIT
              org.opencontainers.image.title: a title of its own
            dependencies:
              - name: common
                version: 1.x.x
                repository: file://../common
                alias: shared
                condition: shared.enabled
                tags: [backend, 7]
                import-values: [names, {parent: mine, child: theirs}]
            """;

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
    void whatIsPushedIsWhatHelmPushes() throws Exception {
        ChartFixture.file(chart, "Chart.yaml", FULL);
        ChartFixture.file(chart, "values.yaml", ChartFixture.VALUES + "shared: {enabled: true}\n");
        ChartFixture.file(workDir, "deploy/common/Chart.yaml", "apiVersion: v2\nname: common\nversion: 1.0.0\n");
        ChartFixture.file(workDir, "deploy/common/values.yaml", "exports: {names: {a: 1}}\ntheirs: {b: 2}\n");
        assertSameAsHelm(run("full", Map.of()), "full");
    }

    @Test
    void aSmallChartAndOneOfTheFirstApiVersionAreWhatHelmPushes() throws Exception {
        assertSameAsHelm(run("small", Map.of()), "small");
        ChartFixture.file(chart, "Chart.yaml", "name: payments\nversion: 0.0.0\n");
        ChartFixture.file(
                chart,
                "requirements.yaml",
                "dependencies: [{name: common, version: 1.0.0, repository: 'file://../common'}]\n");
        ChartFixture.file(workDir, "deploy/common/Chart.yaml", "apiVersion: v1\nname: common\nversion: 1.0.0\n");
        assertSameAsHelm(run("old", Map.of("lint", false)), "old");
    }

    @Test
    void helmReadsWhatWasPushedAndWhatIsHeldBackIsSeenByItsDigestOnly() throws Exception {
        HelmPackageResult held = run("read", Map.of("hold", true));

        assertThat(held.toMap()).containsEntry("held", true).containsEntry("pushed", true);
        assertThat(registry.tags("read/payments")).isEmpty();
        assertThat(registry.digest("read/payments", held.digest())).contains(held.digest());
        assertThat(run("read", Map.of("hold", true)).digest()).isEqualTo(held.digest());
        String shop = "apiVersion: v2\nname: shop\nversion: 0.0.0\ndependencies:\n  - name: payments\n"
                + "    version: 1.4.0\n    repository: oci://" + registry.address() + "/read\n";
        ChartFixture.file(workDir, "shop/Chart.yaml", shop);
        ChartFixture.file(workDir, "shop/values-dev.yaml", "payments: {host: a}\n");
        assertThatThrownBy(() -> run("shop", Map.of("chart", "shop")))
                .as("Helm finds no version while it is held back")
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("1.4.0");

        HelmPackageResult released = run("read", Map.of());

        assertThat(released.toMap()).containsEntry("held", false).containsEntry("digest", held.digest());
        assertThat(registry.tags("read/payments")).containsExactly("1.4.0");
        assertThat(run("read", Map.of("hold", true)).toMap())
                .as("what has its tag is not held back any more")
                .containsEntry("held", false)
                .containsEntry("pushed", false);
        HelmPackageResult umbrella = run("shop", Map.of("chart", "shop"));
        assertThat(ArchiveFiles.read(workDir.resolve(umbrella.archive())))
                .containsKey("shop/charts/payments/templates/deployment.yaml");
    }

    @ParameterizedTest
    @Tag("tools")
    @ValueSource(ints = {3, 4})
    void helmOnTheCommandLineReadsItAndPushesTheSame(int major) throws Exception {
        Path helm = RealHelm.need(major);
        ChartFixture.file(
                chart, "Chart.yaml", ChartFixture.CHART + "maintainers: [{name: Anna, email: a@example.org}]\n");
        String path = "line-" + major;
        HelmPackageResult result = run(path, Map.of());
        Registry open = HttpRegistry.open(
                ImageRepository.parse(registry.address() + "/" + path + "/payments"),
                RegistryAccess.stored(Optional.of(credential())),
                true);
        RegistryManifest annotated = ArtifactManifest.annotated(
                open.manifest("1.4.0").orElseThrow(),
                Map.of("io.jenkins.plugins.git-flow-delivery.scan", "passed", "org.example.quoted", "a \"b\" <c>"));
        open.putManifest("1.4.0", annotated);
        String login = Base64.getEncoder().encodeToString(("ci:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        Path config = Files.writeString(
                workDir.resolve("config.json"),
                "{\"auths\":{\"" + registry.address() + "\":{\"auth\":\"" + login + "\"}}}");
        Map<String, String> settings = Map.of("HELM_REGISTRY_CONFIG", config.toString(), "HOME", workDir.toString());
        String reference = "oci://" + registry.address() + "/" + path + "/payments";

        Tool.Ended shown = Tool.end(
                workDir, settings, helm.toString(), "show", "chart", reference, "--version", "1.4.0", "--plain-http");
        Tool.Ended rendered = Tool.end(
                workDir, settings, helm.toString(), "template", "x", reference, "--version", "1.4.0", "--plain-http");
        Tool.Ended pushed = Tool.end(
                workDir,
                settings,
                helm.toString(),
                "push",
                workDir.resolve(result.archive()).toString(),
                "oci://" + registry.address() + "/by-" + path,
                "--plain-http");

        assertThat(shown.output()).contains("version: 1.4.0", "name: Anna");
        assertThat(rendered.output()).contains("kind: Deployment");
        assertThat(pushed.output()).contains("Digest: sha256:");
        JsonNode byHelm = registry.manifest("by-" + path + "/payments", "1.4.0");
        JsonNode byUs = registry.manifest(path + "/payments", result.digest());
        ((ObjectNode) byHelm.path("annotations")).remove(CREATED);
        ((ObjectNode) byUs.path("annotations")).remove(CREATED);
        assertThat(byUs.toPrettyString()).isEqualTo(byHelm.toPrettyString());
    }

    @Test
    void aRegistryThatGoesDownHalfWayLeavesNoTagAndTheNextRunGoesOn() throws Exception {
        for (int call = 1; call <= 3; call++) {
            String path = "down-" + call;
            Registry.Connector breaking = breaking(call);
            assertThatThrownBy(() -> run(path, Map.of(), breaking))
                    .isInstanceOf(RetryableException.class)
                    .hasMessageContaining("The registry " + registry.address() + " cannot be reached");
            assertThat(registry.tags(path + "/payments")).isEmpty();
            assertThat(run(path, Map.of()).pushed()).isTrue();
            assertThat(registry.tags(path + "/payments")).containsExactly("1.4.0");
        }
    }

    @Test
    void wrongCredentialsAndALostRaceAreSentences() throws Exception {
        assertThatThrownBy(() -> run("closed", Map.of("credentialsId", "other")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("answered 401")
                .hasMessageContaining("Check the credentialsId")
                .hasMessageNotContaining("wrong-password");

        Registry.Connector late = (repository, access, plainHttp) -> {
            Registry real = HttpRegistry.open(repository, access, plainHttp);
            return wrapped(real, (method, call) -> {
                Object result = call.call();
                if (method.equals("putManifest:1.4.0")) {
                    registry.pushImage(repository.path(), "1.4.0", Map.of());
                }
                return result;
            });
        };
        assertThatThrownBy(() -> run("race", Map.of(), late))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("/race/payments:1.4.0 names sha256:")
                .hasMessageContaining("after the push")
                .hasMessageContaining("build a new version");
    }

    @Test
    void aRegistryWithImmutableTagsDecidesWhoWasFirst() throws Exception {
        HelmPackageResult first = run("immutable", Map.of());
        // Between the look at the tag and the push of it another build was first.
        Registry.Connector blind = (repository, access, plainHttp) -> {
            Registry real = HttpRegistry.open(repository, access, plainHttp);
            int[] looks = {0};
            return wrapped(real, (method, call) -> {
                if (method.equals("manifest:1.4.0") && looks[0]++ == 0) {
                    return Optional.empty();
                }
                if (method.equals("putManifest:1.4.0")) {
                    throw new TerminalException("Pushing failed: 400 TAG_INVALID the tag exists and is immutable.", "");
                }
                return call.call();
            });
        };

        assertThat(run("immutable", Map.of(), blind).toMap())
                .containsEntry("pushed", false)
                .containsEntry("digest", first.digest());
        ChartFixture.file(chart, "values-prod.yaml", "replicas: 7\n");
        assertThatThrownBy(() -> run("immutable", Map.of(), blind))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("exists already with other content; different: payments/values-prod.yaml");
    }

    /** A registry whose connection breaks at the nth call that writes. */
    private static Registry.Connector breaking(int nth) {
        int[] writes = {0};
        return (repository, access, plainHttp) ->
                wrapped(HttpRegistry.open(repository, access, plainHttp), (method, call) -> {
                    if (method.startsWith("put") && ++writes[0] == nth) {
                        registry.stop();
                        try {
                            return call.call();
                        } finally {
                            registry.restart();
                        }
                    }
                    return call.call();
                });
    }

    /** Stands between the code and the real registry. */
    private interface Between {
        Object call(String method, Callable<Object> real) throws Exception;
    }

    private static Registry wrapped(Registry real, Between between) {
        InvocationHandler handler = (proxy, method, arguments) ->
                between.call(method.getName() + ":" + (arguments == null ? "" : arguments[0]), () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw (Exception) e.getCause();
                    }
                });
        return (Registry)
                Proxy.newProxyInstance(Registry.class.getClassLoader(), new Class<?>[] {Registry.class}, handler);
    }

    private void assertSameAsHelm(HelmPackageResult ours, String path) throws Exception {
        JsonNode byUs = registry.manifest(path + "/payments", "1.4.0");
        try (Helm helm = ForkedHelm.sessions()
                .open(HelmChoice.parse("embedded"), EngineContext.in(workDir).build())) {
            helm.login(registry.address(), credential(), true);
            helm.push(
                    workDir.resolve(ours.archive()), URI.create("oci://" + registry.address() + "/helm-" + path), true);
            JsonNode byHelm = registry.manifest("helm-" + path + "/payments", "1.4.0");
            assertThat(text(path, byUs.path("config"))).isEqualTo(text("helm-" + path, byHelm.path("config")));
            assertThat(byUs.at("/annotations/" + CREATED).asText()).isEqualTo("1970-01-01T00:00:00Z");
            ((ObjectNode) byHelm.path("annotations")).remove(CREATED);
            ((ObjectNode) byUs.path("annotations")).remove(CREATED);
            assertThat(byUs.toPrettyString()).isEqualTo(byHelm.toPrettyString());
        }
    }

    private static String text(String path, JsonNode descriptor) {
        return new String(
                registry.blob(path + "/payments", descriptor.path("digest").asText()), StandardCharsets.UTF_8);
    }

    private HelmPackageResult run(String path, Map<String, Object> more) throws InterruptedException {
        return run(path, more, HttpRegistry::open);
    }

    private HelmPackageResult run(String path, Map<String, Object> more, Registry.Connector connector)
            throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "chart",
                "deploy/chart",
                "version",
                "1.4.0",
                "helm",
                "embedded",
                "oci",
                "oci://" + registry.address() + "/" + path,
                "credentialsId",
                "registry"));
        arguments.putAll(more);
        return new HelmPackager(ForkedHelm.sessions(), new Registries(connector, EcrAccess::open))
                .run(
                        RequestBinder.bind("helmPackage", HelmPackageRequest.class, arguments),
                        EngineContext.in(workDir)
                                .secrets(id -> id.equals("registry")
                                        ? Optional.of(credential())
                                        : Optional.of(Credential.usernamePassword(id, "ci", "wrong-password")))
                                .build());
    }

    private static Credential credential() {
        return Credential.usernamePassword("registry", "ci", PASSWORD);
    }
}
