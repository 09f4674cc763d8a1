package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckJudgeTest {

    private static final String BODY =
            "{\"status\":\"UP\",\"db\":{\"pool\":10,\"ok\":true},\"tags\":[\"a\",\"b\"],\"none\":null}";

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @MethodSource
    void accepts(Map<String, Object> check) {
        assertThat(judge(check).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    static Stream<Map<String, Object>> accepts() {
        return Stream.of(
                Map.of(),
                Map.of("contains", "\"UP\""),
                Map.of("json", Map.of("/status", "UP")),
                Map.of("json", Map.of("/db/pool", 10)),
                Map.of("json", Map.of("/db/pool", "10")),
                Map.of("json", Map.of("/db/pool", 10.0)),
                Map.of("json", Map.of("/db/ok", true)),
                Map.of("json", Map.of("/db/ok", "true")),
                Map.of("json", Map.of("/tags", List.of("a", "b"))),
                Map.of("json", Map.of("/tags/1", "b")),
                Map.of("json", Map.of("/db", Map.of("pool", 10, "ok", true))),
                Map.of("headers", Map.of("content-type", "application/json")),
                Map.of("headers", Map.of("Content-Type", "application/json;charset=utf-8")),
                Map.of("json", Map.of("status", "UP", "db.pool", 10, "tags[1]", "b")),
                Map.of("json", Map.of("$.db.pool", 10, "$['db'][\"ok\"]", true, "$.tags[-1]", "b")),
                Map.of("matches", "\"pool\":\\d+"),
                Map.of("certificate", "20d"),
                Map.of("within", "1s"));
    }

    @ParameterizedTest
    @MethodSource
    void refuses(Map<String, Object> check, String expected, String actual) {
        CheckOutcome outcome = judge(check);
        assertThat(outcome.verdict()).isEqualTo(GateVerdict.FAILED);
        assertThat(outcome.expected()).isEqualTo(expected);
        assertThat(outcome.actual()).isEqualTo(actual);
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                Arguments.of(Map.of("status", 201), "status 201", "it answered 200, saying '" + BODY + "'"),
                Arguments.of(Map.of("contains", "DOWN"), "'DOWN' in the body", "the body is '" + BODY + "'"),
                Arguments.of(Map.of("json", Map.of("/status", "DOWN")), "\"DOWN\" at /status", "it is \"UP\""),
                Arguments.of(Map.of("json", Map.of("/db/pool", 11)), "11 at /db/pool", "it is 10"),
                Arguments.of(Map.of("json", Map.of("/nothing", "x")), "\"x\" at /nothing", "there is nothing"),
                Arguments.of(Map.of("json", Map.of("/none", "null")), "\"null\" at /none", "it is null"),
                Arguments.of(Map.of("json", Map.of("/tags", List.of("a"))), "[\"a\"] at /tags", "it is [\"a\",\"b\"]"),
                Arguments.of(Map.of("headers", Map.of("ETag", "1")), "header ETag: 1", "the answer has no such header"),
                Arguments.of(
                        Map.of("headers", Map.of("Content-Type", "text/html")),
                        "header Content-Type: text/html",
                        "it is application/json;charset=utf-8"),
                Arguments.of(Map.of("json", Map.of("$.tags[2]", "c")), "\"c\" at $.tags[2]", "there is nothing"),
                Arguments.of(Map.of("json", Map.of("$.db[0]", "c")), "\"c\" at $.db[0]", "there is nothing"),
                Arguments.of(
                        Map.of("matches", "DOWN|OFF"), "a body that matches 'DOWN|OFF'", "the body is '" + BODY + "'"),
                Arguments.of(
                        Map.of("certificate", "21d"),
                        "a certificate that is valid for another 21d",
                        "it ends on 2026-12-11"),
                Arguments.of(Map.of("within", "200ms"), "an answer within 200ms", "it took 250ms"));
    }

    @Test
    void givesUpOnAnExpressionThatTakesForEver() {
        assertThat(BodyPattern.look(".*.*.*.*=", "x".repeat(100_000))).isEqualTo(BodyPattern.Look.TOO_LONG);
        assertThat(BodyPattern.look("(a|b)*c", "ab".repeat(100_000))).isNotEqualTo(BodyPattern.Look.FOUND);
    }

    private static CheckOutcome judge(Map<String, Object> check) {
        Map<String, Object> arguments = new HashMap<>(check);
        arguments.put("path", "/x");
        List<String> problems = new ArrayList<>();
        UrlCheck bound = UrlCheck.bind("check", arguments, problems);
        assertThat(problems).isEmpty();
        HttpHeaders headers =
                HttpHeaders.of(Map.of("Content-Type", List.of("application/json;charset=utf-8")), (a, b) -> true);
        return CheckJudge.judge(
                bound,
                new Probe.Answer(200, headers, BODY, Duration.ofMillis(250), NOW.plus(Duration.ofDays(20))),
                NOW);
    }
}
