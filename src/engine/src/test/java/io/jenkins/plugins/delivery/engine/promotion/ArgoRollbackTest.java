package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Going back: to what, over whom, when a person is asked first, and what the ledger tells of it. */
class ArgoRollbackTest {

    private static final String FILE = "environments/stage/payments/values.yaml";

    @TempDir
    Path directory;

    private PromotionWorld world;
    private int run;

    @BeforeEach
    void open() {
        world = new PromotionWorld(directory);
    }

    @AfterEach
    void close() {
        world.close();
        assertThat(world.log).noneMatch(line -> line.contains(PromotionWorld.PASSWORD));
    }

    private String push(String version, Object... more) throws InterruptedException {
        Map<String, Object> arguments =
                new HashMap<>(Map.of("version", version, "waitFor", "none", "run", "run " + ++run));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return (String) world.promote(arguments).get("commit");
    }

    private ArgoRollbackRequest request(Map<String, Object> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("env", "stage");
        arguments.put("service", "payments");
        arguments.put("gitops", world.gitops);
        arguments.put("credentialsId", "git");
        arguments.put("argo", world.argo.url().toString());
        arguments.put("argoCredentialsId", "argo");
        arguments.put("run", "run " + ++run);
        arguments.put("reason", "payments are declined");
        arguments.putAll(changes);
        return RequestBinder.bind("argoRollback", ArgoRollbackRequest.class, arguments);
    }

    private ArgoRollback rollback() {
        return new ArgoRollback(JGitGitOpsRepository::open, JGitSourceHistory::open, ArgoHttpClient::new);
    }

    private Map<String, Object> back(Map<String, Object> changes) throws InterruptedException {
        return rollback().run(request(changes), world.context()).toMap();
    }

