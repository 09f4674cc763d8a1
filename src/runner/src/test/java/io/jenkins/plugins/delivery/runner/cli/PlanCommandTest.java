package io.jenkins.plugins.delivery.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    private static final String JENKINSFILE = """
            deliveryPipeline(
                service: 'payments',
                build: { error 'a plan must not run this' },
                chart: 'deploy/chart',
                gitops: 'https://git.example.com/gitops.git',
                environments: [dev: [:], stage: [:], prod: [approval: 'release-managers']],
                slack: '#payments')
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void history() {
        try (RepositoryBuilder repository = RepositoryBuilder.init(folder)) {
            repository.commit("feat: first", Map.of("a", "1")).annotatedTag("v1.3.0", "1.3.0");
            repository.branch("develop").commit("feat: second", Map.of("b", "1"));
        }
    }

    private Cli.Result plan(String... options) {
        Cli cli = Cli.in(folder);
        List<String> args =
                new ArrayList<>(List.of("plan", cli.jenkinsfile(JENKINSFILE).toString()));
        args.addAll(List.of(options));
        return cli.execute(args.toArray(String[]::new));
    }

    @Test
    void thePageTellsStagesVersionFilesApprovalsAndMessages() {
        Cli.Result result = plan("--branch", "main");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("1.3.0", "Build", "Chart", "Approve prod", "Deploy to prod")
                .contains("environments/prod/payments/values.yaml", "image.tag", "release-managers", "#payments");
    }

    @Test
    void resultsOfEarlierActionsAreShownByTheirNameAtAnyDepth() {
        assertThat(plan("--branch", "main").out())
                .contains("‹version.version›", "fields={Evidence=‹evidence_prod.message›}")
                .doesNotContain("{from=");
    }

    @Test
    void aBranchIsPlannedBeforeItExists() throws IOException {
        Cli.Result result = plan("--branch", "release/1.4.0", "--json");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("There is no branch 'release/1.4.0'");
        JsonNode plan = new ObjectMapper().readTree(result.out());
        assertThat(plan.path("kind").asText()).isEqualTo("release");
        assertThat(plan.path("version").asText()).startsWith("1.4.0-rc.");
    }

    @Test
    void aMisspeltBranchIsToldTheNearestOne() {
        assertThat(plan("--branch", "devlop").err()).contains("Did you mean 'develop'?");
    }

    @Test
    void aPullRequestIsPlannedForItsTarget() throws IOException {
        JsonNode plan = new ObjectMapper()
                .readTree(plan("--branch", "feature/x", "--pr", "7", "--target", "develop", "--json")
                        .out());
        assertThat(plan.path("kind").asText()).isEqualTo("pull-request");
        assertThat(plan.path("files")).isEmpty();
    }

    @Test
    void aFeatureToMainIsRefusedWithTheReason() {
        Cli.Result result = plan("--branch", "feature/x", "--pr", "7", "--target", "main");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err()).contains("only release and hotfix branches are merged to main");
    }

    @Test
    void planningTouchesNothing() throws IOException {
        plan("--branch", "main");
        try (RepositoryBuilder repository = RepositoryBuilder.init(folder);
                var files = Files.list(folder)) {
            assertThat(repository.git().getRepository().getRefDatabase().getRefsByPrefix("refs/"))
                    .extracting(ref -> ref.getName())
                    .containsExactlyInAnyOrder("refs/heads/main", "refs/heads/develop", "refs/tags/v1.3.0");
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".git", "a", "b", "Jenkinsfile");
        }
    }
}
