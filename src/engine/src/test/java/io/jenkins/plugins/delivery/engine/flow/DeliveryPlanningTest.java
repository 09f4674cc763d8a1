package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** deliveryPlan on real repositories. */
class DeliveryPlanningTest {

    private static final Map<String, Object> CONFIG = Map.of(
            "service",
            "payments",
            "build",
            true,
            "gitops",
            "https://git.example.com/gitops.git",
            "environments",
            List.of("dev", "stage", "prod"));

    @TempDir
    Path directory;

    @BeforeEach
    void history() {
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory)) {
            repository.commit("feat: first", Map.of("a", "1")).annotatedTag("v1.3.0", "1.3.0");
            repository.branch("develop").commit("feat: second", Map.of("b", "1"));
        }
    }

    private Map<String, Object> plan(Map<String, Object> arguments, Map<String, String> environment)
            throws InterruptedException {
        Map<String, Object> all = new HashMap<>(Map.of("config", CONFIG));
        all.putAll(arguments);
        EngineContext context =
                EngineContext.in(directory).environment(environment).build();
        return OperationCatalog.named("deliveryPlan").run(all, context).toMap();
    }

    /** The stages that run. */
    private static List<String> stages(Map<String, Object> plan) {
        return ((List<?>) plan.get("blocks"))
                .stream()
                        .flatMap(block -> ((List<?>) ((Map<?, ?>) block).get("stages")).stream())
                        .filter(stage -> !((Map<?, ?>) stage).containsKey("skipped"))
                        .map(stage -> String.valueOf(((Map<?, ?>) stage).get("name")))
                        .toList();
    }

    @Test
    void theCheckedOutBranchIsPlannedWithItsVersion() throws InterruptedException {
        Map<String, Object> plan = plan(Map.of(), Map.of());
        assertThat(plan).containsEntry("branch", "develop").containsEntry("kind", "develop");
        assertThat(plan.get("version").toString()).startsWith("1.4.0-dev.");
        assertThat(stages(plan)).containsExactly("Version", "Build", "Deploy to dev");
    }

    @Test
    void jenkinsSaysWhichBranchADetachedHeadIs() throws InterruptedException {
        assertThat(plan(Map.of(), Map.of("BRANCH_NAME", "release/1.4.0")))
                .containsEntry("kind", "release")
                .hasEntrySatisfying(
                        "version", version -> assertThat(version.toString()).startsWith("1.4.0-rc."));
    }

    @Test
    void aBranchNameIsEnoughToPlanIt() throws InterruptedException {
        assertThat(stages(plan(Map.of("branch", "main"), Map.of()))).endsWith("Deploy to prod", "Finish");
        assertThat(stages(plan(Map.of("branch", "unheard-of"), Map.of()))).containsExactly("Version", "Build");
    }

    @Test
    void aVersionThatIsKnownNeedsNoRepository(@TempDir Path elsewhere) throws InterruptedException {
        Map<String, Object> version =
                Map.of("version", "2.0.0", "branch", "main", "kind", "main", "commit", "c0ffee", "ociTag", "2.0.0");
        Map<String, Object> arguments = Map.of("config", CONFIG, "environment", "stage", "version", version);
        Map<String, Object> plan = OperationCatalog.named("deliveryPlan")
                .run(arguments, EngineContext.in(elsewhere).build())
                .toMap();
        assertThat(plan).containsEntry("version", "2.0.0").containsEntry("kind", "main");
        assertThat(stages(plan)).containsExactly("Deploy to stage");
        assertThat(new DeliveryPlanning(null, null, null).usesWorkspace(request(arguments)))
                .isFalse();
        assertThat(new DeliveryPlanning(null, null, null).usesWorkspace(request(Map.of("config", CONFIG))))
                .isTrue();
    }

    private Map<String, Object> planWithAllowList(String file) throws InterruptedException {
        Map<String, Object> config = new HashMap<>(CONFIG);
        config.put(
                "image",
                Map.of(
                        "repository",
                        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/payments",
                        "scan",
                        Map.of("allowList", file)));
        return plan(Map.of("config", config), Map.of());
    }

    @Test
    void acceptedFindingsTravelInThePlanSoThatTheScanWaitsWithoutAnAgent() throws Exception {
        Files.writeString(directory.resolve("accepted.yaml"), """
                - id: CVE-2026-1234
                  package: openssl
                  reason: not reachable
                  owner: payments
                  expires: 2027-01-31
                """);
        Map<?, ?> block = ((List<?>) planWithAllowList("accepted.yaml").get("blocks"))
                .stream()
                        .map(one -> (Map<?, ?>) one)
                        .filter(one -> one.toString().contains("ecrScan"))
                        .findFirst()
                        .orElseThrow();
        assertThat(block.get("on")).isEqualTo("controller");
        assertThat(block.toString())
                .contains("accepted=[{id=CVE-2026-1234, package=openssl, ")
                .doesNotContain("allowList");
    }

    @Test
    void anAllowListThatCannotBeReadIsToldBeforeAnythingIsBuilt() throws Exception {
        assertThatThrownBy(() -> planWithAllowList("none.yaml"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("There is no allow list 'none.yaml' in the workspace.");
        assertThatThrownBy(() -> planWithAllowList("../../etc/hostname"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("leads out of the workspace");
        Files.writeString(directory.resolve("half.yaml"), "- {id: CVE-1, package: openssl, expires: soon}");
        assertThatThrownBy(() -> planWithAllowList("half.yaml"))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .containsExactly(
                                "entry 1 has no reason.",
                                "entry 1 has no owner.",
                                "entry 1: expires 'soon' is not a date like 2027-01-31."));
        Files.writeString(directory.resolve("map.yaml"), "CVE-2026-1234: accepted\n");
        assertThatThrownBy(() -> planWithAllowList("map.yaml"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("it is not a list of entries");
    }

    @Test
    void aKindOfBranchThatIsNoneIsNamed() {
        assertThatThrownBy(
                        () -> plan(Map.of("version", Map.of("version", "2", "branch", "x", "kind", "trunk")), Map.of()))
                .hasMessageContaining("version.kind: 'trunk' is no kind of branch");
    }

    private static DeliveryPlanRequest request(Map<String, Object> arguments) {
        return RequestBinder.bind("deliveryPlan", DeliveryPlanRequest.class, arguments);
    }

    @Test
    void planningLeavesNothingBehind() throws InterruptedException {
        plan(Map.of("branch", "main"), Map.of());
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory)) {
            assertThat(repository.git().getRepository().getRefDatabase().getRefsByPrefix("refs/tags/"))
                    .hasSize(1);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Map<String, Object> released(boolean hotfixBetween) throws InterruptedException {
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory)) {
            repository.branch("release/1.4.0").commit("fix: third", Map.of("b", "2"));
            repository.checkout("main");
            if (hotfixBetween) {
                repository.branch("hotfix/1.3.1").commit("fix: urgent", Map.of("a", "2", "c", "1"));
                repository.checkout("main").merge("hotfix/1.3.1", "Merge branch 'hotfix/1.3.1'");
                repository.annotatedTag("v1.3.1", "1.3.1");
            }
            repository.merge("release/1.4.0", "Merge branch 'release/1.4.0'");
        }
        return ConfigLayers.map(plan(Map.of(), Map.of("BRANCH_NAME", "main")).get("candidate"));
    }

    @Test
    void theTreeOfATestedCandidateIsRecognised() throws InterruptedException {
        assertThat(released(false))
                .containsEntry("version", "1.4.0-rc.2")
                .containsEntry("branch", "release/1.4.0")
                .containsEntry("sameTree", true);
    }

    @Test
    void aHotfixThatTheReleaseBranchNeverGotMakesAnotherTree() throws InterruptedException {
        assertThat(released(true))
                .containsEntry("version", "1.4.0-rc.2")
                .containsEntry("sameTree", false)
                .containsEntry("differences", List.of("a", "c"));
    }

    @Test
    void noCandidateStandsBehindOtherCommits() throws InterruptedException {
        assertThat(plan(Map.of("branch", "main"), Map.of())).doesNotContainKey("candidate");
        assertThat(plan(Map.of(), Map.of())).doesNotContainKey("candidate");
    }

    /** A service of a monorepo, with a release of its own. */
    private Map<String, Object> component(String service) throws InterruptedException {
        Map<String, Object> config = new LinkedHashMap<>(CONFIG);
        config.put("service", service);
        config.put("flow", "trunk");
        config.put("image", Map.of("repository", "registry.example.com/shop/" + service, "build", true));
        config.put("slack", "#shop");
        config.put("version", Map.of("prefix", service + "-v", "pathFilter", service));
        return plan(Map.of("config", config), Map.of("BRANCH_NAME", "main"));
    }

    @Test
    void ofAMonorepoOnlyTheServiceThatChangedIsDelivered() throws InterruptedException {
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory)) {
            repository.commit("feat: two services", Map.of("api/a", "1", "web/a", "1"));
            repository.annotatedTag("api-v1.0.0", "api").annotatedTag("web-v2.0.0", "web");
            repository.commit("feat: api only", Map.of("api/a", "2"));
        }
        Map<String, Object> api = component("api");
        assertThat(api).containsEntry("version", "1.1.0").doesNotContainKey("unchanged");
        assertThat(stages(api)).contains("Build", "Deploy to prod");
        assertThat(api.get("blocks").toString())
                .contains("unless=image.found, because=The image of what lies below api is there already.");
        Map<String, Object> web = component("web");
        assertThat(web).containsEntry("unchanged", "Nothing below web changed since 2.0.0.");
        assertThat(stages(web)).isEmpty();
        assertThat(web.get("blocks").toString())
                .contains("skipped=Nothing below web changed since 2.0.0.")
                .contains("Deploy to prod")
                .doesNotContain("semverTag", "argoPromote");
        assertThat(web).containsEntry("messages", Map.of()).containsEntry("files", List.of());
    }

    @Test
    void aFeatureThatIsToBeMergedToMainIsRefused() {
        assertThatThrownBy(() -> plan(
                        Map.of(),
                        Map.of(
                                "BRANCH_NAME", "PR-7",
                                "CHANGE_ID", "7",
                                "CHANGE_BRANCH", "feature/x",
                                "CHANGE_TARGET", "main")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("feature/x targets main")
                .hasMessageContaining("Change its target to develop, or rename it to hotfix/…");
    }

    private static Map<String, String> change(String branch, String target) {
        return Map.of("BRANCH_NAME", "PR-7", "CHANGE_ID", "7", "CHANGE_BRANCH", branch, "CHANGE_TARGET", target);
    }

    @ParameterizedTest
    @CsvSource({
        "feature/x, main, feature, true",
        "feature/x, master, feature, true",
        "feature/x, develop, feature, false",
        "feature/x, release/1.4.0, feature, false",
        "feature/x, main, other, false",
        "release/1.4.0, main, feature, false",
        "hotfix/1.3.1, main, feature, false",
        "develop, main, feature, false",
        "develop, main, develop, true",
        "renovate/all, main, feature, false",
        "renovate/all, main, other, true"
    })
    void whatIsNotMergedToMainIsASetting(String branch, String target, String refused, boolean isRefused)
            throws InterruptedException {
        Map<String, Object> config = new HashMap<>(CONFIG);
        config.put("branches", Map.of("notIntoMain", List.of(refused)));
        Throwable problem = catchThrowable(() -> plan(Map.of("config", config), change(branch, target)));
        if (isRefused) {
            assertThat(problem)
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining(branch + " targets " + target + ", but in git-flow only release and hotfix");
            assertThat(catchThrowable(() -> OperationCatalog.named("deliveryCheck")
                            .run(
                                    Map.of("config", config),
                                    EngineContext.in(Path.of("none"))
                                            .environment(change(branch, target))
                                            .build())))
                    .as("before an agent is taken")
                    .hasMessage(problem.getMessage());
        } else {
            assertThat(problem).isNull();
        }
    }

    @Test
    void inTheTrunkFlowEverythingIsMergedToMain() throws InterruptedException {
        Map<String, Object> config = new HashMap<>(CONFIG);
        config.put("flow", "trunk");
        assertThat(stages(plan(Map.of("config", config), change("feature/x", "main"))))
                .containsExactly("Version", "Build");
    }

    @Test
    void aPullRequestWhoseBranchOnlyTheCheckoutTellsIsRefusedAsWell() throws InterruptedException {
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory)) {
            repository.branch("feature/x");
        }
        assertThatThrownBy(() -> plan(Map.of("changeId", "7", "changeTarget", "main"), Map.of()))
                .hasMessageContaining("feature/x targets main");
    }

    @Test
    void aFeatureThatIsToBeMergedToDevelopIsBuilt() throws InterruptedException {
        Map<String, String> environment = Map.of(
                "BRANCH_NAME", "PR-7", "CHANGE_ID", "7", "CHANGE_BRANCH", "feature/x", "CHANGE_TARGET", "develop");
        assertThat(stages(plan(Map.of(), environment))).containsExactly("Version", "Build");
    }

    @Test
    void aWrongKeyIsRefusedBeforeTheRepositoryIsRead() {
        assertThatThrownBy(() -> plan(Map.of("config", Map.of("servise", "payments")), Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean 'service'?");
    }

    @Test
    void theResultIsPlainData() throws InterruptedException {
        assertPlain(plan(Map.of("branch", "main"), Map.of()));
    }

    private static void assertPlain(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                assertThat(key).isInstanceOf(String.class);
                assertPlain(item);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(DeliveryPlanningTest::assertPlain);
        } else {
            assertThat(value).isInstanceOfAny(String.class, Number.class, Boolean.class);
        }
    }
}
