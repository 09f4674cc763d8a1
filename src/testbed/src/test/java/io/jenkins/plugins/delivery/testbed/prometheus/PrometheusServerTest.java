package io.jenkins.plugins.delivery.testbed.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusServerTest {

    private static final String RATE = "sum(rate(http_requests_total{code=~\"5..\"}[5m]))";

    private final PrometheusServer prometheus = PrometheusServer.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        prometheus.close();
        assertThat(prometheus.failures()).isEmpty();
    }

    @Test
    void answersAVectorWithLabelsAndTime() throws Exception {
        prometheus.answer("up", QueryAnswer.vector(new Sample(Map.of("__name__", "up", "job", "payments"), 1)));

        JsonNode answer = json(get("/api/v1/query?query=up&time=1700000000.5"));

        assertThat(answer.path("status").asText()).isEqualTo("success");
        assertThat(answer.at("/data/resultType").asText()).isEqualTo("vector");
        assertThat(answer.at("/data/result/0/metric/job").asText()).isEqualTo("payments");
        assertThat(answer.at("/data/result/0/value/0").asDouble()).isEqualTo(1700000000.5);
        assertThat(answer.at("/data/result/0/value/1").isTextual()).isTrue();
        assertThat(answer.at("/data/result/0/value/1").asText()).isEqualTo("1");
    }

    @Test
    void scriptedAnswersFollowEachOtherAndTheLastStays() throws Exception {
        prometheus.answer(RATE, QueryAnswer.value(0.25), QueryAnswer.value(7));

        assertThat(value(RATE)).isEqualTo("0.25");
        assertThat(value(RATE)).isEqualTo("7");
        assertThat(value(RATE)).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "Infinity, +Inf", "-Infinity, -Inf", "1.0E-5, 0.00001", "1.0E10, 10000000000", "0, 0"})
    void writesNumbersAsPrometheusDoes(double value, String text) throws Exception {
        prometheus.answer("x", QueryAnswer.value(value));

        assertThat(value("x")).isEqualTo(text);
    }

    @Test
    void anUnknownExpressionMatchesNothing() throws Exception {
        JsonNode answer = json(get("/api/v1/query?query=nothing"));

        assertThat(answer.path("status").asText()).isEqualTo("success");
        assertThat(answer.at("/data/result").isArray()).isTrue();
        assertThat(answer.at("/data/result")).isEmpty();
    }

    @Test
    void answersAScalar() throws Exception {
        prometheus.answer("scalar(up)", QueryAnswer.scalar(3));

        JsonNode answer = json(get("/api/v1/query?query=scalar(up)&time=1"));

        assertThat(answer.at("/data/resultType").asText()).isEqualTo("scalar");
        assertThat(answer.at("/data/result/1").asText()).isEqualTo("3");
    }

    @Test
    void aRangeShowsTheScriptStepByStep() throws Exception {
        prometheus.answer("x", QueryAnswer.value(1), QueryAnswer.empty(), QueryAnswer.value(3));

        JsonNode answer = json(get("/api/v1/query_range?query=x&start=100&end=130&step=10"));

        assertThat(answer.at("/data/resultType").asText()).isEqualTo("matrix");
        assertThat(answer.at("/data/result/0/values").toString())
                .isEqualTo("[[100.0,\"1\"],[120.0,\"3\"],[130.0,\"3\"]]");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/query, no expression",
        "/api/v1/query?query=x&time=noon, time",
        "/api/v1/query_range?query=x&start=10&end=5&step=1, end timestamp",
        "/api/v1/query_range?query=x&start=1&end=5&step=0, step",
        "/api/v1/query_range?query=x&start=0&end=20000&step=1, maximum resolution"
    })
    void refusesBadRequests(String path, String message) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("errorType").asText()).isEqualTo("bad_data");
        assertThat(json(response).path("error").asText()).contains(message);
    }

    @Test
    void queriesFailAsProgrammed() throws Exception {
        prometheus.answer("sum(", QueryAnswer.badData("unclosed left parenthesis"), QueryAnswer.timeout());

        HttpResponse<String> bad = post("query=sum(");
        HttpResponse<String> slow = post("query=sum(");

        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(json(bad).path("error").asText()).contains("unclosed left parenthesis");
        assertThat(slow.statusCode()).isEqualTo(503);
        assertThat(json(slow).path("errorType").asText()).isEqualTo("timeout");
    }

    @Test
    void isReady() throws Exception {
        assertThat(get("/-/ready").body()).contains("Ready");
        prometheus.failAlways(503);
        assertThat(get("/-/ready").statusCode()).isEqualTo(503);
    }

    private String value(String expression) throws Exception {
        return json(post("query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
                .at("/data/result/0/value/1")
                .asText();
    }

    private HttpResponse<String> post(String form) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(prometheus.url().resolve("/api/v1/query"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(prometheus.url().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.parse(response.body());
    }
}