    private Map<String, Object> backAtOnce(Object... more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of("waitFor", "none"));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return back(arguments);
    }

    private String value() {
        return world.values("stage")
                .lines()
                .filter(line -> line.contains("tag:"))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    // --- to what

    @Test
    void goesBackToTheLastGoodVersionAndWaitsForIt() throws Exception {
        String good = push("1.4.0", "digest", "sha256:" + "a".repeat(64), "commit", "a".repeat(40));
        String bad = push("1.5.0", "digest", "sha256:" + "b".repeat(64), "commit", "b".repeat(40));

        Map<String, Object> result = back(Map.of("promotion", bad));

        assertThat(result)
                .containsEntry("state", "restored")
                .containsEntry("from", "1.5.0")
                .containsEntry("to", "1.4.0")
                .containsEntry("needed", true)
                .containsEntry("ask", false)
                .containsEntry("promotion", bad)
                .containsEntry("health", "Healthy")
                .containsEntry("revision", world.git("rev-parse", "main").strip());
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES.replace("1.3.0", "1.4.0"));
        assertThat(world.git("log", "-1", "--format=%s%n%(trailers)", "main"))
                .contains(
                        "restore payments in stage to 1.4.0",
                        "Delivery-Action: rollback",
                        "Delivery-Version: 1.4.0",
                        "Delivery-From: 1.5.0",
                        "Delivery-Digest: sha256:" + "a".repeat(64),
                        "Delivery-Source-Commit: " + "a".repeat(40),
                        "Delivery-Reason: payments are declined",
                        "Delivery-Quarantined: 1.5.0",
                        "Delivery-Restores: " + bad)
                .doesNotContain(good);
    }

    @Test
    void goesBackFromWhatStandsWhenNoPromotionIsNamed() throws Exception {
        push("1.4.0");
        push("1.5.0");

        assertThat(backAtOnce()).containsEntry("from", "1.5.0").containsEntry("to", "1.4.0");
        assertThat(backAtOnce()).containsEntry("from", "1.4.0").containsEntry("to", "1.3.0");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
        assertThatThrownBy(this::backAtOnce)
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no promotion of payments to stage that could be undone");
    }

    @Test
    void passesOverWhatFailedBefore() throws Exception {
        String good = push("1.4.0");
        String left = push("1.5.0");
        backAtOnce("promotion", left, "choice", "roll-forward");
        String bad = push("1.6.0");

        Map<String, Object> result = backAtOnce("promotion", bad);

        assertThat(result).containsEntry("to", "1.4.0");
        assertThat(value()).isEqualTo("tag: \"1.4.0\"");
        assertThat(world.git("log", "-1", "--format=%(trailers:key=Delivery-Restores,valueonly)", "main"))
                .contains(bad, left)
                .doesNotContain(good);
        // What stands is the good one again, for everybody who asks.
        assertThat(backAtOnce("check", true)).containsEntry("from", "1.4.0").containsEntry("to", "1.3.0");
    }

    @ParameterizedTest
    @CsvSource({"keep, 1.5.0", "roll-forward, 1.4.0"})
    void takesWhatAPersonDecidedIntoAccount(String choice, String to) throws Exception {
        push("1.4.0");
        backAtOnce("promotion", push("1.5.0"), "choice", choice, "approver", "ada");
        push("1.6.0");

        assertThat(backAtOnce()).containsEntry("to", to);
    }

    @Test
    void passesOverAPromotionThatFailedAndWasLeft() throws Exception {
        push("1.4.0");
        world.argo.degradeWhenDeployed("payments-stage", "1.5.0", PodReason.OOM_KILLED, "too much");
        assertThatThrownBy(() -> world.promote(Map.of("version", "1.5.0", "rollback", "off")))
                .isInstanceOf(TerminalException.class);
        push("1.6.0");

        assertThat(backAtOnce()).containsEntry("from", "1.6.0").containsEntry("to", "1.4.0");
    }

    @Test
    void goesBackToWhatAPersonHadSetInBetween() throws Exception {
        push("1.4.0");
        world.foreignCommit(FILE, world.values("stage").replace("1.4.0", "1.4.1-fix"));
        push("1.5.0");

        assertThat(backAtOnce()).containsEntry("to", "1.4.1-fix");
        assertThat(value()).isEqualTo("tag: \"1.4.1-fix\"");
    }

    @Test
    void goesBackToANamedVersionOrCommit() throws Exception {
        String oldest = push("1.4.0");
        push("1.5.0");
        push("1.6.0");

        assertThat(backAtOnce("to", "1.4.0")).containsEntry("from", "1.6.0").containsEntry("to", "1.4.0");
        assertThat(value()).isEqualTo("tag: \"1.4.0\"");
        push("1.7.0");
        assertThat(backAtOnce("to", oldest)).containsEntry("to", "1.4.0");
        push("1.8.0");
        assertThatThrownBy(() -> backAtOnce("to", "1.7.0"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no promotion of payments 1.7.0 to stage that could be gone back to")
                .hasMessageContaining("It has: 1.4.0");
        assertThatThrownBy(() -> backAtOnce("to", "9.9.9")).hasMessageContaining("It has: 1.4.0");
    }

    @Test
    void goesBackToNoVersionThatIsBanned() throws Exception {
        push("1.4.0");
        push("1.5.0");
        quarantine(Map.of("version", "1.5.0", "reason", "leaks"));
        push("1.6.0");

        assertThatThrownBy(() -> backAtOnce("to", "1.5.0"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("payments 1.5.0 is in quarantine since ")
                .hasMessageContaining("leaks");
        assertThat(backAtOnce()).containsEntry("to", "1.4.0");
    }

    @Test
    void putsBackOnlyTheValuesOfThisService() throws Exception {
        Map<String, Object> shared = Map.of(
                "file", "images.yaml", "env", "stage", "waitFor", "none", "set", Map.of("service-7.tag", "${version}"));
        Map<String, Object> seven = new HashMap<>(shared);
        seven.putAll(Map.of("service", "service-7", "version", "2.0.0", "run", "a"));
        String bad = (String) world.promote(seven).get("commit");
        Map<String, Object> eight = new HashMap<>(shared);
        eight.putAll(Map.of(
                "service", "service-8", "version", "3.0.0", "set", Map.of("service-8.tag", "${version}"), "run", "b"));
        world.promote(eight);

        assertThat(backAtOnce("service", "service-7", "promotion", bad)).containsEntry("to", "1.0.0");
        assertThat(world.file("images.yaml"))
                .contains("service-7: {tag: 1.0.0} # line 7", "service-8: {tag: 3.0.0} # line 8");
    }

    // --- over whom

    @Test
    void leavesANewerPromotionAlone() throws Exception {
        push("1.4.0");
        String bad = push("1.5.0");
        push("1.6.0");

        assertThat(backAtOnce("promotion", bad))
                .containsEntry("state", "superseded")
                .containsEntry("changed", false)
                .containsEntry("needed", false);
        assertThat(backAtOnce("version", "1.5.0")).containsEntry("state", "superseded");
        assertThat(value()).isEqualTo("tag: \"1.6.0\"");
        assertThat(world.log)
                .anyMatch(line -> line.contains("payments 1.6.0 in stage") && line.contains("stands, not 1.5.0"));
    }

    @Test
    void leavesAChangeByHandAlone() throws Exception {
        push("1.4.0");
        String bad = push("1.5.0");
        world.foreignCommit(FILE, world.values("stage").replace("1.5.0", "1.5.1-hand"));

        assertThat(backAtOnce("promotion", bad)).containsEntry("state", "superseded");
        assertThat(backAtOnce("promotion", bad, "choice", "keep")).containsEntry("state", "superseded");
        assertThat(value()).isEqualTo("tag: \"1.5.1-hand\"");
    }

    @Test
    void goesBackOnceHoweverOftenItIsAsked() throws Exception {
        String bad = push("1.4.0");
        String first = (String) backAtOnce("promotion", bad).get("commit");
        int commits = world.commits();

        Map<String, Object> again = backAtOnce("promotion", bad);

        assertThat(again)
                .containsEntry("state", "restored")
                .containsEntry("commit", first)
                .containsEntry("needed", false);
        assertThat(world.commits()).isEqualTo(commits);
    }

    @Test
    void anotherServicesPromotionIsNotItsOwn() throws Exception {
        String promotion = push("1.4.0");

        assertThatThrownBy(() -> backAtOnce("promotion", promotion, "env", "prod"))
                .hasMessageContaining("is the promotion of payments 1.4.0 in stage");
        assertThatThrownBy(() -> backAtOnce("promotion", "f".repeat(40)))
                .hasMessageContaining("is not in the history of the GitOps branch");
    }

    // --- a person chooses

    @Test
    void looksWithoutTouchingAnything() throws Exception {
        push("1.4.0");
        String bad = push("1.5.0");
        int commits = world.commits();

        Map<String, Object> look = back(Map.of("check", true));

        assertThat(look)
                .containsEntry("state", "planned")
                .containsEntry("changed", false)
                .containsEntry("needed", true)
                .containsEntry("ask", false)
                .containsEntry("from", "1.5.0")
                .containsEntry("to", "1.4.0")
                .containsEntry("promotion", bad)
                .containsEntry("migrations", List.of())
                .containsEntry("crds", List.of());
        assertThat((String) look.get("question"))
                .contains("Going back brings payments in stage from 1.5.0 to 1.4.0")
                .contains("Whether a migration lies between is not known");
        assertThat((String) look.get("diff")).contains("-  tag: \"1.5.0\"", "+  tag: \"1.4.0\"");
        assertThat(world.commits()).isEqualTo(commits);
    }

    /** A service whose second version brings a migration, a definition and code; and whose third brings code alone. */
    private List<String> service() {
        try (RepositoryBuilder service = RepositoryBuilder.init(world.context().workDir())) {
            String one = service.commit("feat: one", Map.of("src/a.txt", "1")).head();
            String two = service.commit(
                            "feat: two",
                            Map.of(
                                    "src/a.txt",
                                    "2",
                                    "db/migrations/V7__drop.sql",
                                    "drop table old;",
                                    "chart/crds/till.yaml",
                                    "kind: CustomResourceDefinition\n",
                                    "deploy/definition.yaml",
                                    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"))
                    .head();
            String three =
                    service.commit("feat: three", Map.of("src/a.txt", "3")).head();
            return List.of(one, two, three);
        }
    }

    @Test
    void asksBeforeItCrossesAMigration() throws Exception {
        List<String> commits = service();
        push("1.4.0", "commit", commits.get(0));
        String bad = push("1.5.0", "commit", commits.get(1));

        Map<String, Object> look = back(Map.of("check", true));

        assertThat(look)
                .containsEntry("needed", true)
                .containsEntry("ask", true)
                .containsEntry("migrations", List.of("db/migrations/V7__drop.sql"))
                .containsEntry("crds", List.of("chart/crds/till.yaml", "deploy/definition.yaml"));
        assertThatThrownBy(() -> backAtOnce("promotion", bad))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("a person has to choose")
                .hasMessageContaining("the migration db/migrations/V7__drop.sql")
                .hasMessageContaining("chart/crds/till.yaml")
                .hasMessageContaining("choice: 'rollback', 'roll-forward' or 'keep'");
        assertThat(value()).isEqualTo("tag: \"1.5.0\"");

        assertThat(backAtOnce("promotion", bad, "choice", "rollback", "approver", "ada"))
                .containsEntry("to", "1.4.0")
                .containsEntry("choice", "rollback");
        assertThat(world.git("log", "-1", "--format=%(trailers)", "main"))
                .contains("Delivery-Choice: rollback", "Delivery-Approver: ada");
    }

    @Test
    void asksNobodyWhenOnlyCodeChanged() throws Exception {
        List<String> commits = service();
        push("1.5.0", "commit", commits.get(1));
        push("1.6.0", "commit", commits.get(2));

        assertThat(backAtOnce()).containsEntry("ask", false).containsEntry("to", "1.5.0");
    }

    private static void push(Path checkout, String url) throws Exception {
        try (Git git = Git.open(checkout.toFile())) {
            git.push()
                    .setRemote(url)
                    .setCredentialsProvider(new UsernamePasswordCredentialsProvider("ci", PromotionWorld.PASSWORD))
                    .setPushAll()
                    .call();
        }
    }

    @Test
    void readsTheRangeFromTheServicesRemote() throws Exception {
        List<String> commits = service();
        String source = world.git.create("service");
        push(world.context().workDir(), source);
        push("1.4.0", "commit", commits.get(0));
        push("1.5.0", "commit", commits.get(2));
        EngineContext elsewhere = EngineContext.in(directory)
                .log(world.context().log())
                .secrets(id -> Optional.ofNullable(world.credentials.get(id)))
                .clock(world.clock, world.clock::advance)
                .build();

        Map<String, Object> look = rollback()
                .run(request(Map.of("check", true, "source", source, "sourceCredentialsId", "git")), elsewhere)
                .toMap();

        assertThat(look)
                .containsEntry("ask", true)
                .containsEntry("migrations", List.of("db/migrations/V7__drop.sql"))
                .containsEntry("crds", List.of("chart/crds/till.yaml", "deploy/definition.yaml"));
        assertThat(rollback()
                        .run(
                                request(Map.of(
                                        "check",
                                        true,
                                        "source",
                                        source,
                                        "sourceCredentialsId",
                                        "git",
                                        "migrations",
                                        List.of())),
                                elsewhere)
                        .toMap())
                .containsEntry("ask", false);
    }

    @ParameterizedTest
    @CsvSource({"keep, keep payments 1.5.0 in stage", "roll-forward, roll forward payments 1.5.0 in stage"})
    void writesDownWhatWasChosen(String choice, String subject) throws Exception {
        push("1.4.0");
        String bad = push("1.5.0");

        Map<String, Object> result =
                back(Map.of("promotion", bad, "choice", choice, "approver", "ada", "run", "https://ci.example/job/9"));

        assertThat(result)
                .containsEntry("state", "kept")
                .containsEntry("choice", choice)
                .containsEntry("commit", world.git("rev-parse", "main").strip());
        assertThat(world.git("log", "-1", "--format=%s%n%(trailers)", "main"))
                .contains(
                        subject,
                        "Delivery-Action: " + choice,
                        "Delivery-Promotion: " + bad,
                        "Delivery-Approver: ada",
                        "Delivery-Run: https://ci.example/job/9");
        assertThat(value()).isEqualTo("tag: \"1.5.0\"");
        int commits = world.commits();
        back(Map.of("promotion", bad, "choice", choice, "run", "https://ci.example/job/9"));
        assertThat(world.commits()).isEqualTo(commits);
        if (choice.equals("keep")) {
            assertThat(push("1.5.0", "env", "prod")).isNotNull();
        } else {
            assertThatThrownBy(() -> push("1.5.0", "env", "prod")).hasMessageContaining("is in quarantine");
        }
    }

    @Test
    void argoPromoteLeavesTheChoiceToAPerson() throws Exception {
        world.argo.degradeWhenDeployed("payments-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");

        assertThatThrownBy(() -> world.promote(Map.of("rollback", "ask")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("payments 1.4.0 in stage did not come up")
                .hasMessageContaining("Nothing was put back: stage still names 1.4.0 in Git")
                .hasMessageContaining("a person has to choose")
                .hasMessageContaining("Say so with argoRollback env: 'stage', service: 'payments', promotion: '")
                .hasMessageContaining("choice: 'rollback', 'roll-forward' or 'keep'");
        assertThat(value()).isEqualTo("tag: \"1.4.0\"");

        Map<String, Object> look = back(Map.of("check", true, "rollback", "ask"));
        assertThat(look).containsEntry("needed", true).containsEntry("ask", true);
        assertThat(back(Map.of("promotion", look.get("promotion"), "rollback", "ask", "choice", "rollback")))
                .containsEntry("state", "restored")
                .containsEntry("health", "Healthy");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
        assertThat(back(Map.of("check", true, "rollback", "ask", "promotion", look.get("promotion"))))
                .containsEntry("needed", false);
    }

    @Test
    void argoPromoteCrossesNoMigrationByItself() throws Exception {
        List<String> commits = service();
        push("1.4.0", "commit", commits.get(0));
        world.argo.degradeWhenDeployed("payments-stage", "1.5.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");

        assertThatThrownBy(() -> world.promote(Map.of("version", "1.5.0", "commit", commits.get(1))))
                .hasMessageContaining("a person has to choose")
                .hasMessageContaining("the migration db/migrations/V7__drop.sql");
        assertThat(value()).isEqualTo("tag: \"1.5.0\"");
        assertThat(world.git("log", "-1", "--format=%(trailers)", "main")).contains("Delivery-Action: fail");
    }

    // --- quarantine

    private Map<String, Object> quarantine(Map<String, Object> changes) throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("service", "payments");
        arguments.put("gitops", world.gitops);
        arguments.put("credentialsId", "git");
        arguments.putAll(changes);
        return new QuarantineControl(JGitGitOpsRepository::open)
                .run(RequestBinder.bind("quarantine", QuarantineRequest.class, arguments), world.context())
                .toMap();
    }

    @Test
    void aVersionThatWasPutBackIsPromotedNowhere() throws Exception {
        String digest = "sha256:" + "b".repeat(64);
        push("1.4.0");
        world.argo.degradeWhenDeployed("payments-stage", "1.5.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");
        assertThatThrownBy(() -> world.promote(
                        Map.of("version", "1.5.0", "digest", digest, "run", "https://ci.example/job/payments/41")))
                .hasMessageContaining("stage is back at 1.4.0")
                .hasMessageContaining("1.5.0 is in quarantine");

        // One commit holds both; the file is none that Argo CD would take for a manifest.
        assertThat(world.git("show", "--stat", "--format=", "main"))
                .contains(".delivery/quarantine/payments", FILE, "2 files changed");
        assertThatThrownBy(() -> push("1.5.0", "env", "prod"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("payments 1.5.0 is in quarantine since ")
                .hasMessageContaining("seen in stage, run https://ci.example/job/payments/41")
                .hasMessageContaining("it is Degraded")
                .hasMessageContaining("quarantine service: 'payments', version: '1.5.0', lift: true");
        assertThatThrownBy(() -> push("1.5.0+rebuilt", "digest", digest))
                .hasMessageContaining("payments 1.5.0+rebuilt has the image of 1.5.0, which is in quarantine");
        assertThat(push("1.5.1", "digest", "sha256:" + "c".repeat(64))).isNotNull();
        assertThat(push("1.5.0", "env", "dev", "service", "orders", "file", "environments/dev/payments/values.yaml"))
                .isNotNull();

        Map<String, Object> lifted =
                quarantine(Map.of("version", "1.5.0", "lift", true, "reason", "it was the node", "approver", "ada"));
        assertThat(lifted)
                .containsEntry("changed", true)
                .containsEntry("quarantined", false)
                .containsEntry("banned", List.of());
        assertThat(world.git("log", "-1", "--format=%s%n%(trailers)", "main"))
                .contains(
                        "lift the quarantine of payments 1.5.0",
                        "Delivery-Action: lift",
                        "Delivery-Reason: it was the node",
                        "Delivery-Approver: ada");
        assertThat(world.git("ls-tree", "-r", "--name-only", "main")).doesNotContain(".delivery");
        assertThat(push("1.5.0", "env", "prod", "digest", digest)).isNotNull();
    }

    @Test
    void aPersonBansAndListsVersions() throws Exception {
        assertThat(quarantine(Map.of())).containsEntry("changed", false).containsEntry("banned", List.of());
        assertThat(quarantine(Map.of("version", "1.4.0", "reason", "CVE\nfound", "env", "prod", "run", "r1")))
                .containsEntry("changed", true)
                .containsEntry("quarantined", true);
        assertThat(quarantine(Map.of("version", "1.4.0", "reason", "again"))).containsEntry("changed", false);
        world.foreignCommit(
                ".delivery/quarantine/payments",
                world.file(".delivery/quarantine/payments") + "1.4.1 by hand, after a call\n");

        assertThatThrownBy(() -> push("1.4.1"))
                .hasMessageContaining("payments 1.4.1 is in quarantine: by hand, after a call");
        assertThat(quarantine(Map.of("version", "1.4.0", "lift", true, "reason", "patched")))
                .containsEntry("quarantined", false)
                .extracting("banned")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .singleElement()
                .isEqualTo(Map.of("version", "1.4.1", "reason", "by hand, after a call"));
        assertThat(quarantine(Map.of("version", "9.9.9", "lift", true, "reason", "x")))
                .containsEntry("changed", false);
        assertThat(world.log).contains("payments 9.9.9 is not in quarantine.");
    }

    @Test
    void aBanThatWinsTheRaceIsSeenOnTheNewTip() throws Exception {
        push("1.4.0");
        // Between the look at the branch and the push somebody bans the version.
        world.git.beforeNextPush(
                "gitops", () -> world.foreignCommit(".delivery/quarantine/payments", "1.5.0\tfound bad\n"));

        assertThatThrownBy(() -> push("1.5.0")).hasMessageContaining("payments 1.5.0 is in quarantine");
        assertThat(value()).isEqualTo("tag: \"1.4.0\"");
    }

    @Test
    void anAbortPutsBackWithoutABan() throws Exception {
        push("1.4.0");
        ArgoPromoter promoter = world.promoter();
        Ticket ticket = promoter.start(world.request(Map.of("version", "1.5.0")), world.context());

        assertThat(promoter.cancel(ticket, "aborted by ada", world.context()))
                .startsWith("stage is back at 1.4.0")
                .doesNotContain("quarantine");
        assertThat(push("1.5.0", "run", "another")).isNotNull();
    }

    @Test
    void bansNothingWhenToldSo() throws Exception {
        push("1.4.0");
        push("1.5.0");

        backAtOnce("quarantine", false);

        assertThat(push("1.5.0", "run", "again")).isNotNull();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> request(Map.of("check", true, "choice", "keep", "rollback", "off", "to", "1 2")))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(4));
        assertThatThrownBy(() -> quarantine(Map.of("lift", true)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("version is required");
        assertThatThrownBy(() -> quarantine(Map.of("version", "1.0.0"))).hasMessageContaining("reason is required");
    }
}
