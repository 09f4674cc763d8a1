package io.jenkins.plugins.delivery.engine.gate.watch;

import java.util.Set;
import java.util.function.Predicate;

/**
 * A decision on measured values, as people write it: {@code value < 0.01}, {@code max(values) <= 500ms and count(values) >= 3},
 * {@code value < baseline * 1.2}.
 *
 * <p>There are comparisons ({@code < <= > >= == !=}), {@code and or not}, {@code + - * /}, parentheses; {@code value} of the only
 * series, {@code baseline}, and {@code min max avg sum count} of {@code values}; numbers may end with {@code %}, {@code ms} or
 * {@code s}, which mean hundredths and seconds. It is read by {@link ConditionParser}; nothing of it is ever a script.
 */
final class Condition {

    /** A number that a comparison needs is none: 0/0, for example. Neither yes nor no. */
    static final class Undecidable extends Exception {
        private static final long serialVersionUID = 1L;

        Undecidable(String message) {
            super(message);
        }
    }

    /** Carries {@link Undecidable} through the functions that a condition is made of. */
    static final class NoNumber extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoNumber() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private final Set<String> names;
    private final Predicate<Reading> decision;

    Condition(String text, Set<String> names, Predicate<Reading> decision) {
        this.text = text;
        this.names = Set.copyOf(names);
        this.decision = decision;
    }

    /** @throws IllegalArgumentException with a clause that names the place */
    static Condition parse(String text) {
        return new ConditionParser(text).condition();
    }

    /** @throws Undecidable when a comparison has no number on one side */
    boolean holds(Reading reading) throws Undecidable {
        try {
            return decision.test(reading);
        } catch (NoNumber e) {
            throw new Undecidable("'" + text + "' has no number to compare");
        }
    }

    /** Whether it speaks of {@code value}, which only one series has. */
    boolean needsOne() {
        return names.contains("value");
    }

    boolean needsBaseline() {
        return names.contains("baseline");
    }

    @Override
    public String toString() {
        return text;
    }
}
