package io.jenkins.plugins.delivery.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.runner.host.StepRegistry;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import io.jenkins.plugins.delivery.runner.host.VarsLibrary;
import io.jenkins.plugins.delivery.runner.steps.AllSteps;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single operations from the command line, and their parity with the steps of a Jenkinsfile. */
class StepCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    static Stream<OperationDescriptor<?, ?>> operations() {
        return OperationCatalog.all().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationIsAStepWithAllItsParameters(OperationDescriptor<?, ?> operation) {
        StepRegistry steps = AllSteps.registry(new VarsLibrary(null), question -> null);
        List<String> parameters = Arrays.stream(operation.requestType().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        StepSpec spec = steps.find(operation.name()).orElseThrow();
        assertThat(spec.parameters()).containsExactlyInAnyOrderElementsOf(parameters);
        Cli.Result help = Cli.in(folder).execute("step", operation.name(), "--help");
        assertThat(help.out()).contains(parameters);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anUnknownParameterIsOneJsonObject(OperationDescriptor<?, ?> operation) throws Exception {
        Cli.Result result = Cli.in(folder).execute("step", operation.name(), "--json", "--set", "noSuchParameter=1");
        assertThat(result.exitCode()).isEqualTo(64);
        JsonNode error = JSON.readTree(result.out());
        assertThat(error.at("/type").asText()).isEqualTo("invalid-input");
        assertThat(error.at("/error").asText()).contains(operation.name(), "noSuchParameter");
        assertThat(error.at("/problems")).isNotEmpty();
    }

    @Test
    void printsTheResultAsOneObjectAndLogsElsewhere() throws Exception {
        PersonIdent ada = new PersonIdent("Ada", "ada@example.com");
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call()) {
            git.commit()
                    .setMessage("feat: first")
                    .setAuthor(ada)
                    .setCommitter(ada)
                    .setAllowEmpty(true)
                    .setSign(false)
                    .call();
            git.tag().setName("v2.1.0").setAnnotated(false).call();
            git.commit()
                    .setMessage("fix: second")
                    .setAuthor(ada)
                    .setCommitter(ada)
                    .setAllowEmpty(true)
                    .setSign(false)
                    .call();
        }
        Cli.Result result = Cli.in(folder)
                .execute("step", "semverTag", "--json", "--workdir", folder.toString(), "--set", "branch=main");
        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out().lines()).hasSize(1);
        assertThat(JSON.readTree(result.out()).at("/version").asText()).isEqualTo("2.1.1");
        assertThat(result.err()).contains("2.1.1");
    }

    private static final List<String> EVIDENCE = List.of(
            "step",
            "evidenceRecord",
            "--set",
            "service=payments",
            "--set",
            "version=1.4.0",
            "--set",
            "tests.unit=passed");

    private Cli.Result evidence(String... more) {
        List<String> line = new ArrayList<>(EVIDENCE);
        line.addAll(List.of("--workdir", folder.toString()));
        line.addAll(List.of(more));
        return Cli.in(folder).execute(line.toArray(String[]::new));
    }

    @Test
    void theClusterOfTheLaptopIsThatOfItsKubeconfig() {
        String config = folder.resolve("no-such-config").toString();
        Cli.Result result = Cli.in(folder)
                .environment(Map.of("KUBECONFIG", config))
                .execute(
                        "step",
                        "helmDeploy",
                        "--set",
                        "env=dev",
                        "--set",
                        "service=a",
                        "--set",
                        "version=1.0.0",
                        "--set",
                        "chart=chart",
                        "--workdir",
                        folder.toString());
        assertThat(result.err()).contains(config);
    }

    @Test
    void saysWhereAttachedFilesAre() throws Exception {
        Cli.Result result =
                evidence("--json", "--artifacts", folder.resolve("kept").toString());
        assertThat(result.exitCode()).as(result.all()).isZero();
        Path file = folder.resolve("kept/delivery/evidence.json");
        assertThat(JSON.readTree(result.out()).at("/artifacts/0").asText()).isEqualTo(file.toString());
        assertThat(JSON.readTree(Files.readString(file)).at("/version").asText())
                .isEqualTo("1.4.0");
        assertThat(folder.resolve("kept/.gitignore")).doesNotExist();
    }

    @Test
    void attachedFilesDoNotChangeTheCheckout() throws Exception {
        try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
            assertThat(evidence().out()).contains("artifacts: [" + folder.resolve("delivery-artifacts/delivery"));
            assertThat(git.status().call().isClean()).isTrue();
        }
        assertThat(folder.resolve("delivery-artifacts/delivery/evidence.json")).isNotEmptyFile();
    }

    @Test
    void aDryRunKeepsNoFiles() {
        assertThat(evidence("--dry-run").all()).doesNotContain("artifacts");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anUnknownStepNamesTheNearest() {
        Cli.Result result = Cli.in(folder).execute("step", "semverTg");
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).contains("did you mean 'semverTag'?");
    }

    @Test
    void listsStepsWithoutAName() {
        assertThat(Cli.in(folder).execute("step").out()).contains("semverTag", "argoPromote", "slackNotify");
    }

    @Test
    void settingsBecomeMapsListsAndFiles() throws Exception {
        Path yaml = Files.writeString(folder.resolve("v.yaml"), "image:\n  tag: 1.0.0\n");
        assertThat(StepSettings.parse(List.of(
                        "a=1",
                        "b.c=2",
                        "b.d\\.e=3",
                        "l=[\"x\", 2]",
                        "m={\"k\": true}",
                        "f=@" + yaml,
                        "u=http://x/?q=1")))
                .isEqualTo(Map.of(
                        "a",
                        "1",
                        "b",
                        Map.of("c", "2", "d.e", "3"),
                        "l",
                        List.of("x", 2),
                        "m",
                        Map.of("k", true),
                        "f",
                        Map.of("image", Map.of("tag", "1.0.0")),
                        "u",
                        "http://x/?q=1"));
        assertThatThrownBy(() -> StepSettings.parse(List.of("x", "a=1", "a.b=2", "j={x}", "f=@none")))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(4));
    }
}
