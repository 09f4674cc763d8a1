package io.jenkins.plugins.delivery.engine.gate.load;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.gate.Suite;
import io.jenkins.plugins.delivery.engine.gate.SuiteReader;
import io.jenkins.plugins.delivery.engine.gate.SuiteResult;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Judges a load test by the results files that JMeter left. The test plan itself is run before, by the pipeline. */
public final class LoadSuiteReader implements SuiteReader {

    @Override
    public List<String> problems(Map<String, Object> settings) {
        try {
            thresholds(settings);
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems();
        }
    }

    @Override
    public List<String> keys() {
        return RequestBinder.names(LoadThresholds.class);
    }

    @Override
    public SuiteResult read(Suite suite, EngineContext context) {
        LoadThresholds thresholds = thresholds(suite.settings());
        TreeSet<Path> files = new TreeSet<>();
        for (String glob : suite.report()) {
            try {
                files.addAll(suite.reports(glob, "results file", context));
            } catch (UnreadableReport e) {
                return SuiteResult.errored(suite, e.getMessage());
            }
        }
        try {
            LoadResults results =
                    LoadResults.read(context.workDir(), files, thresholds.ignoreFirst(), thresholds::limits);
            LoadDecision decision = LoadDecision.of(thresholds, results);
            return SuiteResult.of(
                            suite, decision.verdict(), decision.message(), figures(results.total()), decision.notes())
                    .withDetails(rows(results.labels()));
        } catch (UnreadableReport e) {
            return SuiteResult.errored(suite, "the results file " + e.getMessage());
        }
    }

    private static LoadThresholds thresholds(Map<String, Object> settings) {
        return RequestBinder.bind(LoadThresholds.DEFAULTS, LoadThresholds.class, settings);
    }

    private static Map<String, Object> figures(LoadFigures total) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("p95", total.millis().p95() + "ms");
        figures.put("p99", total.millis().p99() + "ms");
        figures.put("errorRate", Rates.text(total.errorRate()) + "%");
        figures.put("throughput", Rates.text(total.throughput()) + "/s");
        figures.put("samples", String.valueOf(total.samples()));
        return figures;
    }

    /** The labels with most samples first, as far as the report has room. */
    private static List<Map<String, Object>> rows(Map<String, LoadFigures> labels) {
        List<Map.Entry<String, LoadFigures>> sorted = new ArrayList<>(labels.entrySet());
        sorted.sort((a, b) -> Long.compare(b.getValue().samples(), a.getValue().samples()));
        return sorted.stream()
                .limit(SuiteResult.MOST_DETAILS)
                .map(entry -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("label", entry.getKey());
                    row.putAll(entry.getValue().toMap());
                    return row;
                })
                .toList();
    }
}
