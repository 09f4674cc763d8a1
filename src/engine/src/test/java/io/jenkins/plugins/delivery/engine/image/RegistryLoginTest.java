package io.jenkins.plugins.delivery.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.EngineContextBuilder;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import io.jenkins.plugins.delivery.testbed.ecr.EcrRegistry;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log-in for tools that push by themselves, beside the workspace. */
class RegistryLoginTest {

    private static final String HOST = "registry.example.com";
    private static final String PASSWORD = "s3cret-of-the-registry";

    private final List<String> log = new ArrayList<>();

    @TempDir
    Path root;

    private Path workspace;

    @BeforeEach
    void checkout() throws IOException {
        workspace = Files.createDirectories(root.resolve("job"));
        Files.createDirectories(workspace.resolve(".git"));
    }

    @Test
    void theLoginIsInAFileThatOnlyItsOwnerReadsOutsideOfTheCheckout() throws Exception {
        Map<String, Object> result = login("1", Map.of("registry", HOST)).toMap();

        Path directory = Path.of((String) result.get("configDirectory"));
        assertThat(directory).isAbsolute().startsWith(root.resolve("job@tmp"));
        assertThat(auth(directory, HOST)).isEqualTo("ci:" + PASSWORD);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("config.json"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.walk(workspace)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
        String encoded = Base64.getEncoder().encodeToString(("ci:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(result.toString() + log).doesNotContain(PASSWORD).doesNotContain(encoded);
        assertThat(result).containsEntry("expires", null).containsEntry("loggedIn", true);
    }

    @Test
    void aDirectoryInTheCheckoutIsNoPlaceForIt() throws Exception {
        Path inside = Files.createDirectories(workspace.resolve("service@tmp"));
        Path below = Files.createDirectories(workspace.resolve("service"));
        RegistryLoginResult result = operation()
                .run(
                        bind(Map.of("registry", HOST)),
                        context("1")
                                .workDir(below)
                                .environment(Map.of("WORKSPACE_TMP", inside.toString()))
                                .build());

        assertThat(Path.of(result.configDirectory())).startsWith(root.resolve("job@tmp"));
    }

    @Test
    void jenkinsOwnDirectoryForSuchFilesIsTaken() throws Exception {
        Path given = Files.createDirectories(root.resolve("elsewhere@tmp"));
        RegistryLoginResult result = operation()
                .run(
                        bind(Map.of("registry", HOST)),
                        context("1")
                                .environment(Map.of("WORKSPACE_TMP", given.toString()))
                                .build());

        assertThat(Path.of(result.configDirectory())).startsWith(given);
    }

    @Test
    void registriesOfOneRunShareTheFileAndEachIsTakenAwayByItself() throws Exception {
        Path directory = Path.of(login("1", Map.of("registry", HOST)).configDirectory());
        Files.writeString(directory.resolve("config.json"), withHelper(directory));
        login("1", Map.of("registry", "other.example.com:5000/shop/base"));
        assertThat(auth(directory, "other.example.com:5000")).isEqualTo("ci:" + PASSWORD);
        assertThat(auth(directory, HOST)).isEqualTo("ci:" + PASSWORD);

        login("1", Map.of("registry", HOST, "logout", true));
        assertThat(json(directory).at("/auths").has(HOST)).isFalse();
        assertThat(json(directory).path("currentContext").asText()).isEqualTo("builder");

        RegistryLoginResult last = login("1", Map.of("registry", "other.example.com:5000", "logout", true));
        assertThat(last.loggedIn()).isFalse();
        assertThat(directory).doesNotExist();
        assertThat(login("1", Map.of("registry", HOST, "logout", true)).loggedIn())
                .isFalse();
        assertThat(log).anyMatch(line -> line.contains("There is no log-in to " + HOST));
    }

    @Test
    void whatAnAbortedRunLeftIsDeletedByTheNext() throws Exception {
        Path aborted = Path.of(login("1", Map.of("registry", HOST)).configDirectory());
        Files.createDirectories(aborted.resolve("buildx/instances"));
        Files.writeString(aborted.resolve("config.json"), "{ \"auths\": { half");
        login("1", Map.of("registry", HOST));
        assertThat(auth(aborted, HOST)).isEqualTo("ci:" + PASSWORD);

        Path next = Path.of(login("2", Map.of("registry", HOST)).configDirectory());

        assertThat(next).isNotEqualTo(aborted).exists();
        assertThat(aborted).doesNotExist();
    }

    @Test
    void aDryRunWritesNothing() throws Exception {
        RegistryLoginResult result = operation()
                .run(bind(Map.of("registry", HOST)), context("1").dryRun(true).build());

        assertThat(result.loggedIn()).isFalse();
        assertThat(Path.of(result.configDirectory())).doesNotExist();
    }

    @Test
    void everyProblemIsReported() {
        assertThatThrownBy(() -> RequestBinder.bind(
                        "registryLogin",
                        RegistryLoginRequest.class,
                        Map.of("registry", "https://" + HOST, "createRepository", true, "roleArn", "delivery")))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .anyMatch(p -> p.contains("names no registry"))
                        .anyMatch(p -> p.contains("roleArn 'delivery' is not of the form")));
        assertThatThrownBy(
                        () -> RequestBinder.bind("registryLogin", RegistryLoginRequest.class, Map.of("registry", HOST)))
                .hasMessageContaining("credentialsId is required");
    }

    @Test
    void skopeoPushesToEcrWithIt() throws Exception {
        Optional<Path> skopeo = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "skopeo"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(skopeo).as("skopeo is not installed here").isPresent();
        LayoutFixture layout = new LayoutFixture(workspace.resolve("layout"));
        String image = layout.image("skopeo");
        layout.holds(LayoutFixture.MANIFEST, image, null);
        try (OciRegistry behind = OciRegistry.start();
                EcrRegistry ecr = EcrRegistry.start(behind, Clock.systemUTC())) {
            RegistryLoginResult result = login(
                    "1",
                    Map.of(
                            "registry",
                            ecr.address() + "/shop/skopeo",
                            "region",
                            "eu-central-1",
                            "endpoint",
                            "http://127.0.0.1:" + ecr.api().port(),
                            "createRepository",
                            true));
            assertThat(result.expires()).isAfter(Instant.now());

            Process push = new ProcessBuilder(
                            skopeo.get().toString(),
                            "copy",
                            "--preserve-digests",
                            "--dest-tls-verify=false",
                            "--authfile",
                            (String) result.toMap().get("configFile"),
                            "oci:" + workspace.resolve("layout"),
                            "docker://" + ecr.address() + "/shop/skopeo:1.4.0")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(push.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(push.waitFor()).as(said).isZero();
            assertThat(behind.digest("shop/skopeo", "1.4.0")).contains(image);
            assertThat(log.toString()).doesNotContain(ecr.logins().passwords().get(0));
        }
    }

    private RegistryLoginResult login(String run, Map<String, ?> arguments) throws InterruptedException {
        return operation().run(bind(arguments), context(run).build());
    }

    private static RegistryLogin operation() {
        return new RegistryLogin(new Registries(HttpRegistry::open, EcrAccess::open));
    }

    private static RegistryLoginRequest bind(Map<String, ?> arguments) {
        Map<String, Object> all = new HashMap<>(Map.of("credentialsId", "registry"));
        all.putAll(arguments);
        return RequestBinder.bind("registryLogin", RegistryLoginRequest.class, all);
    }

    private EngineContextBuilder context(String run) {
        return EngineContext.in(workspace)
                .environment(Map.of("BUILD_URL", "https://jenkins.example.com/job/payments/" + run + "/"))
                .secrets(id -> Optional.of(Credential.usernamePassword(id, "ci", PASSWORD)))
                .log(new DeliveryLog() {
                    @Override
                    public void info(String message) {
                        log.add(message);
                    }

                    @Override
                    public void warn(String message) {
                        log.add(message);
                    }

                    @Override
                    public void progress(String message) {
                        log.add(message);
                    }
                });
    }

    private static String withHelper(Path directory) throws IOException {
        return Files.readString(directory.resolve("config.json"))
                .replaceFirst("\\{", "{ \"currentContext\": \"builder\",");
    }

    private static String auth(Path directory, String host) throws IOException {
        String encoded = json(directory).path("auths").path(host).path("auth").asText();
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private static JsonNode json(Path directory) throws IOException {
        return new ObjectMapper().readTree(Files.readString(directory.resolve("config.json")));
    }
}
