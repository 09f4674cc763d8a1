package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Going back: to which version, and how often. */
class ArgoRollbackTest extends RollbackCase {

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
}
