package io.jenkins.plugins.delivery.engine.chart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmChoice;
import io.jenkins.plugins.delivery.engine.process.FakeProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which Helm is taken; the embedded one is a refusal of that name here. */
class AgentOrEmbeddedTest {

    private static final Helm.Sessions EMBEDDED = (choice, context) -> {
        throw new UnsupportedOperationException("embedded");
    };

    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"v3.8.0", "v3.21", "v3.21.0", "v4.3.1", "v3.19.0-rc.1", "v3.18.6+gb76a950"})
    void theAgentsHelmIsTakenWhenItIsFitAndNamedInTheLog(String version) throws Exception {
        Path helm = FakeProgram.ofVersion(directory.resolve("bin/helm"), version);
        for (String choice : List.of("auto", "agent", helm.toString())) {
            lines.clear();
            open(choice).close();
            assertThat(lines).containsExactly("Helm: " + version.substring(1) + ", the agent's " + helm + ".");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "v3.7.2, is Helm 3.7.2; known to work are 3.8 and newer up to Helm 4.",
        "v2.17.0, is Helm 2.17.0; known",
        "v5.0.0, is Helm 5.0.0; known",
        "a synthesizer, does not tell its version as Helm does",
    })
    void anotherOneIsPassedOverWithAWordOrRefusedWhenItIsTheOnlyChoice(String version, String words) {
        Path helm = FakeProgram.ofVersion(directory.resolve("bin/helm"), "'" + version + "'");

        assertThatThrownBy(() -> open("auto")).hasMessage("embedded");
        assertThat(lines).singleElement().asString().startsWith("WARN The program " + helm + " " + words);
        assertThatThrownBy(() -> open("agent"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(words);
    }

    @Test
    void whereThereIsNoneTheEmbeddedOneIsTakenWithoutAWord() {
        assertThatThrownBy(() -> open("auto")).hasMessage("embedded");
        assertThat(lines).isEmpty();
        assertThatThrownBy(() -> open("agent"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("No helm is on the PATH of this agent", "Install helm 3.8 or newer");
        assertThatThrownBy(() -> open("/no/such/helm"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("There is no program /no/such/helm on this agent");
    }

    @Test
    void theEmbeddedOneIsTakenWhenItIsChosen() {
        FakeProgram.ofVersion(directory.resolve("bin/helm"), "v3.21.0");
        assertThatThrownBy(() -> open("embedded")).hasMessage("embedded");
    }

    @Test
    void aDirectoryOfTheCheckoutIsNoPlaceForTheAgentsTools() {
        FakeProgram.ofVersion(Path.of("target/relative-bin/helm").toAbsolutePath(), "v3.21.0");
        EngineContext context = EngineContext.in(directory)
                .environment(Map.of("PATH", "target/relative-bin:.::"))
                .build();
        assertThatThrownBy(() -> new AgentOrEmbedded(EMBEDDED).open(HelmChoice.parse("agent"), context))
                .hasMessageContaining("No helm is on the PATH");
    }

    @Test
    void aRelativePathIsOneOfTheWorkspaceAndLeadsNowhereElse() throws Exception {
        Path helm = FakeProgram.ofVersion(directory.resolve("tools/a b;echo $(id)/helm"), "v3.21.0");
        open("tools/a b;echo $(id)/helm").close();
        assertThat(lines).containsExactly("Helm: 3.21.0, the agent's " + helm + ".");
        assertThatThrownBy(() -> open("../helm")).isInstanceOf(InvalidInputException.class);
        Files.createSymbolicLink(directory.resolve("link"), Path.of("/bin"));
        assertThatThrownBy(() -> open("link/sh")).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @CsvSource({"helm3", "Auto", "-rf/x", "'a/b\nc'"})
    void whatIsNeitherAWordNorAPathIsNoChoice(String text) {
        assertThatThrownBy(() -> HelmChoice.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not auto, agent, embedded or the path of a helm program");
    }

    private Helm open(String choice) throws InterruptedException {
        EngineContext context = EngineContext.in(directory)
                .environment(Map.of("PATH", directory.resolve("bin").toString()))
                .log(new DeliveryLog() {
                    @Override
                    public void info(String message) {
                        lines.add(message);
                    }

                    @Override
                    public void warn(String message) {
                        lines.add("WARN " + message);
                    }
                })
                .build();
        return new AgentOrEmbedded(EMBEDDED).open(HelmChoice.parse(choice), context);
    }
}
