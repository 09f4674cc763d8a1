package io.jenkins.plugins.delivery.engine.gate.load;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the samples of a label, or all of them, come to.
 *
 * @param samples how many there are, failed ones included
 * @param errors how many of them failed
 * @param unreached how many of those got no connection
 * @param millis how long they took, failed ones included
 * @param span milliseconds from the start of the first to the end of the last
 */
public record LoadFigures(long samples, long errors, long unreached, Millis millis, long span) {

    static final LoadFigures NONE = new LoadFigures(0, 0, 0, new Millis(0, 0, 0, 0, 0), 0);

    /** Response times in milliseconds. */
    public record Millis(long mean, long p50, long p95, long p99, long max) {}

    /** Failed samples in percent. */
    public double errorRate() {
        return samples == 0 ? 0 : 100.0 * errors / samples;
    }

    /** Samples a second; those of a moment count as those of a millisecond. */
    public double throughput() {
        return samples * 1000.0 / Math.max(1, span);
    }

    /** As in the result of a gate: times in milliseconds, {@code errorRate} in percent, {@code throughput} a second. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("samples", samples);
        map.put("errors", errors);
        map.put("errorRate", rounded(errorRate()));
        map.put("mean", millis.mean());
        map.put("p50", millis.p50());
        map.put("p95", millis.p95());
        map.put("p99", millis.p99());
        map.put("max", millis.max());
        map.put("throughput", rounded(throughput()));
        return map;
    }

    /** For a message in Slack: {@code p95 412 ms, p99 780 ms, errors 0.2 %, 63.1/s, 120000 samples}. */
    public String sentence() {
        return "p95 " + millis.p95() + " ms, p99 " + millis.p99() + " ms, errors " + Rates.text(errorRate()) + " %, "
                + Rates.text(throughput()) + "/s, " + samples + (samples == 1 ? " sample" : " samples");
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
