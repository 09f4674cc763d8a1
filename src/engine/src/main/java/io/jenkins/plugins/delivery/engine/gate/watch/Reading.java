package io.jenkins.plugins.delivery.engine.gate.watch;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a condition looks at.
 *
 * @param values one number of each series, NaN left out; at least one
 * @param baseline the number to compare with; empty when there is none
 */
record Reading(List<Double> values, OptionalDouble baseline) {

    Reading {
        values = List.copyOf(values);
    }

    /** The number of the only series. Not to be asked when there are several. */
    double value() {
        return values.get(0);
    }
}
