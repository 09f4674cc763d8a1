package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.AgentKind;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.HostChecks;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** deliveryCheck as the vars call it, in a directory that is no repository. */
class DeliveryCheckTest {

    private static final String OWN_POD = """
            spec:
              containers:
                - name: build # ours
                  image: registry.example.com/tools/build:7
            """;

    private static Map<String, Object> check(Object agent, HostChecks support, Map<String, Object> more)
            throws InterruptedException {
        Map<String, Object> config = new LinkedHashMap<>(Map.of("service", "payments"));
        if (agent != null) {
            config.put("agent", agent);
        }
        Map<String, Object> arguments =
                new LinkedHashMap<>(Map.of("library", LibraryContract.CURRENT, "config", config));
        arguments.putAll(more);
        EngineContext context =
                EngineContext.in(Path.of("no-such-directory")).host(support).build();
        return OperationCatalog.named("deliveryCheck").run(arguments, context).toMap();
    }

    private static Map<String, Object> agent(Object agent) throws InterruptedException {
        return agent(agent, Map.of());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> agent(Object agent, Map<String, Object> more) throws InterruptedException {
        return (Map<String, Object>) check(agent, HostChecks.NONE, more).get("agent");
    }

    private static List<String> problems(Object agent) {
        InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, () -> agent(agent));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.problems();
    }

    private static String yaml(Map<String, Object> agent) {
        return String.valueOf(((Map<?, ?>) agent.get("pod")).get("yaml"));
    }

    @Test
    void withoutAnAgentAnyIsTaken() throws InterruptedException {
        assertThat(agent(null)).containsEntry("kind", "label").containsEntry("label", "");
    }

    @ParameterizedTest
    @CsvSource({"linux && jdk21", "docker-large", "my-kubernetes"})
    void otherTextIsALabel(String label) throws InterruptedException {
        assertThat(agent(label)).containsEntry("kind", "label").containsEntry("label", label);
    }

    @Test
    void anAgentThatIsLabelledDockerCanStillBeNamed() throws InterruptedException {
        assertThat(agent(Map.of("label", "docker")))
                .containsEntry("kind", "label")
                .containsEntry("label", "docker");
    }

    @Test
    void dockerHasAnImageAndVerifiesInTheSameUnlessTold() throws InterruptedException {
        assertThat(agent("docker").get("containers").toString()).contains("build=maven:", "e2e=maven:");
        assertThat(agent(Map.of("docker", "gradle:8-jdk21")))
                .containsEntry("containers", Map.of("build", "gradle:8-jdk21", "e2e", "gradle:8-jdk21"));
        assertThat(agent(Map.of("docker", Map.of("image", "a", "e2eImage", "b", "label", "big", "args", "-u 0"))))
                .containsEntry("kind", "docker")
                .containsEntry("containers", Map.of("build", "a", "e2e", "b"))
                .containsEntry("label", "big")
                .containsEntry("args", "-u 0");
    }

    @Test
    void thePodHasTheThreeContainersWithTheirImages() throws InterruptedException {
        Map<String, Object> agent = agent("kubernetes");
        assertThat(agent).containsEntry("containers", Map.of("build", "build", "e2e", "e2e"));
        assertThat(yaml(agent))
                .contains(
                        "name: build",
                        "image: maven:",
                        "name: helm",
                        "image: alpine/helm",
                        "name: e2e",
                        "runAsUser: 1000",
                        "image: postman/newman");
    }

