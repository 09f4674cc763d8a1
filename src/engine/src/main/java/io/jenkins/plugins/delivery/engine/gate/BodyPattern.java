package io.jenkins.plugins.delivery.engine.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Looks for a regular expression in a body, and gives up on one that would take for ever (nested repetitions over a long text). */
final class BodyPattern {

    /** What came of it. */
    enum Look {
        FOUND,
        NOT_FOUND,
        TOO_LONG
    }

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private BodyPattern() {}

    /** Why an expression is refused; empty when it is fine. */
    static Optional<String> problemOf(String regex) {
        try {
            Pattern.compile(regex);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("'" + regex + "' is not a regular expression (" + e.getDescription() + ")");
        }
    }

    static Look look(String regex, String body) {
        try {
            boolean found = Pattern.compile(regex)
                    .matcher(new Limited(body, System.nanoTime() + LIMIT.toNanos()))
                    .find();
            return found ? Look.FOUND : Look.NOT_FOUND;
        } catch (OutOfTime | StackOverflowError e) {
            // Deep alternatives take the stack instead of the time.
            return Look.TOO_LONG;
        }
    }

    private static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfTime() {
            super(null, null, false, false);
        }
    }

    /** The matcher asks for every character, so here is where it can be stopped. */
    private record Limited(CharSequence text, long end) implements CharSequence {

        @Override
        public char charAt(int index) {
            if (System.nanoTime() - end > 0) {
                throw new OutOfTime();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Limited(text.subSequence(from, to), end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
