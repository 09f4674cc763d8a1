package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsWatchRequestTest {

    private static final Map<String, Object> GOOD =
            Map.of("name", "errors", "query", "up{service=\"${service}\"}", "success", "value < 1");

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(Map.of("url", ""), "there is nothing to watch: give url, or prometheus and metrics"),
                refusal(Map.of("url", "", "probe", Map.of("path", "/")), "probe needs a url to start from"),
                refusal(Map.of("metrics", List.of(GOOD)), "metrics need the address of Prometheus in prometheus"),
                refusal(Map.of("url", "ftp://x"), "url: 'ftp://x' is not an http or https address"),
                refusal(
                        Map.of("prometheus", "https://u:p@prom.example.com"),
                        "prometheus: 'https://****@prom.example.com' carries credentials in the URL; use a credentialsId"
                                + " instead"),
                refusal(
                        access("region", "Frankfurt"),
                        "region 'Frankfurt' is not the name of an AWS region, such as" + " eu-central-1"),
                refusal(
                        access("roleArn", "arn:aws:iam::123456789012:role/delivery"),
                        "roleArn is for Amazon Managed Prometheus, which this address does not name; give its region as"
                                + " well"),
                refusal(
                        access("tenant", "a b"),
                        "tenant: 'a b' is no tenant; letters, digits and ! - _ . * ' ( ) name one, and | stands between"
                                + " several"),
                refusal(
                        Map.of(
                                "prometheus",
                                "https://prom.example.com",
                                "tenant",
                                "a",
                                "tenantHeader",
                                "Authorization"),
                        "tenantHeader: 'Authorization' is no header for a tenant, such as X-Scope-OrgID"),
                refusal(Map.of("interval", "0s"), "interval: 0ms is not between 1s and 7 days"),
                refusal(Map.of("count", 0), "count: 0 is no number of measurements"),
                refusal(Map.of("duration", "8d"), "duration: 192h is longer than 7 days, or negative"),
                refusal(Map.of("initialDelay", "8d"), "initialDelay: 192h is longer than 7 days, or negative"),
                refusal(
                        Map.of("duration", "7d", "interval", "10s"),
                        "interval: 60481 measurements in 168h are too many; there may be 10000 in 7 days"),
                refusal(
                        Map.of("count", 5000, "interval", "1h"),
                        "interval: 5000 measurements in 4999h are too many; there may be 10000 in 7 days"),
                refusal(
                        Map.of("released", "yesterday"),
                        "released: 'yesterday' is no moment; write for example" + " 2026-11-20T12:00:00Z"),
                refusal(
                        Map.of("grafana", "https://g.example.com/d?x=${pod}"),
                        "grafana: 'https://g.example.com/d?x=${pod}': placeholder pod is not known; did you mean"
                                + " 'to'?"),
                refusal(
                        Map.of("grafana", "javascript:alert(1)"),
                        "grafana: 'javascript:alert(1)' is not an http or https" + " address"),
                refusal(Map.of("onNoData", "ignore"), "onNoData: 'ignore' is not one of inconclusive, fail, pass"),
                refusal(
                        Map.of("probe", Map.of("path", "health")),
                        "probe.path: 'health' is not a path; write it with a" + " leading slash and percent-encoded"),
                refusal(
                        Map.of("probe", Map.of("path", "/", "statsu", 1)),
                        "probe.statsu is not known; did you mean" + " 'status'?"),
                refusal(
                        Map.of("probe", Map.of("failureLimit", 11)),
                        "probe.failureLimit: more than 11 failures cannot be" + " seen in 11 measurements"),
                refusal(Map.of("probe", Map.of("errorLimit", -1)), "probe.errorLimit: -1 is negative"));
    }

    private static Map<String, Object> access(String parameter, String value) {
        return Map.of("prometheus", "https://prom.example.com", parameter, value);
    }

    static Stream<Arguments> metricRefusals() {
        return Stream.of(
                refusal(with("name", null), "metrics[0].name is required: What the metric is called in messages."),
                refusal(
                        with("query", " "),
                        "metrics[0].query is required: The PromQL expression, with the placeholders"
                                + " ${env}, ${service}, ${version} and ${interval}."),
                refusal(with("sucess", "value < 1"), "metrics[0].sucess is not known; did you mean 'success'?"),
                refusal(
                        with("success", null),
                        "metrics[0].success: there is no condition; write for example 'value <"
                                + " 0.01', or give failure or baseline"),
                refusal(
                        with("success", "value"),
                        "metrics[0].success: 'value', character 1: this is a number; compare it"
                                + " with another, for example 'value < 0.01'"),
                refusal(
                        with("success", "value < baseline"),
                        "metrics[0].baseline: a condition names it, but there is none;"
                                + " add for example [offset: '1h']"),
                refusal(
                        with("baseline", Map.of("offset", "1h")),
                        "metrics[0].baseline: nothing is compared with it; add"
                                + " maxIncrease, maxDecrease or maxDifference"),
                refusal(
                        with("baseline", Map.of("maxIncrease", "20%")),
                        "metrics[0].baseline: needs either offset or before,"
                                + " for example [before: '10m', maxIncrease: '20%']"),
                refusal(
                        with("baseline", Map.of("before", "0s", "maxIncrease", "20")),
                        "metrics[0].baseline: before: the" + " baseline must lie in the past"),
                refusal(
                        with("baseline", Map.of("before", "5m", "maxIncrease", "20")),
                        "metrics[0].baseline: maxIncrease:" + " '20' is no percentage; write for example '20%'"),
                refusal(
                        with("baseline", Map.of("before", "5m", "maxDifference", -1)),
                        "metrics[0].baseline: maxDifference:" + " -1.0 is no distance"),
                refusal(
                        with("query", "x".repeat(8001)),
                        "metrics[0].query: has 8001 characters, at most 8000 are sent"),
                refusal(
                        with("query", "up{x=\"${pod}\"}"),
                        "metrics[0].query: 'up{x=\"${pod}\"}': placeholder pod is not"
                                + " known; known here: env, interval, service, version."),
                refusal(
                        with("query", "up{x=\"${version}\"}"),
                        "metrics[0].query: 'up{x=\"${version}\"}' uses ${version}," + " but there is no version"),
                refusal(
                        with("query", "up{x=\"${env}\"}"),
                        "metrics[0].query: the env 'a\"} or vector(0) #' does not go into"
                                + " a query: only letters, digits and . _ + / : @ - do"),
                refusal(
                        with("consecutiveSuccesses", 12),
                        "metrics[0].consecutiveSuccesses: 12 in a row are more than the 11"
                                + " measurements of the watch"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refuses(Map<String, Object> arguments, String problem) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("url", "https://payments.example.com"));
        all.putAll(arguments);
        assertThat(problems(all)).contains(problem);
    }

    @ParameterizedTest
    @MethodSource("metricRefusals")
    void refusesMetrics(Map<String, Object> metric, String problem) {
        assertThat(problems(watched(metric))).contains(problem);
    }

    @Test
    void tellsOfEverythingAtOnce() {
        Map<String, Object> arguments = watched(with("success", "value <"), with("failure", "value >"), "errors");
        arguments.put("interval", "0s");
        arguments.put("released", "now");
        assertThat(problems(arguments))
                .hasSize(6)
                .anyMatch(p -> p.startsWith("metrics[1].name: 'errors' is the name of another metric"))
                .anyMatch(p -> p.startsWith("metrics[2]: expected a map such as"));
    }

    @Test
    void survivesItsTicket() {
        Map<String, Object> arguments = watched(with("baseline", Map.of("before", "10m", "maxIncrease", "20%")));
        arguments.putAll(Map.of("url", "https://payments.example.com", "count", 3, "probe", Map.of("path", "/health")));
        MetricsWatchRequest request = bind(arguments);
        assertThat(bind(RequestBinder.unbind(request))).isEqualTo(request);
    }

    @Test
    void measuresAtBothEndsOfADuration() {
        assertThat(bind(Map.of("url", "https://a.example.com")).rounds()).isEqualTo(11);
        assertThat(bind(Map.of("url", "https://a.example.com", "duration", "45s"))
                        .rounds())
                .isEqualTo(2);
        assertThat(bind(Map.of("url", "https://a.example.com", "duration", "0s"))
                        .rounds())
                .isEqualTo(1);
        assertThat(bind(Map.of("url", "https://a.example.com", "count", 7)).rounds())
                .isEqualTo(7);
    }

    @Test
    void putsNamesIntoQueriesAndLinks() {
        WatchNames names = bind(watched(GOOD)).names();
        assertThat(names.query("rate(x{service=\"${service}\"}[${interval}]) and $${y}"))
                .isEqualTo("rate(x{service=\"payments\"}[30s]) and ${y}");
        assertThat(names.link(
                        "https://g.example.com/d?e=${env}&v=${version}&t=${from}",
                        java.time.Instant.EPOCH,
                        java.time.Instant.EPOCH))
                .isEqualTo("https://g.example.com/d?e=a%22%7D%20or%20vector%280%29%20%23&v=&t=0");
    }

    private static Arguments refusal(Map<String, ?> arguments, String problem) {
        return Arguments.of(arguments, problem);
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>(GOOD);
        if (key.equals("baseline")) {
            map.remove("success");
        }
        map.put(key, value);
        return map;
    }

    private static Map<String, Object> watched(Object... metrics) {
        return new LinkedHashMap<>(Map.of(
                "prometheus",
                "https://prom.example.com/prometheus",
                "service",
                "payments",
                "env",
                "a\"} or vector(0) #",
                "metrics",
                Arrays.asList(metrics)));
    }

    private static List<String> problems(Map<String, Object> arguments) {
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> bind(arguments));
        assertThat(refused).isNotNull();
        return refused.problems();
    }

    private static MetricsWatchRequest bind(Map<String, Object> arguments) {
        return RequestBinder.bind("metricsWatch", MetricsWatchRequest.class, arguments);
    }
}
