package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a person is asked before anything is put back, and what the ledger tells of the answer. */
class ArgoRollbackChoiceTest extends RollbackCase {

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
        assertThat(world.log).contains("payments in stage: dry run, " + FILE + " would change.");
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
        world.log.clear();
        assertThat(back(Map.of("check", true, "rollback", "ask", "promotion", look.get("promotion"))))
                .containsEntry("needed", false);
        assertThat(world.log)
                .contains("payments in stage: dry run, nothing would change.")
                .anyMatch(line -> line.contains(" was undone already by commit "));
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
}
