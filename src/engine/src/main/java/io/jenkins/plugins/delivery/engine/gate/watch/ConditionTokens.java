package io.jenkins.plugins.delivery.engine.gate.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a condition, one after the other. */
final class ConditionTokens {

    private static final int LONGEST = 500;

    private static final Pattern WORD =
            Pattern.compile("\\s*(?:(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?)(?<unit>%|[A-Za-z]+)?"
                    + "|(?<name>[A-Za-z]+)|(?<sign><=|>=|==|!=|&&|\\|\\||[<>!()+*/-]))");

    private static final Map<String, Double> UNITS = Map.of("%", 0.01, "ms", 0.001, "s", 1.0);

    /**
     * One word.
     *
     * @param text in lower case; empty at the end
     * @param number its value when it is a number, in seconds or as a fraction when it has a unit; else null
     * @param at where it begins, counted from 1
     */
    record Token(String text, Double number, int at) {}

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    /** @throws IllegalArgumentException for what is no word of the language */
    ConditionTokens(String source) {
        this.source = source;
        if (source.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a condition has at most " + LONGEST + " characters, not " + source.length());
        }
        Matcher word = WORD.matcher(source);
        int end = 0;
        while (word.lookingAt()) {
            tokens.add(token(word));
            end = word.end();
            word.region(end, source.length());
        }
        String rest = source.substring(end).stripLeading();
        if (!rest.isEmpty()) {
            throw problem("'" + rest.charAt(0) + "' is not known", source.length() - rest.length() + 1);
        }
        tokens.add(new Token("", null, source.length() + 1));
    }

    private Token token(Matcher word) {
        int at = word.end() - word.group().strip().length() + 1;
        String number = word.group("number");
        if (number == null) {
            return new Token(word.group().strip().toLowerCase(Locale.ROOT), null, at);
        }
        String unit = word.group("unit");
        if (unit != null && !UNITS.containsKey(unit)) {
            throw problem("'" + unit + "' is no unit; there are %, ms and s", at);
        }
        return new Token(word.group().strip(), Double.parseDouble(number) * (unit == null ? 1.0 : UNITS.get(unit)), at);
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token taken = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return taken;
    }

    /** Takes the next word when it is one of these. */
    boolean takes(String... texts) {
        if (!List.of(texts).contains(peek().text())) {
            return false;
        }
        take();
        return true;
    }

    void expect(String text) {
        if (!takes(text)) {
            throw unexpected("'" + text + "'");
        }
    }

    /** @param wanted what should stand where the next word stands */
    IllegalArgumentException unexpected(String wanted) {
        Token found = peek();
        return problem(
                "expected " + wanted + (found.text().isEmpty() ? " at the end" : ", not '" + found.text() + "'"),
                found.at());
    }

    IllegalArgumentException problem(String what, int at) {
        return new IllegalArgumentException("'" + source + "', character " + at + ": " + what);
    }
}
