package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryConfigTest {

    private static final Map<String, Object> GITOPS = Map.of("gitops", "https://git.example.com/gitops.git");

    private static DeliveryConfig config(Map<String, Object> jenkinsfile) {
        return DeliveryConfig.of(Map.of(), jenkinsfile, Map.of());
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>(Map.of("service", "payments"));
        map.put(key, value);
        return map;
    }

    private static List<String> problems(Map<String, Object> jenkinsfile) {
        InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, () -> config(jenkinsfile));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.problems();
    }

    @Test
    void aServiceNameIsEnoughForAPipelineThatOnlyBuilds() {
        DeliveryConfig config = config(Map.of("service", "payments"));
        assertThat(config.service()).isEqualTo("payments");
        assertThat(config.text("flow")).isEqualTo("git-flow");
        assertThat(config.environments()).isEmpty();
    }

    @Test
    void everyProblemIsReportedAtOnceWithPathAndNearestKey() {
        List<String> problems = problems(Map.of(
                "servce",
                "payments",
                "flow",
                "gitflow",
                "image",
                Map.of("repositry", "shop/payments"),
                "environments",
                Map.of("dev", Map.of("approvel", true, "url", "payments.dev"))));
        assertThat(problems)
                .contains(
                        "servce is not known; did you mean 'service'?",
                        "flow: 'gitflow' is not one of git-flow, trunk.",
                        "image.repositry is not known; did you mean 'repository'?",
                        "environments.dev.approvel is not known; did you mean 'approval'?")
                .anySatisfy(problem -> assertThat(problem).startsWith("environments.dev.url: 'payments.dev'"));
    }

    @Test
    void whatFollowsFromAnotherProblemIsNotToldAsWell() {
        assertThat(problems(Map.of("servce", "payments")))
                .containsExactly("servce is not known; did you mean 'service'?");
        Map<String, Object> config = with("gitop", Map.of("url", "https://git.example.com/gitops.git"));
        config.put("image", Map.of("build", true, "repositry", "shop/payments"));
        config.put("lint", "goo");
        Map<String, Object> environments = new LinkedHashMap<>();
        environments.put("dev", Map.of("ulr", "https://dev.example.com", "checks", List.of(Map.of("path", "/"))));
        environments.put("Prod", Map.of("after", "dev"));
        environments.put("canary", Map.of("after", "Prod"));
        environments.put("last", Map.of("after", "canry"));
        config.put("environments", environments);
        // An unknown setting at the top hides nothing of the others, either.
        assertThat(problems(config))
                .extracting(problem -> problem.split("[;,]")[0])
                .containsExactlyInAnyOrder(
                        "gitop is not known",
                        "image.repositry is not known",
                        "lint: preset goo is not known",
                        "environments.dev.ulr is not known",
                        "environments: 'Prod' is no name for one of them",
                        "environments.last.after: 'canry' is not one of the environments dev");
    }

    @Test
    void aMissingSettingBesideAnotherMisspeltOneIsTold() {
        Map<String, Object> config = with("slck", "#payments");
        config.put("environments", Map.of("dev", Map.of("tiemout", "5m", "checks", List.of(Map.of("path", "/")))));
        assertThat(problems(config))
                .anySatisfy(p -> assertThat(p).startsWith("gitops.url is missing"))
                .anySatisfy(p -> assertThat(p).startsWith("environments.dev.url is missing"))
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service      | Payments            | service: 'Payments'",
                "build        | make                | build should be a closure or true/false, not 'make'.",
                "chart        | ''                  | chart.path",
                "gitops       | 7                   | gitops should be a text or a map, not '7'.",
                "slack        | 7                   | slack should be a text or a map, not '7'.",
                "branches     | main                | branches should be a map, not 'main'.",
                "environments | dev                 | environments should be a map",
            })
    void malformedValuesAreNamed(String key, String value, String expected) {
        Object given = value.matches("\\d+") ? (Object) Integer.valueOf(value) : value;
        assertThat(problems(with(key, given)))
                .anySatisfy(problem -> assertThat(problem).startsWith(expected));
    }

    @Test
    void environmentsNeedAGitOpsRepository() {
        assertThat(problems(with("environments", Map.of("dev", Map.of()))))
                .containsExactly(
                        "gitops.url is missing; environments (dev) are promoted by a commit in the GitOps repository.");
    }

    @Test
    void checksNeedAUrlAndDurationsAreRead() {
        Map<String, Object> config = with(
                "environments",
                Map.of(
                        "dev",
                        Map.of(
                                "checks",
                                List.of(Map.of("path", "/")),
                                "timeout",
                                "soon",
                                "approval",
                                Map.of("timeout", "2 parsecs"))));
        config.putAll(GITOPS);
        assertThat(problems(config))
                .anySatisfy(p -> assertThat(p).startsWith("environments.dev.url is missing"))
                .anySatisfy(p -> assertThat(p).startsWith("environments.dev.timeout: 'soon' is not a duration"))
                .anySatisfy(p ->
                        assertThat(p).startsWith("environments.dev.approval.timeout: '2 parsecs' is not a duration"));
    }

    @Test
    void afterNamesAnEnvironment() {
        Map<String, Object> config = with("environments", Map.of("dev", Map.of("after", "stag")));
        config.putAll(GITOPS);
        assertThat(problems(config))
                .containsExactly("environments.dev.after: 'stag' is not one of the environments dev.");
    }

    @Test
    void theJenkinsfileWinsOverTheOrganisationAndTheHostOverBoth() {
        Map<String, Object> organisation = Map.of(
                "gitops", Map.of("url", "https://git.example.com/a.git", "branch", "live"),
                "slack", "#builds",
                "environments", Map.of("*", Map.of("timeout", "5m"), "test", Map.of()));
        Map<String, Object> environments = new LinkedHashMap<>();
        environments.put("dev", Map.of("timeout", "3m"));
        environments.put("prod", Map.of("approval", "release-managers"));
        Map<String, Object> jenkinsfile = with("environments", environments);
        jenkinsfile.put("gitops", "https://git.example.com/b.git");
        Map<String, Object> override = Map.of(
                "gitops",
                "http://127.0.0.1:1/sandbox.git",
                "environments",
                Map.of("*", Map.of("url", "http://127.0.0.1:2/")));
        DeliveryConfig config = DeliveryConfig.of(organisation, jenkinsfile, override);
        assertThat(config.section("gitops"))
                .containsEntry("url", "http://127.0.0.1:1/sandbox.git")
                .containsEntry("branch", "live");
        assertThat(config.section("slack")).containsEntry("channel", "#builds");
        assertThat(config.environments()).extracting(Environment::name).containsExactly("dev", "prod");
        assertThat(config.environments().get(0).settings())
                .containsEntry("timeout", "3m")
                .containsEntry("url", "http://127.0.0.1:2/");
        assertThat(config.environments().get(1).settings()).containsEntry("timeout", "5m");
        assertThat(config.environments().get(1).approvalSubmitters()).contains("release-managers");
    }

    @Test
    void whatIsSetForOneFileIsNeverMixedWithAnotherLayersEdits() {
        Map<String, Object> config = new LinkedHashMap<>(GITOPS);
        config.put("service", "payments");
        config.put(
                "gitops", Map.of("url", "https://git.example.com/a.git", "set", Map.of("app.version", "${version}")));
        assertThat(config(config).section("gitops").get("set")).isEqualTo(Map.of("app.version", "${version}"));
    }

    @Test
    void environmentsMayBeAListOfNames() {
        Map<String, Object> config = with("environments", List.of("dev", "prod"));
        config.putAll(GITOPS);
        assertThat(config(config).environments()).extracting(Environment::name).containsExactly("dev", "prod");
    }

    @Test
    void anEnvironmentThatIsNoMapIsNamed() {
        Map<String, Object> config = with("environments", Map.of("dev", "https://dev.example.com"));
        config.putAll(GITOPS);
        assertThat(problems(config))
                .containsExactly("environments.dev should be a map, not 'https://dev.example.com'.");
    }

    @Test
    void anImageClosureNeedsARepository() {
        assertThat(problems(with("image", true)))
                .containsExactly("image.repository is missing; it says where the image of image.build goes.");
    }

    @Test
    void theMessageListsTheProblemsAsLines() {
        assertThatThrownBy(() -> config(Map.of("flow", "x")))
                .hasMessageStartingWith("The delivery configuration was refused for 2 problems:\n  - ");
    }
}
