package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where numbers come from. */
interface MetricSource {

    /** Opens a source. */
    @FunctionalInterface
    interface Opener {
        MetricSource open(PrometheusAccess access);
    }

    /**
     * What a query answered.
     *
     * @param values one number of each series, NaN where there is none to say; empty when nothing matches
     * @param warnings what the source said beside it, for example that a part of the data is missing
     */
    record Answer(List<Double> values, List<String> warnings) {
        public Answer {
            values = List.copyOf(values);
            warnings = List.copyOf(warnings);
        }
    }

    /** The source does not understand a query, and will not later; the message is a clause. */
    final class BadQuery extends Exception {
        private static final long serialVersionUID = 1L;

        BadQuery(String message) {
            super(message);
        }
    }

    /**
     * Evaluates a query at a moment.
     *
     * @param at by the source's clock; empty for now
     * @throws BadQuery when it is no query, or gives no numbers
     * @throws TerminalException when the source refuses: credentials, address
     * @throws RetryableException when it cannot answer now
     */
    Answer query(String query, Optional<Instant> at) throws BadQuery, InterruptedException;

    /** What the source's clock shows. */
    Instant now() throws InterruptedException;
}
