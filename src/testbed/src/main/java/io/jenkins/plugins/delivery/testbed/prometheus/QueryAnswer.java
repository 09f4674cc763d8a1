package io.jenkins.plugins.delivery.testbed.prometheus;

import java.util.List;
import java.util.Map;

/** What a query answers at one moment. */
public sealed interface QueryAnswer {

    /** An instant vector; an empty one is what a query answers that nothing matches. */
    record Vector(List<Sample> samples) implements QueryAnswer {

        /** Makes the list immutable. */
        public Vector {
            samples = List.copyOf(samples);
        }
    }

    /** A single number without labels. */
    record Scalar(double value) implements QueryAnswer {}

    /**
     * An error of the query.
     *
     * @param status the HTTP status
     * @param type the errorType, such as bad_data, execution or timeout
     * @param message what Prometheus says about it
     */
    record Error(int status, String type, String message) implements QueryAnswer {}

    /** A vector of one element without labels, as an aggregation gives. */
    static QueryAnswer value(double value) {
        return new Vector(List.of(new Sample(Map.of(), value)));
    }

    /** A vector. */
    static QueryAnswer vector(Sample... samples) {
        return new Vector(List.of(samples));
    }

    /** Nothing matches. */
    static QueryAnswer empty() {
        return new Vector(List.of());
    }

    /** A scalar. */
    static QueryAnswer scalar(double value) {
        return new Scalar(value);
    }

    /** The expression cannot be parsed. */
    static QueryAnswer badData(String message) {
        return new Error(400, "bad_data", "invalid parameter \"query\": 1:1: parse error: " + message);
    }

    /** The query took longer than the server allows. */
    static QueryAnswer timeout() {
        return new Error(503, "timeout", "query timed out in expression evaluation");
    }
}
