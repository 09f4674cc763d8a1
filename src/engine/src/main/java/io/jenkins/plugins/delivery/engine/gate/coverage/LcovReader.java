package io.jenkins.plugins.delivery.engine.gate.coverage;

import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.IOException;
import java.util.Map;

/** Reads LCOV tracefiles (geninfo(1), "FILES"): a record for each source file, with its sums or just its lines. */
final class LcovReader {

    private final ReportLines lines;
    private Coverage line = Coverage.NONE;
    private Coverage branch = Coverage.NONE;
    private boolean open;
    private long[] sums;
    private long[] counted;

    LcovReader(ReportLines lines) {
        this.lines = lines;
    }

    Map<CoverageMetric, Coverage> read() throws IOException, UnreadableReport {
        for (String text = lines.next(); text != null; text = lines.next()) {
            int colon = text.indexOf(':');
            String key = colon < 0 ? text.strip() : text.substring(0, colon);
            line(key, colon < 0 ? "" : text.substring(colon + 1));
        }
        if (open) {
            throw UnreadableReport.at(
                    lines.number(), "the last record has no end_of_record, so the report breaks off there");
        }
        return Map.of(CoverageMetric.LINE, line, CoverageMetric.BRANCH, branch);
    }

    private void line(String key, String value) throws UnreadableReport {
        switch (key) {
            case "SF" -> {
                open = true;
                sums = new long[] {-1, 0, -1, 0};
                counted = new long[4];
            }
            case "LF", "LH", "BRF", "BRH", "DA", "BRDA" -> {
                if (!open) {
                    throw UnreadableReport.at(lines.number(), key + " stands outside of the record of a file");
                }
                number(key, value);
            }
            case "end_of_record" -> end();
            default -> {
                // Names of tests and functions, checksums, and what newer versions add.
            }
        }
    }

    private void number(String key, String value) throws UnreadableReport {
        switch (key) {
            case "LF" -> sums[0] = lines.count(value.strip());
            case "LH" -> sums[1] = lines.count(value.strip());
            case "BRF" -> sums[2] = lines.count(value.strip());
            case "BRH" -> sums[3] = lines.count(value.strip());
            case "DA" -> count(0, value.split(",", 3), 1);
            default -> count(2, value.split(",", 5), 3);
        }
    }

    /** Lines and branches without sums: the times that each was run, where - stands for a condition that never was. */
    private void count(int place, String[] fields, int times) throws UnreadableReport {
        if (fields.length <= times) {
            throw UnreadableReport.at(lines.number(), "there are too few values");
        }
        counted[place]++;
        String ran = fields[times].strip();
        // Some writers give negative numbers after an overflow: that ran more than often.
        counted[place + 1] += ran.equals("-") || ran.equals("0") || ran.equals("=====") ? 0 : 1;
    }

    private void end() throws UnreadableReport {
        if (open) {
            line = line.plus(sums[0] >= 0 ? lines.coverage(sums[1], sums[0]) : new Coverage(counted[1], counted[0]));
            branch =
                    branch.plus(sums[2] >= 0 ? lines.coverage(sums[3], sums[2]) : new Coverage(counted[3], counted[2]));
        }
        open = false;
    }
}
