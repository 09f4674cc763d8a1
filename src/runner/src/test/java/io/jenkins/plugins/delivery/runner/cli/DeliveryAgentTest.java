package io.jenkins.plugins.delivery.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents of deliveries on a machine that has only itself, and libraries of another contract. */
class DeliveryAgentTest {

    private static final int FAILURE = 1;

    @TempDir
    Path folder;

    private Path repository;

    @BeforeEach
    void createRepository() {
        repository = folder.resolve("shop");
        try (RepositoryBuilder builder = RepositoryBuilder.init(repository)) {
            builder.commit("feat: first", Map.of("file.txt", "one"));
        }
    }

    private Cli.Result deliver(String agent, String... library) {
        String[] options = new String[library.length + 2];
        System.arraycopy(library, 0, options, 2, library.length);
        options[0] = "--repo";
        options[1] = repository.toString();
        return Cli.in(folder)
                .run(
                        "deliveryPipeline(service: 'shop', agent: " + agent
                                + ", version: [reserve: false], build: { sh 'cat file.txt' })",
                        options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'kubernetes'", "'docker'", "[docker: 'gradle:8-jdk21']", "[kubernetes: [images: [build: 'a']]]"
            })
    void podsAndImagesAreReplacedByThisMachineAndItSaysSo(String agent) {
        Cli.Result result = deliver(agent);
        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out())
                .contains("one", "the runner starts no containers; the block runs on this machine", "✓ Build");
    }

    @Test
    void aWrongAgentIsRefusedBeforeAnyStage() {
        Cli.Result result = deliver("[kubernets: [:]]");
        assertThat(result.exitCode()).isEqualTo(FAILURE);
        assertThat(result.out())
                .contains("agent.kubernets is not known; did you mean 'kubernetes'?")
                .doesNotContain("Plan");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99})
    void aLibraryOfAnotherContractIsRefusedBeforeAnythingElse(int contract) throws Exception {
        Path vars = Files.createDirectories(folder.resolve("lib/vars"));
        Files.writeString(
                vars.resolve("deliveryPipeline.groovy"),
                "def call(Map config) { deliveryCheck(library: " + contract
                        + ", config: [fromAnotherTime: true]); node { sh 'echo ran' } }");
        Cli.Result result = deliver("''", "--library", folder.resolve("lib").toString());
        assertThat(result.exitCode()).isEqualTo(FAILURE);
        assertThat(result.out())
                .contains("The shared library speaks contract " + contract
                        + ", and this plugin or runner fits contracts 4 to 5")
                .doesNotContain("ran", "fromAnotherTime");
    }
}
