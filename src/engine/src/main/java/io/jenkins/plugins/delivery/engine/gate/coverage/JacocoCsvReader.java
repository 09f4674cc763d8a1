package io.jenkins.plugins.delivery.engine.gate.coverage;

import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JaCoCo's table of classes. The names come first and may contain commas; the counts are found from the end of the line. A line that
 * belongs to two classes, such as one where an anonymous class begins, counts for both here and once in JaCoCo's XML.
 */
final class JacocoCsvReader {

    private final ReportLines lines;

    JacocoCsvReader(ReportLines lines) {
        this.lines = lines;
    }

    Map<CoverageMetric, Coverage> read() throws IOException, UnreadableReport {
        List<String> head = new ArrayList<>(Arrays.asList(lines.next().strip().split(",")));
        Map<CoverageMetric, Coverage> sums = new EnumMap<>(CoverageMetric.class);
        for (CoverageMetric metric : CoverageMetric.values()) {
            sums.put(metric, Coverage.NONE);
            if (!head.contains(metric.name() + "_MISSED") || !head.contains(metric.name() + "_COVERED")) {
                throw UnreadableReport.at(1, "there is no column " + metric.name() + "_MISSED or _COVERED");
            }
        }
        for (String text = lines.next(); text != null; text = lines.next()) {
            String[] fields = text.strip().split(",", -1);
            if (fields.length < head.size()) {
                throw UnreadableReport.at(lines.number(), "there are too few columns, so the report breaks off there");
            }
            for (CoverageMetric metric : CoverageMetric.values()) {
                long missed =
                        lines.count(fields[fields.length - head.size() + head.indexOf(metric.name() + "_MISSED")]);
                long covered =
                        lines.count(fields[fields.length - head.size() + head.indexOf(metric.name() + "_COVERED")]);
                sums.merge(metric, new Coverage(covered, covered + missed), Coverage::plus);
            }
        }
        return sums;
    }
}
