package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.testbed.prometheus.QueryAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A source that does not answer, or refuses to. */
class WatchOutageTest extends WatchFixture {

    @Test
    void anOutageIsCountedApartAndTheWatchGoesOn() throws Exception {
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        run.after(Duration.ofSeconds(60), prometheus::stop);
        run.after(Duration.ofSeconds(150), prometheus::restart);
        MetricsWatchResult result = run(Map.of("metrics", List.of(errors(Map.of())), "count", 5));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.table().get(0))
                .containsEntry("samples", 5)
                .containsEntry("errored", 3)
                .containsEntry("inconclusive", 0);
        assertThat(result.toMap()).containsEntry("seconds", 210L);
        assertThat(run.warnings())
                .hasSize(3)
                .allMatch(w -> w.startsWith("errors could not be asked: Prometheus at http://127.0.0.1:"));
    }

    @Test
    void anOutageThatLastsIsNoPassWhateverNoDataMeans() {
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        run.after(Duration.ofSeconds(60), () -> prometheus.failAlways(503));
        TerminalException errored = errored(Map.of("metrics", List.of(errors(Map.of("onNoData", "pass"))), "count", 4));
        assertThat(errored)
                .hasMessageContaining("could not be asked: Prometheus at")
                .hasMessageContaining("answered the query with 503: ")
                .hasMessageContaining("5 questions had no answer.");
    }

    @Test
    void anOutageFromTheBeginningEndsAfterItsTries() {
        prometheus.stop();
        TerminalException errored = errored(Map.of("metrics", List.of(errors(Map.of())), "duration", "24h"));
        assertThat(errored)
                .hasMessageContaining("could not decide: Prometheus at")
                .hasMessageContaining("cannot be reached");
        assertThat(run.pauses())
                .containsExactly(
                        Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(15));
        prometheus.restart();
    }

    @Test
    void anOutageBeforeTheBeginningIsWaitedFor() throws Exception {
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        prometheus.failNext(2, 502);
        MetricsWatchResult result = run(Map.of("metrics", List.of(errors(Map.of())), "count", 2));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(run.progress().get(0)).contains("begins at", "answered the query with 502");
    }

    @Test
    void aSourceThatAnswersNowAndThenIsGivenUp() {
        prometheus.answer(
                ERRORS, time -> time.getEpochSecond() % 120 == 0 ? QueryAnswer.value(0) : QueryAnswer.timeout());
        TerminalException errored = errored(Map.of("metrics", List.of(errors(Map.of())), "count", 50));
        assertThat(errored).hasMessageContaining("its time was over before there were enough measurements");
    }

    @Test
    void refusedCredentialsEndItAtOnce() {
        prometheus.requireBearer("right");
        run.with(Credential.token("prom", "wrong-token-1234"));
        TerminalException errored = errored(Map.of("metrics", List.of(errors(Map.of())), "credentialsId", "prom"));
        assertThat(errored)
                .hasMessageContaining("answered the query with 401: no valid token was sent.")
                .hasMessageContaining("Check the credentials");
        assertThat(run.everything() + errored.getMessage() + kept).doesNotContain("wrong-token");
        assertThat(run.pauses()).isEmpty();
    }

    @Test
    void sendsTheTokenAndKeepsItOutOfTheTicket() throws Exception {
        prometheus.requireBearer("right-token-1234");
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        run.with(Credential.token("prom", "right-token-1234"));
        EngineContext context = context();
        Ticket ticket = watch.start(
                request(Map.of("metrics", List.of(errors(Map.of())), "count", 2, "credentialsId", "prom")), context);
        Progress.Waiting<MetricsWatchResult> waiting =
                (Progress.Waiting<MetricsWatchResult>) watch.look(ticket, context);
        assertThat(waiting.ticket().toMap().toString()).doesNotContain("right-token");
        assertThat(prometheus.requests())
                .allMatch(r -> r.header("Authorization").isPresent());
    }

    @Test
    void whoIsAskedToWaitWaitsBeforeTheBeginning() throws Exception {
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        prometheus.failNext(1, 429, "too many outstanding requests", Map.of("Retry-After", "90"));
        prometheus.failNext(1, 503, "", Map.of());
        MetricsWatchResult result = run(Map.of("metrics", List.of(errors(Map.of())), "count", 2));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(run.pauses().subList(0, 2)).containsExactly(Duration.ofSeconds(90), Duration.ofSeconds(15));
    }

    @Test
    void limitsOfTheServerInTheMiddleAreNoMeasurements() throws Exception {
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        run.after(Duration.ofSeconds(30), () -> prometheus.failNext(3, 429));
        MetricsWatchResult result = run(Map.of("metrics", List.of(errors(Map.of())), "count", 4));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.table().get(0)).containsEntry("errored", 3).containsEntry("samples", 4);
    }

    @Test
    void aRedirectIsNotFollowedAndSaysWhereItLeads() {
        prometheus.failNext(1, 302, "", Map.of("Location", "https://sso.example.com/login?state=secret-of-the-log-in"));
        TerminalException errored = errored(Map.of("metrics", List.of(errors(Map.of()))));
        assertThat(errored)
                .hasMessageContaining("answered the query with 302, a redirect to https://sso.example.com.")
                .hasMessageNotContaining("secret-of-the-log-in");
        assertThat(run.pauses()).isEmpty();
    }
}
