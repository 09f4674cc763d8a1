package io.jenkins.plugins.delivery.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import io.jenkins.plugins.delivery.testbed.slack.SlackChannel;
import io.jenkins.plugins.delivery.testbed.slack.SlackPost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise of the README: Jenkinsfile.example, unchanged, carries its service from a commit to prod. One run, many looks at it. */
class ExampleJourneyTest {

    private static final List<String> ENVIRONMENTS = List.of("dev", "stage", "prod");
    private static final List<String> VERSIONS = List.of("1.4.0-dev.3", "1.4.0-rc.4", "1.4.0");
    private static final String IMAGE = "shop/payments";
    private static final String CHART = "charts/payments";

    @TempDir
    static Path folder;

    private static SandboxRun run;
    private static Path page;
    private static String report;

    @BeforeAll
    static void carryTheServiceToProd() throws IOException {
        page = folder.resolve("report.html");
        run = SandboxRun.of(example().toString(), "--approve", "all", "--report", page.toString());
        report = Files.exists(page) ? Files.readString(page) : "";
    }

    @AfterAll
    static void closeSandbox() {
        run.close();
    }

    /** The file at the root of the repository, from wherever the tests were started. */
    private static Path example() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("Jenkinsfile.example"))) {
            here = here.getParent();
        }
        return here.resolve("Jenkinsfile.example");
    }

    @Test
    void succeeds() {
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("✓ payments: develop: success", "✓ payments: release/1.4.0: success")
                .contains("✓ payments: main: success")
                .doesNotContain("✕", "Exception");
    }

    @Test
    void walksTheStagesInTheOrderOfThePlan() {
        List<String> finished = run.output()
                .lines()
                .filter(line -> line.startsWith("✓ ") && line.endsWith(")"))
                .map(line -> line.substring(2, line.lastIndexOf(" (")))
                .toList();
        assertThat(finished)
                .containsExactly(
                        "Plan Version Lint Build Test Image Chart Scan Publish Deploy_to_dev Verify_dev Evidence "
                                .concat(
                                        "Plan Version Lint Build Test Image Chart Scan Publish Deploy_to_stage Ready_stage Verify_stage Evidence ")
                                .concat(
                                        "Plan Version Image Chart Scan Publish Approve_prod Deploy_to_prod Verify_prod Watch_prod Finish Evidence")
                                .replace(' ', '\n')
                                .replace('_', ' ')
                                .split("\n"));
    }

    @Test
    void derivesTheVersionsFromTheHistoryAndTagsTheRelease() {
        assertThat(run.output())
                .contains("Version 1.4.0-dev.3 for develop", "Version 1.4.0-rc.4 for release/1.4.0")
                .contains("Version 1.4.0 for main");
        assertThat(run.service().commit("refs/tags/v1.4.0"))
                .isNotEmpty()
                .isEqualTo(run.service().commit("refs/heads/main"));
        assertThat(run.service().commit("refs/tags/v1.4.0-rc.4")).isEmpty();
    }

    @Test
    void changesOneLineOfOneFileForEachEnvironment() {
        List<BareRepository.Change> changes = run.gitops().changes();
        assertThat(changes).hasSize(ENVIRONMENTS.size());
        for (int i = 0; i < ENVIRONMENTS.size(); i++) {
            BareRepository.Change change = changes.get(i);
            String file = "environments/" + ENVIRONMENTS.get(i) + "/payments/values.yaml";
            assertThat(change.files()).containsExactly(file);
            assertThat(change.removed()).singleElement().asString().contains("tag:", "1.3.0");
            assertThat(change.added()).singleElement().asString().contains("tag:", VERSIONS.get(i));
            assertThat(run.gitops().file(file))
                    .startsWith("# " + ENVIRONMENTS.get(i) + ": what Argo CD runs there. Changed by the pipeline.\n");
        }
    }

    @Test
    void leavesALedgerInTheCommits() {
        List<BareRepository.Change> changes = run.gitops().changes();
        for (int i = 0; i < ENVIRONMENTS.size(); i++) {
            BareRepository.Change change = changes.get(i);
            assertThat(change.subject())
                    .isEqualTo("promote payments " + VERSIONS.get(i) + " to " + ENVIRONMENTS.get(i));
            assertThat(change.trailer("Delivery-Service")).isEqualTo("payments");
            assertThat(change.trailer("Delivery-Environment")).isEqualTo(ENVIRONMENTS.get(i));
            assertThat(change.trailer("Delivery-Version")).isEqualTo(VERSIONS.get(i));
            assertThat(change.trailer("Delivery-Chart-Version")).isEqualTo(VERSIONS.get(i));
            assertThat(change.trailer("Delivery-Digest")).startsWith("sha256:");
            assertThat(change.trailer("Delivery-Source-Commit")).matches("[0-9a-f]{40}");
            assertThat(change.trailer("Delivery-Set")).isEqualTo("image.tag");
        }
        assertThat(changes.get(2).trailer("Delivery-Source-Commit"))
                .isEqualTo(run.service().commit("refs/heads/main"));
    }

    @Test
    void deploysToProdTheVeryImageThatPassedStage() {
        List<BareRepository.Change> changes = run.gitops().changes();
        String staged = changes.get(1).trailer("Delivery-Digest");
        assertThat(changes.get(2).trailer("Delivery-Digest")).isEqualTo(staged);
        assertThat(run.servers().registry().digest(IMAGE, "1.4.0")).contains(staged);
        assertThat(run.servers().registry().digest(IMAGE, "1.4.0-rc.4")).contains(staged);
        assertThat(run.cluster().service("prod").version()).isEqualTo("1.4.0");
    }

    @Test
    void buildsTheReleaseOnceAndSaysSo() {
        String candidate = "1.4.0 has the tree of 1.4.0-rc.4 (release/1.4.0 at ";
        assertThat(run.output())
                .contains("– Lint skipped", "– Build skipped", "– Test skipped", candidate)
                .contains("The chart payments 1.4.0 is the one of 1.4.0-rc.4, but for its versions.");
        List<BareRepository.Change> changes = run.gitops().changes();
        assertThat(changes.get(2).trailer("Delivery-Chart-Content"))
                .startsWith("sha256:")
                .isEqualTo(changes.get(1).trailer("Delivery-Chart-Content"));
        assertThat(report).contains(candidate);
    }

    @Test
    void mergesTheReleaseBackToDevelop() {
        BareRepository service = run.service();
        String release = service.commit("refs/tags/v1.4.0");
        assertThat(service.contains("refs/heads/develop", release)).isTrue();
        assertThat(channel().replies(channel().messages().get(2).ts()).toString())
                .contains("develop merged");
    }

    @Test
    void tagsEachImageWithItsVersionAndItsCommit() {
        OciRegistry registry = run.servers().registry();
        List<BareRepository.Change> changes = run.gitops().changes();
        for (int i = 0; i < VERSIONS.size(); i++) {
            String commit = changes.get(i).trailer("Delivery-Source-Commit");
            assertThat(registry.tags(IMAGE)).contains(VERSIONS.get(i), commit);
            assertThat(registry.digest(IMAGE, commit))
                    .isPresent()
                    .isEqualTo(registry.digest(IMAGE, VERSIONS.get(i)))
                    .contains(changes.get(i).trailer("Delivery-Digest"));
        }
    }

    @Test
    void pushesTheChartsWithVersionAndAppVersion() throws IOException {
        OciRegistry registry = run.servers().registry();
        assertThat(registry.tags(CHART))
                .as("each version, and no helper's tag, because ECR lists referrers itself")
                .containsExactlyInAnyOrderElementsOf(VERSIONS);
        for (String version : VERSIONS) {
            String config = registry.manifest(CHART, version)
                    .path("config")
                    .path("digest")
                    .asText();
            JsonNode chart = new ObjectMapper().readTree(registry.blob(CHART, config));
            assertThat(chart.path("name").asText()).isEqualTo("payments");
            assertThat(chart.path("version").asText()).isEqualTo(version);
            assertThat(chart.path("appVersion").asText()).isEqualTo(version);
        }
    }

    @Test
    void recordsTheApprovalOfProdAlone() {
        assertThat(run.output()).containsOnlyOnce("Approved by ");
        assertThat(run.gitops().changes().stream().map(change -> change.trailer("Delivery-Approver")))
                .satisfiesExactly(
                        dev -> assertThat(dev).isEmpty(),
                        stage -> assertThat(stage).isEmpty(),
                        prod -> assertThat(prod).endsWith("(--approve all)"));
        assertThat(report).contains("(--approve all)");
    }

    @Test
    void keepsOneSlackMessagePerRunWithItsNewsInTheThread() {
        SlackChannel channel = channel();
        assertThat(channel.messages()).hasSize(3);
        for (int i = 0; i < VERSIONS.size(); i++) {
            SlackPost message = channel.messages().get(i);
            assertThat(message.edits()).as("edits of " + message.text()).isPositive();
            assertThat(message.text()).contains(VERSIONS.get(i), "passed");
            String environment = ENVIRONMENTS.get(i);
            assertThat(channel.replies(message.ts()))
                    .anySatisfy(reply -> assertThat(reply.toString()).contains("Deployed to " + environment));
        }
        SlackPost release = channel.messages().get(2);
        assertThat(channel.replies(release.ts()).get(0).toString()).contains("waits for approval", "release-managers");
    }

    private static SlackChannel channel() {
        return run.servers().slack().channels().stream()
                .filter(found -> found.name().equals("payments"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void writesAReportThatTellsTheJourney() {
        assertThat(page).isRegularFile();
        assertThat(report).contains(VERSIONS).contains("release/1.4.0", "Verify stage", "environments/prod/payments");
        assertThat(run.output()).contains("Report: " + page);
    }

    @Test
    void tellsWhatTheGatesSawInWords() {
        assertThat(report).contains("1 medium, 1 low").doesNotContain("{}").doesNotContain("$symbol");
    }

    @Test
    void printsNoRowForTheBodyOfThePipeline() {
        assertThat(run.output()).doesNotContain("(outside any stage)");
    }

    @Test
    void keepsTheSandboxsSecretsOutOfEverythingItLeaves() {
        assertThat(run.servers().secrets().all())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(credential -> assertThat(credential.secret()).hasSizeGreaterThanOrEqualTo(20));
        String slack = channel().posts().toString();
        String ledger = run.gitops().changes().toString();
        assertThat(run.secretsIn(run.output(), report, slack, ledger)).isEmpty();
        assertThat(run.servers().registryPasswords()).isNotEmpty().allSatisfy(password -> assertThat(
                        run.output() + report + slack + ledger)
                .doesNotContain(password));
    }
}
