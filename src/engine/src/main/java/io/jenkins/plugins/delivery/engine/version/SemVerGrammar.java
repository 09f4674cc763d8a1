package io.jenkins.plugins.delivery.engine.version;

import java.util.function.Predicate;

/**
 * The grammar of Semantic Versioning 2.0.0 ("Backus-Naur Form Grammar for Valid SemVer Versions"). Written out and not as one
 * regular expression, because Java's nested repetition overflows the stack on long tags.
 */
final class SemVerGrammar {

    private SemVerGrammar() {}

    /** A numeric identifier: digits without a leading zero. */
    static boolean isNumeric(String text) {
        return isDigits(text) && (text.length() == 1 || text.charAt(0) != '0');
    }

    static boolean isPreRelease(String text) {
        return allIdentifiers(text, part -> isIdentifier(part) && (!isDigits(part) || isNumeric(part)));
    }

    static boolean isBuild(String text) {
        return allIdentifiers(text, SemVerGrammar::isIdentifier);
    }

    private static boolean allIdentifiers(String text, Predicate<String> legal) {
        for (String part : text.split("\\.", -1)) {
            if (!legal.test(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(
                                c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-');
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
