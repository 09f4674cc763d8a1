package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the input of {@code metricsWatch}, as far as its parts tell. */
final class WatchRequestProblems {

    private static final int MOST_METRICS = 50;

    private WatchRequestProblems() {}

    static List<String> of(
            String url,
            Map<String, Object> probe,
            String prometheus,
            List<Map<String, Object>> metrics,
            WatchTimes times) {
        List<String> problems = new ArrayList<>(times.problems());
        if (url == null && metrics.isEmpty()) {
            problems.add("there is nothing to watch: give url, or prometheus and metrics");
        }
        if (url == null && !probe.isEmpty()) {
            problems.add("probe needs a url to start from");
        }
        if (prometheus == null && !metrics.isEmpty()) {
            problems.add("metrics need the address of Prometheus in prometheus");
        }
        if (metrics.size() > MOST_METRICS) {
            problems.add("metrics: there are " + metrics.size() + ", at most " + MOST_METRICS + " are watched");
        }
        address("url", url, problems);
        address("prometheus", prometheus, problems);
        // Limits are compared with a number of measurements that makes sense.
        Optional<Integer> rounds = problems.isEmpty() ? Optional.of(times.rounds()) : Optional.empty();
        problems.addAll(ofMetrics(metrics, rounds));
        if (!probe.isEmpty()) {
            attempt("probe", problems, () -> WatchedProbe.bind(probe));
            attempt("probe", problems, () -> limits(probe, rounds));
        }
        return problems;
    }

    private static List<String> ofMetrics(List<?> metrics, Optional<Integer> rounds) {
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < metrics.size(); i++) {
            String where = "metrics[" + i + "]";
            if (!(metrics.get(i) instanceof Map<?, ?> map)) {
                problems.add(
                        where + ": expected a map such as [name: 'errors', query: '…', success: 'value < 0.01'], not '"
                                + metrics.get(i) + "'");
                continue;
            }
            Map<String, Object> metric = io.jenkins.plugins.delivery.engine.PlainValues.plain(map);
            attempt(where, problems, () -> WatchedMetric.bind(metric));
            attempt(where, problems, () -> limits(metric, rounds));
            if (metric.get("name") != null && !names.add(String.valueOf(metric.get("name")))) {
                problems.add(where + ".name: '" + metric.get("name") + "' is the name of another metric");
            }
        }
        return problems;
    }

    private static void limits(Map<String, Object> map, Optional<Integer> rounds) {
        Limits.bind(map);
        List<String> unfit =
                rounds.map(count -> Limits.bind(map, count).problems(count)).orElse(List.of());
        if (!unfit.isEmpty()) {
            throw new InvalidInputException("The limits", unfit);
        }
    }

    /** What is wrong with texts in which something is put, and with the moment of the release. */
    static List<String> ofTexts(String released, String grafana, List<Map<String, Object>> metrics, WatchNames names) {
        List<String> problems = new ArrayList<>();
        if (released != null) {
            try {
                MetricsWatchRequest.instant(released);
            } catch (DateTimeParseException e) {
                problems.add("released: '" + released + "' is no moment; write for example 2026-11-20T12:00:00Z");
            }
        }
        if (grafana != null) {
            names.linkProblem(grafana).ifPresent(problem -> problems.add("grafana: " + problem));
        }
        for (int i = 0; i < metrics.size(); i++) {
            String place = "metrics[" + i + "].query: ";
            if ((Object) metrics.get(i) instanceof Map<?, ?> metric && metric.get("query") != null) {
                names.queryProblem(String.valueOf(metric.get("query")))
                        .ifPresent(problem -> problems.add(place + problem));
            }
        }
        return problems;
    }

    /** What is wrong with how Prometheus is reached; nothing more where its address is wrong already. */
    static List<String> ofAccess(PrometheusAccess access) {
        List<String> none = new ArrayList<>();
        address("prometheus", access.address(), none);
        return access.address() == null || !none.isEmpty() ? List.of() : access.problems();
    }

    private static void attempt(String where, List<String> problems, Runnable binding) {
        try {
            binding.run();
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add(where + "." + problem));
        }
    }

    private static void address(String name, String address, List<String> problems) {
        if (address != null) {
            try {
                HttpEndpoint.of(name, address, Optional.empty());
            } catch (InvalidInputException e) {
                e.problems().forEach(problem -> problems.add(name + ": " + problem));
            }
        }
    }
}