    @Test
    void imagesAndTheCloudAreConfigurable() throws InterruptedException {
        Map<String, Object> agent = agent(Map.of(
                "kubernetes", Map.of("cloud", "west", "images", Map.of("build", "registry.example.com/build:7"))));
        assertThat(yaml(agent))
                .contains("image: registry.example.com/build:7", "image: alpine/helm")
                .doesNotContain("maven");
        assertThat(agent.get("pod"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("cloud", "west")
                .containsOnlyKeys("cloud", "yaml");
    }

    @Test
    void aPodOfTheTeamIsTakenAsItIsAndVerifiesInBuildWhenItHasNoOther() throws InterruptedException {
        Map<String, Object> agent = agent(Map.of("kubernetes", Map.of("yaml", OWN_POD)));
        assertThat(yaml(agent)).isEqualTo(OWN_POD);
        assertThat(agent).containsEntry("containers", Map.of("build", "build", "e2e", "build"));
    }

    @Test
    void aPodThatCannotBeUsedIsRefusedWithEveryReason() {
        assertThat(problems(Map.of("kubernetes", Map.of("yaml", "spec: {containers: [{name: java}]}"))))
                .containsExactly(
                        "agent.kubernetes.yaml: the container 'java' has no image, and agent.kubernetes.images has none for it.",
                        "agent.kubernetes.yaml: there is no container 'build' under spec.containers; closures run in it.");
        assertThat(problems(Map.of("kubernetes", Map.of("yaml", "a: ["))))
                .anyMatch(it -> it.startsWith("agent.kubernetes.yaml is no YAML"));
    }

    @Test
    void unknownAndContradictingSettingsAreNamed() {
        assertThat(problems(Map.of("docker", Map.of("imge", "a"))))
                .containsExactly("agent.docker.imge is not known; did you mean 'image'?");
        assertThat(problems(Map.of("kubernets", Map.of())))
                .containsExactly("agent.kubernets is not known; did you mean 'kubernetes'?");
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("docker", "a");
        both.put("label", "b");
        assertThat(problems(both)).containsExactly("agent names docker and label; one of them is possible.");
    }

    @Test
    void theServiceAddsToTheOrganisationsAgentOrReplacesItByAnotherKind() throws InterruptedException {
        Map<String, Object> organisation =
                Map.of("defaults", Map.of("agent", Map.of("kubernetes", Map.of("images", Map.of("build", "ours:1")))));
        assertThat(yaml(agent(null, organisation))).contains("image: ours:1");
        assertThat(yaml(agent("kubernetes", organisation))).contains("image: ours:1");
        assertThat(agent("linux", organisation)).containsEntry("kind", "label").containsEntry("label", "linux");
    }

    @Test
    void whatTheHostLacksIsRefusedWithItsSentences() {
        List<Object> asked = new ArrayList<>();
        HostChecks nothing = (kind, settings) -> {
            asked.add(kind);
            asked.add(settings.get("cloud"));
            return List.of("The plugin kubernetes is not installed. Install it, or name a label.");
        };
        assertThatThrownBy(() -> check(Map.of("kubernetes", Map.of("cloud", "west")), nothing, Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "agent: 'kubernetes' was refused: The plugin kubernetes is not installed. Install it, or name a label.");
        assertThat(asked).containsExactly(AgentKind.KUBERNETES, "west");
    }

    @Test
    void aLibraryThatDoesNotFitIsRefusedBeforeItsConfigurationIsRead() {
        assertThatThrownBy(() -> agent(null, Map.of("library", 99, "config", Map.of("newKey", true))))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll(
                        "The shared library speaks contract 99, and this plugin or runner fits contract",
                        LibraryContract.CURRENT + ": the library is too new");
        assertThatThrownBy(() -> agent(null, Map.of("library", 0))).hasMessageContaining("too old");
    }

    @Test
    void aLibraryThatIsNotClearIsRefused() {
        HostChecks host = new HostChecks() {
            @Override
            public List<String> missing(AgentKind kind, Map<String, Object> settings) {
                return List.of();
            }

            @Override
            public List<String> libraryProblems() {
                return List.of("there are two.");
            }
        };
        assertThatThrownBy(() -> check(null, host, Map.of()))
                .hasMessage("The shared library was refused: there are two.");
    }

    @Test
    void theLibraryLearnsTheContract() throws InterruptedException {
        assertThat(check(null, HostChecks.NONE, Map.of())).containsEntry("contract", LibraryContract.CURRENT);
    }
}
