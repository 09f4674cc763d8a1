package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the measurements of one metric came to so far. Immutable; saved with the wait as plain values, of bounded size however long the
 * watch is.
 */
final class Tally {

    /** Measurements that were not good and are kept word for word. */
    private static final int MOST_NOTES = 10;

    static final Tally EMPTY = new Tally(Map.of());

    private final Map<String, Object> state;

    private Tally(Map<String, Object> state) {
        this.state = state;
    }

    static Tally of(Map<?, ?> saved) {
        Map<String, Object> copy = new LinkedHashMap<>();
        saved.forEach((key, value) -> copy.put((String) key, value));
        return new Tally(copy);
    }

    /** For the ticket; the inverse of {@link #of}. */
    Map<String, Object> toMap() {
        return state;
    }

    /** The same and one measurement more. */
    Tally plus(Measurement measurement) {
        Map<String, Object> next = new LinkedHashMap<>(state);
        Outcome outcome = measurement.outcome();
        next.put(key(outcome), count(outcome) + 1);
        if (outcome == Outcome.MISSED) {
            return new Tally(next);
        }
        next.put("errorsInRow", outcome == Outcome.ERRORED ? number("errorsInRow") + 1 : 0);
        if (outcome != Outcome.ERRORED) {
            next.put("successesInRow", outcome == Outcome.SUCCESSFUL ? number("successesInRow") + 1 : 0);
        }
        next.put("last", key(outcome));
        if (measurement.value() == null && outcome != Outcome.ERRORED) {
            next.put("noData", number("noData") + 1);
        }
        if (measurement.value() != null) {
            double value = measurement.value();
            next.put("value", Numbers.plain(value));
            next.put("min", Numbers.plain(Math.min(value, state.containsKey("min") ? of("min") : value)));
            next.put("max", Numbers.plain(Math.max(value, state.containsKey("max") ? of("max") : value)));
        }
        if (measurement.baseline() != null) {
            next.put("baseline", Numbers.plain(measurement.baseline()));
        }
        if (outcome != Outcome.SUCCESSFUL) {
            next.put("notes", noted(measurement));
        }
        return new Tally(next);
    }

    /** The first ones and the newest. */
    private List<Object> noted(Measurement measurement) {
        List<Object> notes = new ArrayList<>(notes());
        if (notes.size() == MOST_NOTES) {
            notes.remove(MOST_NOTES - 1);
        }
        notes.add(Map.of(
                "at",
                measurement.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                "outcome",
                key(measurement.outcome()),
                "text",
                measurement.text()));
        return notes;
    }

    int count(Outcome outcome) {
        return number(key(outcome));
    }

    /** Measurements that saw something, or saw that there was nothing. */
    int counted() {
        return count(Outcome.SUCCESSFUL) + count(Outcome.FAILED) + count(Outcome.INCONCLUSIVE);
    }

    /** How many questions in a row had no answer. */
    int errorsInRow() {
        return number("errorsInRow");
    }

    /** How many of those had nothing to measure, whatever that was taken for. */
    int withoutData() {
        return number("noData");
    }

    /** What was not good: maps with {@code at}, {@code outcome} and {@code text}. */
    List<Map<String, String>> notes() {
        List<Map<String, String>> notes = new ArrayList<>();
        for (Object note : (List<?>) state.getOrDefault("notes", List.of())) {
            Map<String, String> copy = new LinkedHashMap<>();
            ((Map<?, ?>) note).forEach((key, value) -> copy.put((String) key, (String) value));
            notes.add(copy);
        }
        return notes;
    }

    /** The newest measurement of a kind; empty when there was none. */
    Optional<Map<String, String>> newest(Outcome outcome) {
        return notes().stream()
                .filter(note -> note.get("outcome").equals(key(outcome)))
                .reduce((first, second) -> second);
    }

    /**
     * The decision on this metric, once there is one.
     *
     * @param rounds how many measurements are enough
     */
    Optional<GateVerdict> verdict(Limits limits, int rounds) {
        if (count(Outcome.FAILED) > limits.failureLimit()) {
            return Optional.of(GateVerdict.FAILED);
        }
        if (count(Outcome.INCONCLUSIVE) > limits.inconclusiveLimit() || number("errorsInRow") > limits.errorLimit()) {
            return Optional.of(GateVerdict.ERRORED);
        }
        boolean early = limits.consecutiveSuccesses() > 0;
        if (early && number("successesInRow") >= limits.consecutiveSuccesses()) {
            return Optional.of(GateVerdict.PASSED);
        }
        if (counted() < rounds) {
            return Optional.empty();
        }
        if (early) {
            return Optional.of(count(Outcome.FAILED) > 0 ? GateVerdict.FAILED : GateVerdict.ERRORED);
        }
        // A bad measurement that is borne at the end may be the first of many: the watch goes on until a good one or
        // too many.
        return key(Outcome.SUCCESSFUL).equals(state.get("last")) ? Optional.of(GateVerdict.PASSED) : Optional.empty();
    }

    /** Number of the measurement's kind, or of what {@code plus} counts. */
    private int number(String key) {
        return ((Number) state.getOrDefault(key, 0)).intValue();
    }

    /** One of {@code value}, {@code min}, {@code max} and {@code baseline}; empty before there was one. */
    Optional<Object> seen(String key) {
        return Optional.ofNullable(state.get(key));
    }

    private double of(String key) {
        return Numbers.of(state.get(key));
    }

    static String key(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
