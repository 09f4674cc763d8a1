package io.jenkins.plugins.delivery.engine.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern of Go's {@code path/filepath.Match}, which Helm's {@code .helmignore} uses (Go documentation of that function):
 * {@code *} and {@code ?} stop at a slash, {@code [a-z]} and {@code [^a-z]} are classes, a backslash quotes. Matching takes at most
 * length of pattern times length of name steps, so a hostile pattern costs no more than a long one.
 */
final class Glob {

    /** Stands among the tests of single characters for any number of characters that are no slash. */
    private static final IntPredicate STAR = character -> character != '/';

    /** Matches no name. */
    static final Glob NOTHING = nothing();

    private final List<IntPredicate> parts = new ArrayList<>();
    private final int[] pattern;
    private int at;

    private Glob(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    /** @throws IllegalArgumentException with a clause when the pattern is malformed */
    static Glob of(String pattern) {
        Glob glob = new Glob(pattern);
        while (glob.at < glob.pattern.length) {
            glob.parts.add(glob.part());
        }
        return glob;
    }

    private static Glob nothing() {
        Glob glob = new Glob("");
        glob.parts.add(character -> false);
        return glob;
    }

    private IntPredicate part() {
        int next = pattern[at++];
        return switch (next) {
            case '*' -> STAR;
            case '?' -> character -> character != '/';
            case '[' -> characterClass();
            case '\\' -> exactly(take("a backslash at its end quotes nothing"));
            default -> exactly(next);
        };
    }

    private static IntPredicate exactly(int wanted) {
        return character -> character == wanted;
    }

    private IntPredicate characterClass() {
        boolean negated = at < pattern.length && pattern[at] == '^';
        at += negated ? 1 : 0;
        IntPredicate any = character -> false;
        for (int ranges = 0; ranges == 0 || at >= pattern.length || pattern[at] != ']'; ranges++) {
            int low = inClass();
            int high = low;
            if (at < pattern.length && pattern[at] == '-') {
                at++;
                high = inClass();
            }
            int last = high;
            any = any.or(character -> low <= character && character <= last);
        }
        at++;
        return negated ? any.negate() : any;
    }

    private int inClass() {
        String open = "a '[' in it has no matching ']'";
        int next = take(open);
        if (next == '-' || next == ']') {
            throw new IllegalArgumentException("a class of characters in it is malformed");
        }
        int character = next == '\\' ? take(open) : next;
        if (at >= pattern.length) {
            throw new IllegalArgumentException(open);
        }
        return character;
    }

    private int take(String problem) {
        if (at >= pattern.length) {
            throw new IllegalArgumentException(problem);
        }
        return pattern[at++];
    }

    /** Whether the whole name matches. */
    boolean matches(String text) {
        int[] name = text.codePoints().toArray();
        int part = 0;
        int character = 0;
        int star = -1;
        int resume = 0;
        while (character < name.length || part < parts.size()) {
            if (part < parts.size() && parts.get(part) == STAR) {
                star = part++;
                resume = character;
            } else if (part < parts.size()
                    && character < name.length
                    && parts.get(part).test(name[character])) {
                part++;
                character++;
            } else if (star >= 0 && resume < name.length && STAR.test(name[resume])) {
                part = star + 1;
                character = ++resume;
            } else {
                return false;
            }
        }
        return true;
    }
}
