package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.gate.watch.ConditionTokens.Token;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Reads a {@link Condition} by recursive descent; {@code or} binds loosest, then {@code and}, {@code not}, comparisons, sums, products. */
final class ConditionParser {

    /** Parentheses, signs and negations inside each other; far above what people write, far below the stack. */
    private static final int DEEPEST = 50;

    /** A part of a condition: exactly one of the two is there. */
    private record Part(ToDoubleFunction<Reading> number, Predicate<Reading> truth, int at) {}

    private final String text;
    private final ConditionTokens tokens;
    private final Set<String> names = new LinkedHashSet<>();
    private int depth;

    /** @throws IllegalArgumentException with a clause that names the place */
    ConditionParser(String text) {
        this.text = text.strip();
        this.tokens = new ConditionTokens(this.text);
    }

    /** @throws IllegalArgumentException with a clause that names the place */
    Condition condition() {
        Predicate<Reading> decision = truth(either());
        if (!tokens.peek().text().isEmpty()) {
            throw tokens.unexpected("the end");
        }
        return new Condition(text, names, decision);
    }

    private Part either() {
        Part left = both();
        while (tokens.takes("or", "||")) {
            Predicate<Reading> first = truth(left);
            left = new Part(null, first.or(truth(both())), left.at());
        }
        return left;
    }

    private Part both() {
        Part left = negation();
        while (tokens.takes("and", "&&")) {
            Predicate<Reading> first = truth(left);
            left = new Part(null, first.and(truth(negation())), left.at());
        }
        return left;
    }

    private Part negation() {
        int at = tokens.peek().at();
        if (tokens.takes("not", "!")) {
            return deeper(() -> new Part(null, truth(negation()).negate(), at));
        }
        return comparison();
    }

    private Part comparison() {
        Part left = sum();
        Token sign = tokens.peek();
        if (!ConditionWords.compares(sign.text())) {
            return left;
        }
        tokens.take();
        ToDoubleFunction<Reading> first = number(left);
        ToDoubleFunction<Reading> second = number(sum());
        if (ConditionWords.compares(tokens.peek().text())) {
            throw tokens.unexpected("'and' between two comparisons");
        }
        return new Part(null, ConditionWords.comparison(sign.text(), first, second), left.at());
    }

    private Part sum() {
        Part left = product();
        while (true) {
            if (tokens.takes("+")) {
                left = joined(left, product(), Double::sum);
            } else if (tokens.takes("-")) {
                left = joined(left, product(), (a, b) -> a - b);
            } else {
                return left;
            }
        }
    }

    private Part product() {
        Part left = factor();
        while (true) {
            if (tokens.takes("*")) {
                left = joined(left, factor(), (a, b) -> a * b);
            } else if (tokens.takes("/")) {
                left = joined(left, factor(), (a, b) -> a / b);
            } else {
                return left;
            }
        }
    }

    private Part joined(Part left, Part right, DoubleBinaryOperator operator) {
        ToDoubleFunction<Reading> first = number(left);
        ToDoubleFunction<Reading> second = number(right);
        return new Part(
                reading -> operator.applyAsDouble(first.applyAsDouble(reading), second.applyAsDouble(reading)),
                null,
                left.at());
    }

    private Part factor() {
        Token token = tokens.take();
        if (token.number() != null) {
            double number = token.number();
            return new Part(reading -> number, null, token.at());
        }
        switch (token.text()) {
            case "-":
                return deeper(() -> {
                    ToDoubleFunction<Reading> positive = number(factor());
                    return new Part(reading -> -positive.applyAsDouble(reading), null, token.at());
                });
            case "(":
                return deeper(() -> {
                    Part inner = either();
                    tokens.expect(")");
                    return new Part(inner.number(), inner.truth(), token.at());
                });
            case "value":
                names.add("value");
                return new Part(Reading::value, null, token.at());
            case "baseline":
                names.add("baseline");
                return new Part(reading -> reading.baseline().orElse(Double.NaN), null, token.at());
            default:
                return function(token);
        }
    }

    private Part function(Token token) {
        if (!ConditionWords.isFunction(token.text())) {
            String found = token.text().isEmpty() ? "the end" : "'" + token.text() + "'";
            throw tokens.problem(
                    "expected a number, value, baseline, or min, max, avg, sum or count of (values), not " + found,
                    token.at());
        }
        tokens.expect("(");
        tokens.expect("values");
        tokens.expect(")");
        names.add("values");
        return new Part(ConditionWords.ofValues(token.text()), null, token.at());
    }

    private ToDoubleFunction<Reading> number(Part part) {
        if (part.number() == null) {
            throw tokens.problem("expected a number, not a comparison", part.at());
        }
        return part.number();
    }

    private Predicate<Reading> truth(Part part) {
        if (part.truth() == null) {
            throw tokens.problem("this is a number; compare it with another, for example 'value < 0.01'", part.at());
        }
        return part.truth();
    }

    private Part deeper(Supplier<Part> inner) {
        if (++depth > DEEPEST) {
            throw tokens.problem(
                    "this is nested more than " + DEEPEST + " times",
                    tokens.peek().at());
        }
        Part part = inner.get();
        depth--;
        return part;
    }
}
