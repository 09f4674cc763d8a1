package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Going back leaves alone what is not of this promotion. */
class ArgoRollbackNeighboursTest extends RollbackCase {

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
    void aRunGoesBackOnceFromWhatStands() throws Exception {
        push("1.4.0");
        push("1.5.0");
        Map<String, Object> first = backAtOnce("run", "https://ci.example/job/payments/9");

        assertThat(backAtOnce("run", "https://ci.example/job/payments/9"))
                .containsEntry("state", "restored")
                .containsEntry("commit", first.get("commit"))
                .containsEntry("to", "1.4.0");
        assertThat(value()).isEqualTo("tag: \"1.4.0\"");

        // A promotion of the same run between them is one to go back from.
        push("1.6.0", "run", "https://ci.example/job/payments/9");
        assertThat(backAtOnce("run", "https://ci.example/job/payments/9")).containsEntry("from", "1.6.0");
    }

    @Test
    void anotherServicesPromotionIsNotItsOwn() throws Exception {
        String promotion = push("1.4.0");

        assertThatThrownBy(() -> backAtOnce("promotion", promotion, "env", "prod"))
                .hasMessageContaining("is the promotion of payments 1.4.0 in stage");
        assertThatThrownBy(() -> backAtOnce("promotion", "f".repeat(40)))
                .hasMessageContaining("is not in the history of the GitOps branch");
    }
}
