package io.jenkins.plugins.delivery.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so: its snippet is planned, its table is the catalogue, its links lead somewhere. */
class ReadmeTest {

    private static final Path TOP = top();
    private static final String README = read(TOP.resolve("README.md"));

    @TempDir
    Path directory;

    @Test
    void theTenLineJenkinsfileIsACompletePipelineWithTheOrganisationsDefaults() throws IOException {
        assertThat(snippet("groovy").lines()).hasSizeLessThanOrEqualTo(10);
        Cli.Result result = planned(snippet("groovy"));
        assertThat(result.all()).contains("1.0.0", "Approve prod", "Deploy to prod", "#payments");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void theJenkinsfileWithGatesIsPlanned() throws IOException {
        Matcher second = Pattern.compile("(?s)```groovy\n(.*?)```").matcher(README);
        assertThat(second.find() && second.find()).isTrue();
        Cli.Result result = planned(second.group(1));
        assertThat(result.all())
                .containsSubsequence(
                        "Secrets",
                        "Terraform",
                        "Lint",
                        "suite unit: go test",
                        "Coverage",
                        "Quality",
                        "Review",
                        "Verify prod",
                        "Watch prod",
                        "release/gate");
        assertThat(result.exitCode()).isZero();
    }

    private Cli.Result planned(String text) throws IOException {
        Path jenkinsfile = Files.writeString(directory.resolve("Jenkinsfile"), text);
        Path organisation = Files.writeString(
                directory.resolve("organisation.yaml"),
                "gitops: https://git.example.com/gitops.git\nargo: https://argocd.example.com\n");
        Path repository = Files.createDirectory(directory.resolve("repository"));
        try (RepositoryBuilder builder = RepositoryBuilder.init(repository)) {
            builder.commit("feat: first", Map.of("a", "1")).annotatedTag("v1.0.0", "1.0.0");
        }
        return Cli.in(directory)
                .execute(
                        "plan",
                        jenkinsfile.toString(),
                        "--repo",
                        repository.toString(),
                        "--branch",
                        "main",
                        "--config",
                        organisation.toString());
    }

    @Test
    void theStepTableIsTheCatalogue() {
        List<String> rows =
                README.lines().filter(line -> line.startsWith("| `")).toList();
        assertThat(rows)
                .containsExactlyElementsOf(OperationCatalog.all().stream()
                        .map(step -> "| `" + step.name() + "` | " + step.summary() + " |")
                        .toList());
    }

    @Test
    void theSandboxCommandIsOneThatTheRunnerTakes() {
        Matcher command = Pattern.compile(
                        "(?m)^\\$ mvn .*&& java -jar (\\S+) run (\\S+) --sandbox --approve all --report report.html$")
                .matcher(README);
        assertThat(command.find()).as("the README's first command").isTrue();
        assertThat(command.group(1)).isEqualTo("src/runner/target/delivery.jar");
        assertThat(TOP.resolve(command.group(2))).exists();
    }

    @Test
    void theCommandForJenkinsNamesProfilesThatExistAndStartsAJenkins() {
        Matcher command = Pattern.compile("`mvn -B -P(\\w+),(\\w+) -DskipTests integration-test`")
                .matcher(README);
        assertThat(command.find()).as("the README's command for Jenkins").isTrue();
        assertThat(read(TOP.resolve("pom.xml"))).contains("<id>" + command.group(1) + "</id>");
        String plugin = read(TOP.resolve("src/plugin/pom.xml"));
        assertThat(plugin).contains("<id>" + command.group(2) + "</id>");
        assertThat(plugin.substring(plugin.indexOf("<id>" + command.group(2) + "</id>")))
                .containsSubsequence("<phase>integration-test</phase>", "<goal>run</goal>");
    }

    @Test
    void theConfigurationOfJenkinsIsYaml() throws IOException {
        Map<?, ?> yaml = new YAMLMapper().readValue(snippet("yaml"), Map.class);
        assertThat(yaml)
                .hasToString("{unclassified={delivery={argoServers=[{name=main,"
                        + " url=https://argocd.example.com, credentialsId=argocd}],"
                        + " gitOps={url=https://git.example.com/gitops.git, credentialsId=gitops},"
                        + " slack={credentialsId=slack}}}}");
        assertThat(snippet("yaml").lines()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void everyLinkLeadsToAFile() {
        Matcher links = Pattern.compile("]\\(([^):#]+)(?:#[\\w-]+)?\\)").matcher(README);
        int found = 0;
        while (links.find()) {
            assertThat(TOP.resolve(links.group(1))).exists();
            found++;
        }
        assertThat(found).isPositive();
    }

    @Test
    void theExampleFitsOnAPage() {
        assertThat(read(TOP.resolve("Jenkinsfile.example")).lines()).hasSizeLessThanOrEqualTo(40);
    }

    private static String snippet(String language) {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(README);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static Path top() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("Jenkinsfile.example"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
