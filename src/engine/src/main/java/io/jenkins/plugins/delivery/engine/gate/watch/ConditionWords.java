package io.jenkins.plugins.delivery.engine.gate.watch;

import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What the comparisons and functions of a condition mean. */
final class ConditionWords {

    private static final Map<String, BiPredicate<Double, Double>> COMPARISONS = Map.of(
            "<", (a, b) -> a < b,
            "<=", (a, b) -> a <= b,
            ">", (a, b) -> a > b,
            ">=", (a, b) -> a >= b,
            "==", (a, b) -> a.doubleValue() == b,
            "!=", (a, b) -> a.doubleValue() != b);

    private static final Map<String, ToDoubleFunction<DoubleStream>> FUNCTIONS = Map.of(
            "min", values -> values.min().orElse(Double.NaN),
            "max", values -> values.max().orElse(Double.NaN),
            "avg", values -> values.average().orElse(Double.NaN),
            "sum", DoubleStream::sum,
            "count", DoubleStream::count);

    private ConditionWords() {}

    static boolean compares(String sign) {
        return COMPARISONS.containsKey(sign);
    }

    /** A comparison that throws {@link Condition.NoNumber} when a side of it is NaN. */
    static Predicate<Reading> comparison(String sign, ToDoubleFunction<Reading> left, ToDoubleFunction<Reading> right) {
        BiPredicate<Double, Double> compare = COMPARISONS.get(sign);
        return reading -> compare.test(known(left, reading), known(right, reading));
    }

    private static double known(ToDoubleFunction<Reading> side, Reading reading) {
        double number = side.applyAsDouble(reading);
        if (Double.isNaN(number)) {
            throw new Condition.NoNumber();
        }
        return number;
    }

    static boolean isFunction(String name) {
        return FUNCTIONS.containsKey(name);
    }

    /** A function of all values. */
    static ToDoubleFunction<Reading> ofValues(String name) {
        ToDoubleFunction<DoubleStream> function = FUNCTIONS.get(name);
        return reading -> function.applyAsDouble(reading.values().stream().mapToDouble(Double::doubleValue));
    }
}
