package io.jenkins.plugins.delivery.testbed.service;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the sample service counts of its requests, in the text format of Prometheus (exposition format 0.0.4). */
final class ServiceMetrics {

    private static final double[] BOUNDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5};

    private final Map<String, Long> requests = new TreeMap<>();
    private final long[] buckets = new long[BOUNDS.length];
    private long count;
    private double seconds;

    /** Counts one request of a version. */
    synchronized void count(String version, int status, double took) {
        requests.merge("version=\"" + version + "\",code=\"" + status + "\"", 1L, Long::sum);
        for (int i = 0; i < BOUNDS.length; i++) {
            buckets[i] += took <= BOUNDS[i] ? 1 : 0;
        }
        count++;
        seconds += took;
    }

    /** @param labels those of every sample, for example {@code service="payments",env="dev"} */
    synchronized Answer expose(String labels, String version) {
        StringBuilder text = new StringBuilder("# TYPE build_info gauge\n")
                .append("build_info{" + labels + ",version=\"" + version + "\"} 1\n")
                .append("# TYPE http_requests_total counter\n");
        requests.forEach(
                (more, value) -> text.append("http_requests_total{" + labels + "," + more + "} " + value + "\n"));
        text.append("# TYPE http_request_duration_seconds histogram\n");
        for (int i = 0; i < BOUNDS.length; i++) {
            text.append(bucket(labels, String.valueOf(BOUNDS[i]), buckets[i]));
        }
        text.append(bucket(labels, "+Inf", count))
                .append(String.format(Locale.ROOT, "http_request_duration_seconds_sum{%s} %.6f%n", labels, seconds))
                .append("http_request_duration_seconds_count{" + labels + "} " + count + "\n");
        return Answer.text(200, "text/plain; version=0.0.4; charset=utf-8", text.toString());
    }

    private static String bucket(String labels, String bound, long value) {
        return "http_request_duration_seconds_bucket{" + labels + ",le=\"" + bound + "\"} " + value + "\n";
    }
}
