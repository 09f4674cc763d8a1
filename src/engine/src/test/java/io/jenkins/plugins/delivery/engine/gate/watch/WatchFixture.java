package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.testbed.prometheus.PrometheusServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A watch of payments 1.4.0 in prod by the stand-in of Prometheus, in time that passes only while the watch waits. */
abstract class WatchFixture {

    /** What {@link #errors} asks, with everything put in. */
    static final String ERRORS = "sum(errors{service=\"payments\"})";

    static final String SLOW = "p95";

    @TempDir
    Path workDir;

    final MetricsWatch watch = new MetricsWatch();
    final Map<String, String> kept = new LinkedHashMap<>();
    RecordedRun run;
    PrometheusServer prometheus;

    @BeforeEach
    void start() {
        run = new RecordedRun(workDir);
        prometheus = PrometheusServer.start(run.context().clock());
    }

    @AfterEach
    void stop() {
        prometheus.close();
        assertThat(prometheus.failures()).isEmpty();
    }

    /** Takes another stand-in, whose clock is this one. */
    final void prometheusWith(Clock clock) {
        prometheus.close();
        prometheus = PrometheusServer.start(clock);
    }

    static Map<String, Object> metric(String name, String query, String success) {
        return Map.of("name", name, "query", query, "success", success);
    }

    static Map<String, Object> errors(Map<String, Object> more) {
        Map<String, Object> map =
                new LinkedHashMap<>(metric("errors", "sum(errors{service=\"${service}\"})", "value < 1%"));
        map.putAll(more);
        return map;
    }

    final MetricsWatchResult run(Map<String, Object> arguments) throws InterruptedException {
        return watch.run(request(arguments), context());
    }

    final GateFailedException failed(Map<String, Object> arguments) {
        GateFailedException failed = catchThrowableOfType(GateFailedException.class, () -> run(arguments));
        assertThat(failed).isNotNull();
        return failed;
    }

    final TerminalException errored(Map<String, Object> arguments) {
        TerminalException errored = catchThrowableOfType(TerminalException.class, () -> run(arguments));
        assertThat(errored).isNotNull();
        return errored;
    }

    final EngineContext context() {
        return run.context().toBuilder().attachments(kept::put).build();
    }

    final Instant now() {
        return run.context().clock().instant();
    }

    final MetricsWatchRequest request(Map<String, Object> arguments) {
        return request(prometheus.url(), arguments);
    }

    static MetricsWatchRequest request(URI prometheus, Map<String, Object> arguments) {
        Map<String, Object> all = new LinkedHashMap<>(
                Map.of("env", "prod", "service", "payments", "version", "1.4.0", "prometheus", prometheus.toString()));
        all.putAll(arguments);
        return RequestBinder.bind("metricsWatch", MetricsWatchRequest.class, all);
    }

    /** A watch of ten minutes with these metrics, after so many looks. */
    final Ticket begun(int looks, List<Map<String, Object>> metrics, EngineContext context)
            throws InterruptedException {
        Ticket ticket = watch.start(request(Map.of("metrics", metrics, "duration", "10m", "interval", "1m")), context);
        for (int i = 0; i < looks; i++) {
            Progress.Waiting<MetricsWatchResult> waiting =
                    (Progress.Waiting<MetricsWatchResult>) watch.look(ticket, context);
            ticket = waiting.ticket();
            context.pause(waiting.nextPoll());
        }
        return ticket;
    }

    /** Goes on to the end, each time in another process. */
    final MetricsWatchResult finish(Ticket ticket, EngineContext context) throws Exception {
        Ticket current = ticket;
        while (true) {
            Progress<MetricsWatchResult> seen = new MetricsWatch().look(saved(current), context);
            if (seen instanceof Progress.Done<MetricsWatchResult> done) {
                return done.result();
            }
            Progress.Waiting<MetricsWatchResult> waiting = (Progress.Waiting<MetricsWatchResult>) seen;
            current = waiting.ticket();
            context.pause(waiting.nextPoll());
        }
    }

    /** As a host that stores JSON gives it back. */
    @SuppressWarnings("unchecked")
    static Ticket saved(Ticket ticket) throws Exception {
        ObjectMapper json = new ObjectMapper();
        return Ticket.fromMap(json.readValue(json.writeValueAsString(ticket.toMap()), Map.class));
    }

    /** A machine whose clock is set while the run goes on as it does. */
    static final class SetClock extends Clock {

        private final Clock truth;
        private volatile Duration offset = Duration.ZERO;

        SetClock(Clock truth) {
            this.truth = truth;
        }

        /** Makes it show so much more than it should. */
        void set(Duration wrong) {
            offset = wrong;
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return truth.instant().plus(offset);
        }
    }
}
