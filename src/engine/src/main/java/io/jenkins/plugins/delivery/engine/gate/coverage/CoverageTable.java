package io.jenkins.plugins.delivery.engine.gate.coverage;

import java.util.List;

/** The figures of a gate as Markdown, for the run and the pull request. */
final class CoverageTable {

    private CoverageTable() {}

    static String of(CoverageGateResult result, List<CoverageReport> reports) {
        StringBuilder text = new StringBuilder("# Coverage\n\n" + result.message() + "\n\n| report | format |");
        for (CoverageMetric metric : CoverageMetric.values()) {
            text.append(' ').append(metric.text()).append(" |");
        }
        text.append("\n|---|---|")
                .append("---:|".repeat(CoverageMetric.values().length))
                .append('\n');
        for (CoverageReport report : reports) {
            text.append("| `")
                    .append(report.file().replace('|', ' ').replace('`', ' '))
                    .append("` | ");
            text.append(report.format()).append(" |");
            for (CoverageMetric metric : CoverageMetric.values()) {
                Coverage coverage = report.counts().get(metric);
                boolean known = coverage != null && !coverage.isEmpty();
                text.append(known ? " " + coverage.text() + " % |" : " |");
            }
            text.append('\n');
        }
        return text.toString();
    }
}
