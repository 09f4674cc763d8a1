package io.jenkins.plugins.delivery.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.EngineContextBuilder;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.ecr.EcrAccess;
import io.jenkins.plugins.delivery.engine.image.oci.HttpRegistry;
import io.jenkins.plugins.delivery.testbed.ecr.EcrRegistry;
import io.jenkins.plugins.delivery.testbed.ecr.EcrServer;
import io.jenkins.plugins.delivery.testbed.ecr.RepositoryView;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import io.jenkins.plugins.delivery.testbed.sts.StsServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushing to ECR with nothing stored but, at most, who one is: against a registry that wants ECR's log-ins (C8, C9, P18, P28, P37). */
class EcrPushTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String TREE = "fedcba9876543210fedcba9876543210fedcba98";
    private static final String ROLE = "arn:aws:iam::123456789012:role/delivery";
    private static final String OIDC = "header.oidc-token.signature";
    private static final String KEY = "aws-secret-access-key-of-the-tests";
    private static final String STS = "aws.endpointUrlSts";
    private static final String PAYMENTS = "shop/payments";

    private static OciRegistry behind;

    private final List<String> log = new ArrayList<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private EcrRegistry ecr;

    @TempDir
    Path workDir;

    @BeforeAll
    static void startRegistry() {
        behind = OciRegistry.start();
    }

    @AfterAll
    static void stopRegistry() {
        behind.close();
    }

    @BeforeEach
    void start() {
        ecr = EcrRegistry.start(behind, Clock.systemUTC());
    }

    /** Whatever a test does: nothing that is secret may be in a message or an exception. */
    @AfterEach
    void nothingSecretWasSaid() {
        System.clearProperty(STS);
        ecr.close();
        List<String> secrets = new ArrayList<>(ecr.logins().passwords());
        secrets.addAll(List.of(KEY, OIDC));
        String said = String.join("\n", log);
        for (Throwable top : thrown) {
            for (Throwable cause = top; cause != null; cause = cause.getCause()) {
                said += "\n" + cause;
            }
        }
        for (String secret : secrets) {
            assertThat(said)
                    .doesNotContain(secret)
                    .doesNotContain(Base64.getEncoder().encodeToString(("AWS:" + secret).getBytes()));
        }
    }

    @Test
    void aMissingRepositoryIsCreatedAndPushedToWithALentLogin() throws Exception {
        String image = layout("created");

        ImagePushResult result = push("shop/created", Map.of("createRepository", true, "tree", TREE));

        assertThat(result.digest()).isEqualTo(image);
        assertThat(behind.tags("shop/created")).containsExactlyInAnyOrder("1.4.0", COMMIT, "tree-" + TREE);
        RepositoryView made = ecr.api().repository("shop/created").orElseThrow();
        assertThat(made.mutability()).isEqualTo("IMMUTABLE");
        assertThat(made.scanOnPush()).isTrue();
        assertThat(made.lifecyclePolicy()).contains("\"untagged\"", "\"countNumber\":30");
        assertThat(ecr.logins().passwords()).hasSize(1);
        assertThat(log).anyMatch(line -> line.contains("Created the repository shop/created"));
        assertThat(result.toMap().toString())
                .doesNotContain(ecr.logins().passwords().get(0));
    }

    @Test
    void aSecondPushOfTheSameImageToImmutableTagsChangesNothing() throws Exception {
        layout("again");
        push("shop/again", Map.of("createRepository", true));

        push("shop/again", Map.of("createRepository", true));

        assertThat(ecr.refusals()).doesNotContain("TAG_INVALID");
        assertThat(log).noneMatch(line -> line.contains("other settings"));
    }

    @Test
    void theSettingsOfANewRepositoryAreThoseThatWereAskedFor() throws Exception {
        layout("settings");

        push(
                "shop/settings",
                Map.of(
                        "createRepository",
                        true,
                        "repositorySettings",
                        Map.of(
                                "immutableTags",
                                false,
                                "scanOnPush",
                                false,
                                "untaggedDays",
                                0,
                                "kmsKey",
                                "alias/images",
                                "tags",
                                Map.of("team", "payments"))));

        assertThat(ecr.api().repository("shop/settings"))
                .contains(new RepositoryView("MUTABLE", false, "alias/images", "", Map.of("team", "payments")));
    }

    @Test
    void anExistingRepositoryIsLeftAsItIsAndItsDifferencesAreTold() throws Exception {
        layout("existing");
        ecr.api().createRepository("shop/existing", false);
        RepositoryView before = ecr.api().repository("shop/existing").orElseThrow();

        push("shop/existing", Map.of("createRepository", true));

        assertThat(ecr.api().repository("shop/existing")).contains(before);
        assertThat(log)
                .anyMatch(line -> line.startsWith("WARN")
                        && line.contains("its tags are mutable")
                        && line.contains("it does not scan on push")
                        && line.contains("it has no lifecycle policy")
                        && line.contains("stay as they are"));
    }

    @Test
    void aRaceOfTwoCreatorsIsNoError() throws Exception {
        String image = layout("race");
        ecr.api().createRepository("shop/race", true);
        ecr.api().overlookOnce("shop/race");

        assertThat(push("shop/race", Map.of("createRepository", true)).digest()).isEqualTo(image);
        assertThat(log).anyMatch(line -> line.contains("Another build has just created the repository shop/race"));
    }

    @Test
    void withoutCreateRepositoryAMissingOneIsNamedBeforeAnythingIsSent() {
        layout("missing");

        assertThatThrownBy(() -> push("shop/missing", Map.of()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("The repository shop/missing does not exist in the ECR registry")
                .hasMessageContaining("createRepository: true");
        assertThat(behind.tags("shop/missing")).isEmpty();
    }

    @Test
    void whoMayPushNeedNotBeAllowedToDescribe() throws Exception {
        String image = layout("blind");
        ecr.api().createRepository("shop/blind", true);
        ecr.api().deny("DescribeRepositories");

        assertThat(push("shop/blind", Map.of()).digest()).isEqualTo(image);
    }

    @Test
    void aMissingPermissionIsNamedAsAnActionOfIam() {
        layout("denied");
        ecr.api().deny("CreateRepository");
        assertThatThrownBy(() -> push("shop/denied", Map.of("createRepository", true)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("The repository shop/denied cannot be made ready")
                .hasMessageContaining("Allow the action ecr:CreateRepository");
        ecr.api().deny("GetAuthorizationToken");
        assertThatThrownBy(() -> push("shop/denied", Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("The log-in to the registry " + ecr.address() + " cannot be fetched")
                .hasMessageContaining("Allow the action ecr:GetAuthorizationToken");
    }

    @Test
    void aDryRunCreatesNothing() throws Exception {
        layout("dry");

        ImagePushRequest request = bind("shop/dry", Map.of("createRepository", true));
        pusher().run(request, context().dryRun(true).build());

        assertThat(ecr.api().repository("shop/dry")).isEmpty();
        assertThat(ecr.api().requests())
                .noneMatch(call -> call.header("X-Amz-Target").orElse("").endsWith("CreateRepository"));
    }

    @Test
    void aLoginThatRunsOutInTheMiddleIsFetchedAgain() throws Exception {
        String image = layout("expired");
        AtomicInteger requests = new AtomicInteger();
        ecr.before(request -> {
            if (request.startsWith("PUT") && requests.incrementAndGet() == 2) {
                ecr.logins().expireAll();
            }
        });

        assertThat(push("shop/expired", Map.of("createRepository", true)).digest())
                .isEqualTo(image);
        assertThat(ecr.refusals()).contains("DENIED");
        assertThat(ecr.logins().passwords()).hasSize(2);
    }

    @Test
    void aLoginAboutToRunOutIsNotUsedForTheNextRequest() throws Exception {
        layout("short");
        ecr.logins().lendFor(Duration.ofMinutes(4));

        push("shop/short", Map.of("createRepository", true));

        assertThat(ecr.refusals()).doesNotContain("DENIED");
        assertThat(ecr.logins().passwords().size()).isGreaterThan(3);
    }

    @Test
    void throttlingIsWaitedOutAndInTheEndRetryable() throws Exception {
        layout("throttled");
        ecr.api().createRepository("shop/throttled", true);
        ecr.api().throttleNext(2);
        push("shop/throttled", Map.of());

        ecr.api().throttleNext(50);
        RegistryAccess access = new Registries(HttpRegistry::open, EcrAccess::open)
                .access(
                        ImageRepository.parse(ecr.address() + "/shop/throttled"),
                        bind("shop/throttled", Map.of()).registry(),
                        context().build());
        assertThatThrownBy(access::login)
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("ThrottlingException");
    }

    @Test
    void aRoleNeedsNoKeyWithAnOidcTokenAndAWrongOneIsRefused() throws Exception {
        try (StsServer sts = StsServer.start(ROLE, OIDC)) {
            System.setProperty(STS, "http://127.0.0.1:" + sts.port());
            String image = layout("role");
            ecr.api().requireAccessKey(StsServer.accessKey(1));
            Map<String, Object> role = Map.of("roleArn", ROLE, "credentialsId", "oidc", "createRepository", true);

            assertThat(push("shop/role", role).digest()).isEqualTo(image);

            Map<String, Object> wrong = new HashMap<>(role);
            wrong.put("roleArn", ROLE + "-other");
            assertThatThrownBy(() -> push("shop/role", wrong))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining("AWS STS answered")
                    .hasMessageContaining("roleArn");
        }
    }

    @Test
    void keysOfARoleThatRanOutAreLentAgain() throws Exception {
        try (StsServer sts = StsServer.start(ROLE, OIDC)) {
            System.setProperty(STS, "http://127.0.0.1:" + sts.port());
            layout("chained");
            sts.lendFor(Duration.ofSeconds(1));

            push("shop/chained", Map.of("roleArn", ROLE, "credentialsId", "aws", "createRepository", true));

            assertThat(sts.lent()).isGreaterThan(1);
        }
    }

    @Test
    void anImmutableTagOfAnotherImageIsASentence() throws Exception {
        layout("first");
        push(PAYMENTS, Map.of("createRepository", true));
        Registry registry = new Registries(HttpRegistry::open, EcrAccess::open)
                .open(
                        ImageRepository.parse(ecr.address() + "/" + PAYMENTS),
                        bind(PAYMENTS, Map.of()).registry(),
                        context().build());
        RegistryManifest first = registry.manifest("1.4.0").orElseThrow();
        RegistryManifest other = RegistryManifest.of(
                new String(first.content(), java.nio.charset.StandardCharsets.UTF_8)
                        .concat(" ")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                first.mediaType());

        assertThatThrownBy(() -> registry.putManifest("1.4.0", other))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("The tag 1.4.0 of " + ecr.address() + "/" + PAYMENTS)
                .hasMessageContaining(first.digest())
                .hasMessageContaining("immutable");
        registry.putManifest("1.4.0", first);
    }

    @Test
    void createRepositoryIsForEcrOnlyAndItsSettingsAreChecked() {
        assertThatThrownBy(() -> RequestBinder.bind(
                        "imagePush",
                        ImagePushRequest.class,
                        Map.of(
                                "repository",
                                "registry.example.com/shop/payments",
                                "version",
                                "1.4.0",
                                "commit",
                                COMMIT,
                                "createRepository",
                                true,
                                "repositorySettings",
                                Map.of("imutableTags", true, "untaggedDays", "many"))))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(3)
                        .anyMatch(p -> p.contains("createRepository is for Amazon ECR"))
                        .anyMatch(p -> p.contains("did you mean 'immutableTags'?"))
                        .anyMatch(p -> p.contains("'many' is not a number of days")));
    }

    private String layout(String content) {
        LayoutFixture layout = new LayoutFixture(workDir.resolve("layout"));
        String image = layout.image(content);
        layout.holds(LayoutFixture.MANIFEST, image, null);
        return image;
    }

    private ImagePushResult push(String repository, Map<String, ?> more) throws InterruptedException {
        try {
            return pusher().run(bind(repository, more), context().build());
        } catch (RuntimeException e) {
            thrown.add(e);
            throw e;
        }
    }

    private static ImagePusher pusher() {
        return new ImagePusher(new Registries(HttpRegistry::open, EcrAccess::open));
    }

    private ImagePushRequest bind(String repository, Map<String, ?> more) {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "repository",
                ecr.address() + "/" + repository,
                "version",
                "1.4.0",
                "commit",
                COMMIT,
                "archive",
                "layout",
                "region",
                EcrServer.REGION,
                "endpoint",
                "http://127.0.0.1:" + ecr.api().port(),
                "credentialsId",
                "aws"));
        arguments.putAll(more);
        return RequestBinder.bind("imagePush", ImagePushRequest.class, arguments);
    }

    private EngineContextBuilder context() {
        Map<String, Credential> credentials = Map.of(
                "aws", Credential.usernamePassword("aws", "AKIASTORED", KEY),
                "oidc", Credential.token("oidc", OIDC));
        return EngineContext.in(workDir)
                .secrets(id -> Optional.ofNullable(credentials.get(id)))
                .log(new DeliveryLog() {
                    @Override
                    public void info(String message) {
                        log.add("INFO " + message);
                    }

                    @Override
                    public void warn(String message) {
                        log.add("WARN " + message);
                    }

                    @Override
                    public void progress(String message) {
                        log.add("PROGRESS " + message);
                    }
                });
    }
}
