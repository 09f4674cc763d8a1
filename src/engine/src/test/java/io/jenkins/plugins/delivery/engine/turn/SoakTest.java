package io.jenkins.plugins.delivery.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.history.HistoryWorld;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitCommitLog;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {

    @TempDir
    Path folder;

    private final PromotionTurns turns = new PromotionTurns();
    private HistoryWorld world;

    @BeforeEach
    void start() throws IOException {
        world = new HistoryWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private String promote(long hoursAgo, String built) {
        return world.commit(
                hoursAgo,
                LedgerEntry.of(LedgerAction.PROMOTE, "payments", "stage")
                        .with(Trailers.VERSION, "1.4." + hoursAgo)
                        .with(Trailers.SOURCE_COMMIT, built)
                        .message(),
                "stage",
                "1.4." + hoursAgo);
    }

    private PromotionTurn step() {
        return new PromotionTurn(turns, JGitCommitLog::open, JGitSourceHistory::open);
    }

    private Ticket start(String run, String commit, String soak) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("env", "prod");
        arguments.put("service", "payments");
        arguments.put("version", "1.4.0");
        arguments.put("run", run);
        arguments.put("commit", commit);
        arguments.put("soak", soak);
        arguments.put("after", "stage");
        arguments.put("gitops", world.url);
        arguments.put("credentialsId", "git");
        arguments.put("source", world.source);
        arguments.put("sourceCredentialsId", "git");
        return step().start(
                        RequestBinder.bind("promotionTurn", PromotionTurnRequest.class, arguments), world.context());
    }

    private Progress<PromotionTurnResult> look(Ticket ticket) {
        return step().poll(Ticket.fromMap(ticket.toMap()), world.context());
    }

    @Test
    void itWaitsUntilTheBuildHasBeenThereLongEnough() {
        String built = world.build(10);
        promote(5, built);
        promote(1, built);
        world.push();
        Progress.Waiting<PromotionTurnResult> waiting =
                (Progress.Waiting<PromotionTurnResult>) look(start("run 1", built, "90m"));
        assertThat(waiting.message())
                .isEqualTo("payments 1.4.0 to prod waits since 2026-11-21 12:00:00 UTC: it is in stage since"
                        + " 2026-11-21 11:00:00 UTC and soaks for 1h 30m, until 2026-11-21 12:30:00 UTC, in 30m");
        assertThat(waiting.ticket().deadline()).isEqualTo("2026-11-21T16:30:00Z");
        int reads = world.git.pushAttempts("gitops");
        world.clock.advance(Duration.ofMinutes(29));
        waiting = (Progress.Waiting<PromotionTurnResult>) look(waiting.ticket());
        assertThat(waiting.message()).endsWith("in 1m");
        assertThat(world.git.pushAttempts("gitops")).isEqualTo(reads);
        world.clock.advance(Duration.ofMinutes(1));
        assertThat(look(waiting.ticket())).isInstanceOf(Progress.Done.class);
    }

    @Test
    void aBuildWhoseHistoryHasSoakedHasSoaked() {
        String tested = world.build(10);
        String merged = world.build(2);
        promote(5, tested);
        world.push();
        assertThat(look(start("run 1", merged, "3h"))).isInstanceOf(Progress.Done.class);
    }

    @Test
    void whatIsNotThereCannotSoak() {
        String other = world.build(10);
        String built = world.build(2);
        promote(5, built);
        world.push();
        assertThatThrownBy(() -> look(start("run 1", other, "1h")))
                .isInstanceOf(TerminalException.class)
                .hasMessage(
                        "payments 1.4.0 cannot soak in stage: it was never promoted there, as far as the GitOps repository"
                                + " tells. Promote commit " + other.substring(0, 7) + " to stage first.");
    }

    @Test
    void whatWasPutBackCannotSoakEvenIfThatHappensMeanwhile() {
        String built = world.build(10);
        String promotion = promote(1, built);
        world.push();
        Progress.Waiting<PromotionTurnResult> waiting =
                (Progress.Waiting<PromotionTurnResult>) look(start("run 1", built, "90m"));
        world.commit(
                0,
                LedgerEntry.of(LedgerAction.ROLLBACK, "payments", "stage")
                        .with(Trailers.RESTORES, promotion)
                        .message(),
                "stage",
                "1.3.0");
        world.push();
        world.clock.advance(Duration.ofMinutes(30));
        assertThatThrownBy(() -> look(waiting.ticket()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("payments 1.4.0 cannot soak in stage: it was put back there.");
    }

    /** A service that is built more often than its soak time is long has to get through all the same. */
    @Test
    void aNewerBuildThatSoaksDoesNotTakeThePlaceOfAnOlderOne() {
        String old = world.build(10);
        promote(3, old);
        String newer = world.build(2);
        promote(1, newer);
        world.push();
        Progress.Waiting<PromotionTurnResult> waiting =
                (Progress.Waiting<PromotionTurnResult>) look(start("run 2", newer, "2h"));
        assertThat(waiting.message()).contains("soaks for 2h");
        Progress<PromotionTurnResult> first = look(start("run 1", old, "2h"));
        assertThat(((Progress.Done<PromotionTurnResult>) first).result().end())
                .isEqualTo(PromotionTurnResult.End.GRANTED);
        world.clock.advance(Duration.ofHours(1));
        waiting = (Progress.Waiting<PromotionTurnResult>) look(waiting.ticket());
        assertThat(waiting.message()).contains("payments 1.4.0 (run run 1) has its turn");
        assertThat(((Progress.Done<PromotionTurnResult>) look(start("run 3", old, "2h")))
                        .result()
                        .end())
                .isEqualTo(PromotionTurnResult.End.SUPERSEDED);
    }
}
