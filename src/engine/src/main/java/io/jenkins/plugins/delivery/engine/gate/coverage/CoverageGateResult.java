package io.jenkins.plugins.delivery.engine.gate.coverage;

import io.jenkins.plugins.delivery.engine.gate.GateResult;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Outcome of {@code coverageGate}.
 *
 * @param name the gate's name
 * @param verdict the decision
 * @param message one sentence with the numbers that decided it
 * @param numbers what was counted; empty when that is not known
 * @param published whether the number is kept with the commit
 */
public record CoverageGateResult(
        String name, GateVerdict verdict, String message, Optional<CoverageFigures> numbers, boolean published)
        implements GateResult {

    CoverageGateResult withPublished() {
        return new CoverageGateResult(name, verdict, message, numbers, true);
    }

    /** Percentages have two decimals, cut and not rounded. */
    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", verdict.text());
        map.put("name", name);
        map.put("message", message);
        numbers.ifPresent(figures -> {
            map.put("metric", figures.metric().text());
            map.put("covered", figures.coverage().covered());
            map.put("total", figures.coverage().total());
            map.put("percent", decimal(figures.coverage().percent()));
            if (figures.minimum() != null) {
                map.put("minimum", decimal(figures.minimum()));
            }
            figures.earlier().ifPresent(earlier -> {
                map.put("before", decimal(earlier.coverage().percent()));
                map.put("beforeCommit", earlier.commit());
                map.put("change", decimal(figures.change().orElseThrow()));
            });
            if (figures.branch() != null) {
                map.put("target", figures.branch());
            }
            map.put("reports", figures.reports());
        });
        map.put("published", published);
        return map;
    }

    private static double decimal(BigDecimal percent) {
        return percent.setScale(2, RoundingMode.DOWN).doubleValue();
    }
}
