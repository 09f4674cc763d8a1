package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What was left is banned, and what is banned is promoted nowhere. */
class ArgoRollbackQuarantineTest extends RollbackCase {

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
    void whatSomebodyStoppedIsPutBackWithoutABan() throws Exception {
        push("1.4.0");
        push("1.5.0");

        assertThat(backAtOnce("check", true).get("question").toString()).startsWith("Going back brings payments");
        assertThat(backAtOnce("check", true, "aborted", true).get("question").toString())
                .startsWith(
                        "Nothing has shown that 1.5.0 is bad. Going back brings payments in stage from 1.5.0 to 1.4.0.");
        assertThat(backAtOnce("aborted", true)).containsEntry("to", "1.4.0");
        assertThat(world.git("ls-tree", "-r", "--name-only", "main")).doesNotContain(".delivery/quarantine");
    }

    @Test
    void aRunThatPromotedNothingUndoesNothingOfAnother() throws Exception {
        push("1.4.0");
        push("1.5.0");
        int before = world.commits();

        assertThat(backAtOnce("version", "1.5.0", "own", true, "check", true, "run", "a replay"))
                .containsEntry("needed", false)
                .hasEntrySatisfying("question", why -> assertThat(why.toString())
                        .contains("payments 1.5.0 in stage", "stands, which this run has not brought."));
        assertThat(backAtOnce("version", "1.5.0", "own", true, "run", "a replay"))
                .containsEntry("state", "superseded");
        assertThat(world.commits()).isEqualTo(before);
        assertThat(backAtOnce("version", "1.5.0", "own", true, "run", "run 2")).containsEntry("to", "1.4.0");
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
