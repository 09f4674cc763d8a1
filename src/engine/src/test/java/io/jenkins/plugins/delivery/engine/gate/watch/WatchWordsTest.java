package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.testbed.prometheus.QueryAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a watch says of itself, and a watch that decides nothing. */
class WatchWordsTest extends WatchFixture {

    @Test
    void aNameOfItsOwnStandsInTheMessageAndTheReport() throws Exception {
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        assertThat(run(Map.of("name", "Watch prod", "metrics", List.of(errors(Map.of()))))
                        .message())
                .startsWith("Watch prod of payments 1.4.0 in prod passed: ");
        assertThat(run(Map.of("name", "canary", "metrics", List.of(errors(Map.of()))))
                        .message())
                .startsWith("Watch canary of payments 1.4.0 in prod passed: ");
        assertThat(kept.keySet())
                .containsExactly("delivery/Watch-prod-payments.md", "delivery/canary-payments-prod.md");
    }

    @Test
    void aDryRunTriesTheQueriesAndDecidesNothing() throws Exception {
        prometheus.answer(ERRORS, QueryAnswer.value(0.3));
        MetricsWatchRequest request = request(Map.of("metrics", List.of(errors(Map.of())), "initialDelay", "1h"));
        EngineContext dry = context().toBuilder().dryRun(true).build();
        MetricsWatchResult result = watch.run(request, dry);
        assertThat(result.toMap())
                .containsEntry("message", "dry run: nothing was decided")
                .containsEntry("samples", 0);
        assertThat(run.infos())
                .containsExactly(
                        "Dry run: would watch payments 1.4.0 in prod by 11 measurements of [errors].",
                        "Dry run: errors was 0.3, expected value < 1% (failed)");
        assertThat(kept).isEmpty();
        assertThat(run.pauses()).isEmpty();

        prometheus.answer(ERRORS, QueryAnswer.badData("unexpected end of input"));
        assertThat(catchThrowableOfType(InvalidInputException.class, () -> watch.run(request, dry)))
                .hasMessageContaining("unexpected end of input");
        prometheus.failAlways(503);
        assertThat(watch.run(request, dry).verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(run.warnings())
                .singleElement()
                .asString()
                .startsWith("Dry run: no query could be tried. Prometheus at");
    }

    @Test
    void anAbortLeavesNothingBehind() {
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        run.after(Duration.ofSeconds(60), () -> Thread.currentThread().interrupt());
        catchThrowableOfType(InterruptedException.class, () -> run(Map.of("metrics", List.of(errors(Map.of())))));
        assertThat(run.warnings())
                .containsExactly(
                        "The watch of payments 1.4.0 in prod only reads, so there is nothing to undo; nothing was"
                                + " decided about the release.");
    }

    @Test
    void saysOncePerRoundHowItGoes() throws Exception {
        prometheus.answer(ERRORS, QueryAnswer.value(0.001));
        prometheus.answer(SLOW, QueryAnswer.value(0.2));
        run(Map.of("metrics", List.of(errors(Map.of()), metric("slow", SLOW, "value < 1")), "count", 4));
        assertThat(run.progress())
                .containsExactly(
                        "The watch of payments 1.4.0 in prod begins at 2026-11-20T12:00:00Z",
                        "The watch of payments 1.4.0 in prod: 1 of 4 rounds, until about 2026-11-20T12:01:30Z; errors 0.001, slow 0.2",
                        "The watch of payments 1.4.0 in prod: 2 of 4 rounds, until about 2026-11-20T12:01:30Z; errors 0.001, slow 0.2",
                        "The watch of payments 1.4.0 in prod: 3 of 4 rounds, until about 2026-11-20T12:01:30Z; errors 0.001, slow 0.2");
    }

    /** So a delivery knows what to do with a version that was deployed already. */
    @Test
    void whoDecidesByTheVerdictGetsDoubtAsAResultWithAdvice() throws Exception {
        String grafana = "https://grafana.example.com/d/x?var-service=${service}&from=${from}&to=${to}";
        Map<String, Object> arguments =
                Map.of("metrics", List.of(errors(Map.of())), "onFail", "tell", "grafana", grafana);
        Map<String, Object> undecided = run(arguments).toMap();
        assertThat(undecided).containsEntry("verdict", "errored");
        assertThat(undecided.get("advice"))
                .isEqualTo(
                        "This says nothing about the release: check where the metrics come from, then watch again. See"
                                + " https://grafana.example.com/d/x?var-service=payments&from=1795176000000&to=1795176090000");
        prometheus.answer(ERRORS, QueryAnswer.value(1));
        assertThat(run(arguments).toMap())
                .containsEntry("verdict", "failed")
                .hasEntrySatisfying("advice", advice -> assertThat((String) advice)
                        .startsWith("Look at what the new version does. See https://grafana.example.com/d/x?"));
        prometheus.answer(ERRORS, QueryAnswer.badData("unexpected end of input"));
        assertThat(run(arguments).toMap())
                .containsEntry("verdict", "errored")
                .hasEntrySatisfying("message", message -> assertThat((String) message)
                        .startsWith(
                                "The watch of payments 1.4.0 in prod could not decide: metrics[0] (errors): Prometheus"
                                        + " refuses the query"));
    }

    @Test
    void valuesInALinkAreEscapedAndItsTimesAreThoseOfTheSource() throws Exception {
        prometheusWith(Clock.offset(run.context().clock(), Duration.ofMinutes(-3)));
        prometheus.answer("up", QueryAnswer.value(1));
        MetricsWatchResult result = run(Map.of(
                "service",
                "pay&ments #1",
                "env",
                "eu/prod",
                "metrics",
                List.of(metric("up", "up", "value == 1")),
                "count",
                3,
                "grafana",
                "https://grafana.example.com/d/x?orgId=1&var-service=${service}&var-env=${env}&from=${from}&to=${to}"));
        long begin = Instant.parse("2026-11-20T11:57:00Z").toEpochMilli();
        assertThat(result.url())
                .isEqualTo(
                        "https://grafana.example.com/d/x?orgId=1&var-service=pay%26ments%20%231&var-env=eu%2Fprod&from="
                                + begin + "&to=" + (begin + 60_000));
    }

    @Test
    void aWindowLongerThanTheWatchIsWarnedOf() throws Exception {
        String hourly = "sum(increase(errors{path!=\"[2d]\"}[1h]))";
        prometheus.answer(hourly, QueryAnswer.value(0));
        run(Map.of("metrics", List.of(metric("errors", hourly, "value < 1")), "initialDelay", "1m"));
        assertThat(run.warnings())
                .containsExactly(
                        "errors looks back 1h, which is longer than the watch with its initial delay (6m): all of"
                                + " its measurements tell of the version before as well.");
    }
}
