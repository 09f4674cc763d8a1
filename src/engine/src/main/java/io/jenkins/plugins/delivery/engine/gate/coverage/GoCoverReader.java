package io.jenkins.plugins.delivery.engine.gate.coverage;

import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads profiles of {@code go test -coverprofile} (golang.org/x/tools/cover): a line for each block, with its statements and how often
 * they ran. With {@code -coverpkg} a block comes once for each package that was tested, and counts once.
 */
final class GoCoverReader {

    /** A block takes some hundred bytes here. */
    private static final int MOST_BLOCKS = 500_000;

    private final ReportLines lines;
    private final Map<String, Long> covered = new HashMap<>();

    GoCoverReader(ReportLines lines) {
        this.lines = lines;
    }

    Map<CoverageMetric, Coverage> read() throws IOException, UnreadableReport {
        for (String text = lines.next(); text != null; text = lines.next()) {
            // A mode stands again where profiles were put one after the other.
            if (!text.isBlank() && !text.startsWith("mode: ")) {
                block(text.strip());
            }
        }
        long total = 0;
        long run = 0;
        for (Map.Entry<String, Long> block : covered.entrySet()) {
            String key = block.getKey();
            total += Long.parseLong(key.substring(key.lastIndexOf(' ') + 1));
            run += block.getValue();
        }
        return Map.of(CoverageMetric.LINE, new Coverage(run, total));
    }

    private void block(String text) throws UnreadableReport {
        int times = text.lastIndexOf(' ');
        String key = times < 0 ? "" : text.substring(0, times);
        int statements = key.lastIndexOf(' ');
        if (statements < 0 || !key.substring(0, statements).matches(".+:\\d+\\.\\d+,\\d+\\.\\d+")) {
            throw UnreadableReport.at(
                    lines.number(), "it is not a block of a Go cover profile, so the report is cut or damaged");
        }
        long count = lines.count(key.substring(statements + 1));
        // How often it ran may be more than fits into a count.
        boolean ran = !text.substring(times + 1).matches("0+");
        covered.merge(key, ran ? count : 0L, Math::max);
        if (covered.size() > MOST_BLOCKS) {
            throw UnreadableReport.at(lines.number(), "there are more than " + MOST_BLOCKS + " blocks");
        }
    }
}
