package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalEvidenceTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    private PromotionWorld world;

    @BeforeEach
    void start() {
        world = new PromotionWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("env", "prod");
        arguments.put("service", "payments");
        arguments.put("version", "1.4.0");
        return arguments;
    }

    private Map<String, Object> inGit() {
        Map<String, Object> arguments = arguments();
        arguments.put("gitops", world.gitops);
        arguments.put("credentialsId", "git");
        arguments.put("file", "environments/${env}/${service}/values.yaml");
        arguments.put("set", Map.of("image.tag", "${ociTag}"));
        return arguments;
    }

    private Map<String, Object> evidence(Map<String, Object> arguments) {
        ApprovalEvidenceRequest request =
                RequestBinder.bind("approvalEvidence", ApprovalEvidenceRequest.class, arguments);
        return new ApprovalEvidence(JGitGitOpsRepository::open)
                .run(request, world.context())
                .toMap();
    }

    private String message(Map<String, Object> arguments) {
        return evidence(arguments).get("message").toString();
    }

    @Test
    void tellsWhatRunsThereNowAndWhatTheEnvironmentBeforeHas() throws InterruptedException {
        world.promote(Map.of("digest", DIGEST));
        Map<String, Object> arguments = inGit();
        arguments.put("after", "stage");
        arguments.put("digest", DIGEST);
        assertThat(message(arguments)).isEqualTo("""
                        Deploy payments 1.4.0 to prod?
                        prod: 1.3.0 → 1.4.0.
                        stage has 1.4.0, the same image.
                        Image sha256:0123456789a…""");
        assertThat(evidence(arguments)).containsEntry("from", "1.3.0");
        arguments.put("digest", DIGEST.replace('0', '1'));
        assertThat(message(arguments)).contains("stage has 1.4.0, another image.");
    }

    @Test
    void tellsChangesGatesAndOrigin() {
        Map<String, Object> arguments = arguments();
        arguments.put(
                "changelog",
                "## 1.4.0\n\n### Features\n\n- **api:** pay &lt;now&gt; (abc1234)\n- two\n- three\n- four\n- five\n- six\n");
        Map<String, Object> gates = new LinkedHashMap<>();
        gates.put("scan", "passed");
        gates.put("findings", Map.of("critical", 0, "low", 3));
        gates.put("verify stage", "12 tests and 2 checks passed.");
        arguments.put("gates", gates);
        arguments.put("commit", "8b1d0aa".repeat(6).substring(0, 40));
        arguments.put("author", "Ada");
        arguments.put("reason", "feat since 1.3.0");
        arguments.put("run", "https://ci.example/job/payments/7/");
        assertThat(message(arguments).lines())
                .containsExactly(
                        "Deploy payments 1.4.0 to prod?",
                        "prod: unknown → 1.4.0.",
                        "Changes: api: pay <now> (abc1234); two; three; four; five; and 1 more.",
                        "scan: passed.",
                        "findings: 3 low.",
                        "verify stage: 12 tests and 2 checks passed.",
                        "Commit 8b1d0aa by Ada.",
                        "Why this version: feat since 1.3.0.",
                        "Run: https://ci.example/job/payments/7/");
    }

    @Test
    void tellsWhatIsProvedAndLeavesRoomForTheRest() {
        Map<String, Object> arguments = arguments();
        arguments.put("digest", DIGEST);
        arguments.put("run", "https://ci.example/job/payments/7/");
        arguments.put(
                "evidence",
                List.of(
                        "Scan: passed (2 high). 1 high more than in prod.",
                        "This image as 1.4.0-rc.3: e2e in stage passed (12 tests)\u202e, run https://ci.example/6/",
                        "Evidence: " + DIGEST));
        assertThat(message(arguments).lines())
                .containsExactly(
                        "Deploy payments 1.4.0 to prod?",
                        "prod: unknown → 1.4.0.",
                        "Scan: passed (2 high). 1 high more than in prod.",
                        "This image as 1.4.0-rc.3: e2e in stage passed (12 tests) , run https://ci.example/6/.",
                        "Evidence: " + DIGEST + ".",
                        "Image sha256:0123456789a…",
                        "Run: https://ci.example/job/payments/7/");
        arguments.put(
                "evidence",
                IntStream.range(0, 20).mapToObj(i -> i + "x".repeat(300)).toList());
        assertThat(message(arguments))
                .hasSizeLessThanOrEqualTo(ApprovalText.LONGEST)
                .contains("The evidence says 17 more.", "Image sha256:0123456789a…", "Run: https://ci.example");
    }

    @Test
    void aRepositoryThatDoesNotAnswerIsToldAndStopsNobody() {
        Map<String, Object> arguments = inGit();
        arguments.put("gitops", world.gitops.replace("gitops", "nowhere"));
        assertThat(message(arguments))
                .startsWith("Deploy payments 1.4.0 to prod?\nprod: unknown → 1.4.0.\n")
                .contains("What runs in prod now is not known: ");
        assertThat(world.log).anyMatch(line -> line.startsWith("WARN What runs in prod now is not known"));
    }

    @Test
    void aFirstDeploymentHasNoVersionBefore() {
        Map<String, Object> arguments = inGit();
        arguments.put("file", "environments/${env}/new/values.yaml");
        assertThat(evidence(arguments)).doesNotContainKeys("from", "problem");
    }

    @Test
    void staysShortAndPlainWhateverComesFromOutside() {
        Map<String, Object> arguments = arguments();
        arguments.put("question", "Sure?\u202Egnp.exe\u0000\r\n<script>alert(1)</script>");
        arguments.put(
                "changelog",
                IntStream.range(0, 300)
                        .mapToObj(i -> "- \uD83D\uDE80".repeat(400))
                        .collect(Collectors.joining("\n")));
        Map<String, Object> gates = new LinkedHashMap<>();
        IntStream.range(0, 50).forEach(i -> gates.put("gate " + i, "x".repeat(1000)));
        arguments.put("gates", gates);
        String message = message(arguments);
        assertThat(message).hasSizeLessThanOrEqualTo(ApprovalText.LONGEST).startsWith("Sure? gnp.exe <script>");
        assertThat(message.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
                .isEmpty();
        assertThat(message.replace("\n", "")).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}]");
    }

    @Test
    void allProblemsAtOnce() {
        Map<String, Object> arguments = arguments();
        arguments.put("env", "pr od");
        arguments.put("gitops", world.gitops);
        assertThatThrownBy(() -> evidence(arguments))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(3)
                        .satisfies(problems -> assertThat(List.copyOf(problems).toString())
                                .contains("env 'pr od'", "file is required", "set is empty")));
    }
}
