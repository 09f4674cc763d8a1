package io.jenkins.plugins.delivery.engine.gate.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.jgit.GateCheckout;
import io.jenkins.plugins.delivery.engine.gate.jgit.JGitSourceChange;
import io.jenkins.plugins.delivery.engine.gate.tool.RealTool;
import io.jenkins.plugins.delivery.engine.gate.tool.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real gitleaks. The secrets are put together here, so that this file has none. */
@Tag("tools")
class SecretScanTest {

    private static final String KEY = "AKIA" + "W4XJ2BQ7MLKTZ5RD";
    private static final String OTHER_KEY = "AKIA" + "Z7QK3MWX5BTD2RLN";
    private static final String CARD = "4539 1488 " + "0343 6467";

    @TempDir
    Path directory;

    private Path gitleaks;
    private GateCheckout checkout;
    private RecordedRun run;

    @BeforeEach
    void repository() {
        gitleaks = RealTool.need("gitleaks");
        checkout = GateCheckout.in(directory);
        checkout.author().commit("feat: begin", Map.of("src/app.txt", "hello\n", "README.md", "# Payments\n"));
        checkout.push();
    }

    @AfterEach
    void close() {
        if (checkout != null) {
            checkout.close();
        }
    }

    @Test
    void aPlantedKeyIsFoundWithItsPlaceAndNeverShown() throws Exception {
        checkout.author().branch("feature/pay");
        checkout.author().commit("feat: pay", Map.of("src/pay.yaml", "region: eu\nkey: " + KEY + "\n"));
        String commit = checkout.author().head();
        checkout.push();
        GateFailedException failure = failed("feature/pay", Map.of());
        assertThat(failure)
                .hasMessageContaining(
                        "Gate secrets failed with 1 secret: aws-access-token in src/pay.yaml line 2 (commit "
                                + commit.substring(0, 8) + ").")
                .hasMessageContaining("Exchange every secret that was pushed");
        assertThat(failure.result().get("findings"))
                .isEqualTo(List.of(Map.of(
                        "rule",
                        "aws-access-token",
                        "file",
                        "src/pay.yaml",
                        "line",
                        2,
                        "commit",
                        commit,
                        "inTree",
                        true)));
        assertThat(failure.result().get("commits")).isEqualTo(1);
        assertThat(checkout.attachments()).containsOnlyKeys("delivery/secrets.md", "delivery/secrets.json");
        assertThat(failure + " " + failure.result() + run.everything() + checkout.attachments())
                .doesNotContain(KEY, KEY.substring(4, 12));
    }

    @Test
    void aViewOfWarningsGetsRulePlaceAndCommitAndNothingFromAnEarlierBuild() throws Exception {
        checkout.author().branch("feature/pay");
        checkout.author().commit("feat: pay", Map.of("src/pay it.yaml", "region: eu\nkey: " + KEY + "\n"));
        checkout.push();
        Path workspace = checkout.workspace("feature/pay", 0);
        Map<String, String> pullRequest = Map.of("CHANGE_TARGET", "main");
        assertThatThrownBy(() -> scan(workspace, Map.of(), pullRequest)).isInstanceOf(GateFailedException.class);
        Path sarif = workspace.resolve("delivery-reports/secrets/secrets.sarif");
        assertThat(sarif)
                .content()
                .contains(
                        "\"ruleId\" : \"aws-access-token\"",
                        "\"uri\" : \"src/pay%20it.yaml\"",
                        "\"startLine\" : 2",
                        checkout.author().head())
                .doesNotContain(KEY, KEY.substring(4, 12), KEY.substring(12));
        assertThatThrownBy(() -> scan(workspace, Map.of("config", "none.toml"), pullRequest))
                .isInstanceOf(TerminalException.class);
        assertThat(sarif).doesNotExist();
    }

