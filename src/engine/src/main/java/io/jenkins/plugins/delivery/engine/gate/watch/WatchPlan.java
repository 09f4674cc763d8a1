package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.gate.CheckRunner;
import io.jenkins.plugins.delivery.engine.gate.UrlCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request with everything in it understood, made once for each look.
 *
 * @param items what is looked at: the metrics in their order, then the address of the environment when there is one
 * @param check how the address is asked; empty for whether it is alive
 */
record WatchPlan(MetricsWatchRequest request, List<WatchItem> items, Optional<UrlCheck> check) {

    static WatchPlan of(MetricsWatchRequest request) {
        List<WatchItem> items = new ArrayList<>();
        for (Map<String, Object> map : request.metrics()) {
            MetricJudge metric = new MetricJudge(WatchedMetric.bind(map), request.onNoData());
            items.add(new WatchItem(
                    metric.name(), metric.expectation(), Limits.bind(map, request.rounds()), Optional.of(metric)));
        }
        Optional<UrlCheck> check = WatchedProbe.bind(request.probe());
        if (request.url() != null) {
            items.add(new WatchItem(
                    check.map(UrlCheck::name).orElse("GET /"),
                    check.map(CheckRunner::expectation).orElse("an answer without a server error"),
                    Limits.bind(request.probe(), request.rounds()),
                    Optional.empty()));
        }
        return new WatchPlan(request, List.copyOf(items), check);
    }

    /** The rows that are metrics; those come first. */
    List<WatchItem> metrics() {
        return items.stream().filter(item -> item.metric().isPresent()).toList();
    }
}