    @Test
    void aKeyThatTheChangeTookOutAgainIsStillKnownToOthers() throws Exception {
        checkout.author().branch("feature/pay");
        checkout.author().commit("feat: pay", Map.of("src/pay.yaml", "key: " + KEY + "\n"));
        String commit = checkout.author().head();
        checkout.author().commit("fix: no key", Map.of("src/pay.yaml", "key: from the vault\n"));
        checkout.push();
        assertThat(failed("feature/pay", Map.of()))
                .hasMessageContaining("aws-access-token in src/pay.yaml line 1 (commit " + commit.substring(0, 8)
                        + "), which a later commit took out of the file.");
    }

    @Test
    void whatStandsInTheTreeFromBeforeIsFoundWithTheCommitThatBroughtItIn() throws Exception {
        checkout.author().commit("feat: old", Map.of("src/old.yaml", "a: 1\nkey: " + KEY + "\n"));
        String commit = checkout.author().head();
        checkout.author().branch("feature/pay");
        checkout.author().commit("docs: more", Map.of("README.md", "# Payments\n\nmore\n"));
        checkout.push();
        assertThat(failed("feature/pay", Map.of()))
                .hasMessageContaining("src/old.yaml line 2 (commit " + commit.substring(0, 8) + ").");
        assertThat(scan("feature/pay", Map.of("tree", false)).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void whatABaselineKnowsDoesNotCountEvenWhereItMoved() throws Exception {
        checkout.author().commit("feat: old", Map.of("src/old.yaml", "key: " + KEY + "\n"));
        checkout.push();
        failed("main", Map.of());
        String baseline = checkout.attachments().get("delivery/secrets.json");
        checkout.author().branch("feature/pay");
        checkout.author()
                .commit("feat: move", Map.of("src/old.yaml", "a: 1\nb: 2\nkey: " + KEY + "\n", "known.json", baseline));
        checkout.push();
        SecretScanResult moved = scan("feature/pay", Map.of("baseline", "known.json"));
        assertThat(moved.message()).isEqualTo("Gate secrets passed: no secret that counts, 1 known from before.");

        checkout.author().commit("feat: more", Map.of("src/old.yaml", "key: " + OTHER_KEY + "\n"));
        checkout.push();
        assertThat(failed("feature/pay", Map.of("baseline", "known.json")))
                .hasMessageContaining("failed with 1 secret: aws-access-token in src/old.yaml line 1");
    }

    @Test
    void aBaselineThatGitleaksHasWrittenIsUnderstood() throws Exception {
        checkout.author().commit("feat: old", Map.of("src/old.yaml", "key: " + KEY + "\n"));
        checkout.push();
        Path workspace = checkout.workspace("main", 0);
        Tool.run(
                gitleaks.toString(),
                List.of("dir", "--redact", "--no-banner", "-f", "json", "-r", "known.json", "."),
                Map.of(),
                Duration.ofMinutes(1),
                checkout.context(new RecordedRun(workspace), Map.of()));
        assertThat(scan(workspace, Map.of("baseline", "known.json"), Map.of()).message())
                .isEqualTo("Gate secrets passed: no secret that counts, 1 known from before.");
    }

    @Test
    void aBaselineInPlainTextIsRefused() throws Exception {
        Path workspace = checkout.workspace("main", 0);
        GateCheckout.write(
                workspace,
                "known.json",
                "[{\"RuleID\":\"aws-access-token\",\"File\":\"a\",\"Secret\":\"" + KEY + "\"}]");
        assertThatThrownBy(() -> scan(workspace, Map.of("baseline", "known.json"), Map.of()))
                .hasMessageContaining("The baseline known.json was refused: it has secrets in plain text")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void theAllowListAcceptsUntilItsEndAndSaysWhatItDoesNotMatch() throws Exception {
        checkout.author().branch("feature/pay");
        checkout.author()
                .commit("feat: pay", Map.of("src/test/pay.yaml", "key: " + KEY + "\n", ".delivery/secrets.yaml", """
                        - {rule: aws-access-token, file: 'src/test/**', reason: of a closed account, owner: payments, expires: 2026-11-20}
                        - {rule: private-key, file: src/gone.pem, reason: for tests, owner: payments, expires: 2027-01-01}
                        """));
        checkout.push();
        SecretScanResult allowed = scan("feature/pay", Map.of());
        assertThat(allowed.message()).isEqualTo("Gate secrets passed: no secret that counts, 1 allowed.");
        assertThat(run.warnings())
                .containsExactly(
                        "The allow list's entry for private-key in src/gone.pem matches nothing any more; delete it.");

        checkout.author().commit("chore: older", Map.of(".delivery/secrets.yaml", """
                        - {rule: aws-access-token, file: 'src/test/**', reason: of a closed account, owner: payments, expires: 2026-11-19}
                        """));
        checkout.push();
        GateFailedException expired = failed("feature/pay", Map.of());
        assertThat(expired.result().get("expired")).isEqualTo(List.of("aws-access-token in src/test/**"));
        assertThat(run.warnings()).anyMatch(line -> line.contains("expired on 2026-11-19; payments answers for it"));
    }

    @Test
    void cardNumbersCountByTheirCheckDigitAndTestNumbersDoNot() throws Exception {
        checkout.author().branch("feature/pay");
        checkout.author().commit("feat: cards", Map.of("src/cards.txt", """
                number: %s
                bare: %s
                wrong: 4539 1488 0343 6468
                published: 4242 4242 4242 4242
                fraction: 0.%s
                zeros: 4000 0000 0000 0000
                longer: 9%s
                """.formatted(
                        CARD, CARD.replace(" ", ""), CARD.replace(" ", ""), CARD.replace(" ", ""))));
        checkout.push();
        GateFailedException failure = failed("feature/pay", Map.of());
        assertThat(failure.result().get("findings").toString())
                .contains("line=1", "line=2")
                .doesNotContain("line=3", "line=4", "line=5", "line=6", "line=7");
        assertThat(failure.getMessage() + checkout.attachments())
                .contains("payment-card-number")
                .doesNotContain(CARD, CARD.replace(" ", ""));
        assertThat(scan("feature/pay", Map.of("cards", false)).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void theChangeCannotSwitchItsOwnScanOff() throws Exception {
        checkout.author().branch("feature/pay");
        checkout.author().write(".gitattributes", "*.yaml -diff\n");
        checkout.author().write(".gitleaks.toml", "[allowlist]\npaths = ['''.*''']\n");
        checkout.author().write(".gitleaksignore", "src/pay.yaml:aws-access-token:1\n");
        checkout.author().commit("feat: pay", Map.of("src/pay.yaml", "key: " + KEY + " # gitleaks:allow\n"));
        String first = checkout.author().head();
        checkout.author()
                .write(
                        ".gitleaksignore",
                        first + ":src/pay.yaml:aws-access-token:1\nsrc/pay.yaml:aws-access-token:1\n");
        checkout.author().commit("feat: ignore", Map.of("src/pay.yaml", "a: 1\n"));
        checkout.push();
        assertThat(failed("feature/pay", Map.of())).hasMessageContaining("aws-access-token in src/pay.yaml line 1");
        assertThat(run.warnings()).anyMatch(line -> line.startsWith(".gitleaksignore is not read"));
        assertThat(scan("feature/pay", Map.of("inlineAllow", true)).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void aTeamsOwnRulesAreUsedWithThoseForCards() throws Exception {
        checkout.author().branch("feature/pay");
        checkout.author()
                .commit(
                        "feat: pay",
                        Map.of("src/pay.yaml", "key: " + KEY + "\nours: ACME-12345678\n", "rules.toml", """
                        [extend]
                        useDefault = true
                        disabledRules = ["aws-access-token", "generic-api-key"]
                        [[rules]]
                        id = "acme"
                        description = "ours"
                        regex = '''ACME-[0-9]{8}'''
                        """));
        checkout.push();
        assertThat(failed("feature/pay", Map.of("config", "rules.toml")))
                .hasMessageContaining("failed with 1 secret: acme in src/pay.yaml line 2");
    }

    @Test
    void rulesThatGitleaksCannotReadAreAnErrorWithItsWords() throws Exception {
        Path workspace = checkout.workspace("main", 0);
        GateCheckout.write(workspace, "rules.toml", "[[rules]\nid = 1\n");
        assertThatThrownBy(() -> scan(workspace, Map.of("config", "rules.toml"), Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("gitleaks could not scan (exit code 1): ")
                .hasMessageContaining("toml");
        SecretScanResult warned = scan(workspace, Map.of("config", "rules.toml", "onFail", "warn"), Map.of());
        assertThat(warned.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(run.warnings()).anyMatch(line -> line.contains("could not decide: gitleaks could not scan"));
    }

    @Test
    void aShallowCloneGetsWhatItLacks() throws Exception {
        checkout.author().branch("feature/pay");
        checkout.author().commit("feat: pay", Map.of("src/pay.yaml", "key: " + KEY + "\n"));
        checkout.author().commit("fix: no key", Map.of("src/pay.yaml", "key: none\n"));
        checkout.author().commit("docs: more", Map.of("README.md", "# Payments\n\nmore\n"));
        checkout.push();
        Path shallow = checkout.workspace("feature/pay", 1);
        GateFailedException failure = catchThrowableOfType(
                GateFailedException.class, () -> scan(shallow, Map.of(), Map.of("CHANGE_TARGET", "main")));
        assertThat(failure).hasMessageContaining("aws-access-token in src/pay.yaml line 1");
        assertThat(failure.result().get("commits")).isEqualTo(3);
    }

    @Test
    void theBuildOfABranchLooksAtItsNewestCommitAndAllOfItWhenAsked() throws Exception {
        checkout.author().commit("feat: old", Map.of("src/old.yaml", "key: " + KEY + "\n"));
        checkout.author().commit("fix: no key", Map.of("src/old.yaml", "key: none\n"));
        checkout.author().commit("docs: more", Map.of("README.md", "# Payments\n\nmore\n"));
        checkout.push();
        Path workspace = checkout.workspace("main", 0);
        SecretScanResult newest = scan(workspace, Map.of(), Map.of());
        assertThat(newest.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(newest.commits()).isEqualTo(1);
        assertThatThrownBy(() -> scan(workspace, Map.of("history", "all"), Map.of()))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("src/old.yaml");
    }

    @Test
    void nothingButItsReportIsLeftBehindInTheWorkspace() throws Exception {
        Path workspace = checkout.workspace("main", 0);
        scan(workspace, Map.of(), Map.of());
        try (var files = Files.list(workspace)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".git", "README.md", "src", "delivery-reports");
        }
    }

    @Test
    void ourOwnTreeHasNone() throws Exception {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("Jenkinsfile.example"))) {
            root = root.getParent();
        }
        assumeTrue(
                root != null && Files.exists(root.resolve(".git")),
                "this is no clone, so the tree of the repository was not scanned");
        // What its newest commit brings in stands in its tree.
        SecretScanResult own =
                scan(root, Map.of("history", "none", "reports", "src/engine/target/delivery-reports"), Map.of());
        assertThat(own.message()).isEqualTo("Gate secrets passed: no secret that counts.");
    }

    private GateFailedException failed(String branch, Map<String, Object> arguments) {
        return catchThrowableOfType(GateFailedException.class, () -> scan(branch, arguments));
    }

    /** Scans a branch as the pull request to main. */
    private SecretScanResult scan(String branch, Map<String, Object> arguments) throws Exception {
        return scan(
                checkout.workspace(branch, 0),
                arguments,
                branch.equals("main") ? Map.of() : Map.of("CHANGE_TARGET", "main"));
    }

    private SecretScanResult scan(Path workspace, Map<String, Object> arguments, Map<String, String> environment)
            throws Exception {
        run = new RecordedRun(workspace);
        Map<String, Object> all = new HashMap<>(arguments);
        all.putIfAbsent("gitleaks", gitleaks.toString());
        SecretScanRequest request = RequestBinder.bind("secretScan", SecretScanRequest.class, all);
        return new SecretScan(JGitSourceChange::open).run(request, checkout.context(run, environment));
    }
}
