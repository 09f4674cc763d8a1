package io.jenkins.plugins.delivery.engine.card;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Texts from a cluster or a commit made harmless: one line, no terminal sequences, no characters that nobody sees or that turn the
 * direction of writing, nothing that has the form of a secret.
 */
final class Inert {

    /** What is looked at of one text, far more than is ever shown: a secret that is cut here is not seen. */
    private static final int CONSIDERED = 4000;

    private static final char CUT = '…';
    private static final String HIDDEN = "****";

    /** ECMA-48 control sequences, operating system commands, and any other two-character escape. */
    private static final Pattern ESCAPES = Pattern.compile(
            "\u001b\\[[0-?]{0,64}[ -/]{0,8}[@-~]?|\u001b\\][^\u0007\u001b]{0,512}(?:\u0007|\u001b\\\\)?|\u001b.?");

    /** Forms of secrets that programs print; every repetition is bounded, so that no text makes them slow. */
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("(?i)(?<keep>\\bauthorization[\"']?\\s{0,4}[:=]\\s{0,4}(?:(?:basic|bearer)\\s{1,4})?)"
                    + "[^\\s,;\"']{1,2000}"),
            Pattern.compile("(?i)(?<keep>\\bbearer\\s{1,4})[A-Za-z0-9._~+/=-]{8,2000}"),
            Pattern.compile(
                    "(?i)(?<keep>(?:passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key"
                            + "|credentials?)[A-Za-z0-9_.-]{0,20}[\"']?\\s{0,4}[:=]\\s{0,4})"
                            + "(?:\"[^\"]{1,2000}\"?|'[^']{1,2000}'?|[^\\s,;&\"']{1,2000})"),
            Pattern.compile("(?<keep>[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\\s/:@]{0,100}:)[^\\s/@]{1,500}(?=@)"),
            Pattern.compile("(?<keep>)\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
            Pattern.compile("(?<keep>)\\bgh[pousr]_[A-Za-z0-9]{20,255}|\\bgithub_pat_[A-Za-z0-9_]{20,255}"
                    + "|\\bglpat-[A-Za-z0-9_-]{15,100}|\\bxox[abeoprs]-[A-Za-z0-9-]{10,250}"),
            Pattern.compile(
                    "(?<keep>)\\beyJ[A-Za-z0-9_-]{8,2000}\\.[A-Za-z0-9_-]{8,2000}(?:\\.[A-Za-z0-9_-]{0,2000})?"),
            Pattern.compile("(?<keep>)-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.{0,4000}"));

    private final UnaryOperator<String> redactor;

    /** @param redactor takes out the secrets that this run has handed out */
    Inert(UnaryOperator<String> redactor) {
        this.redactor = redactor;
    }

    /** The text on one line, at most so many characters long; empty for null. */
    String line(String text, int most) {
        if (text == null) {
            return "";
        }
        String considered = text.length() <= CONSIDERED ? text : text.substring(0, CONSIDERED);
        String plain = visible(ESCAPES.matcher(redactor.apply(considered)).replaceAll(""));
        // Once more: what was hidden between the characters of a secret is gone now.
        String clean = redactor.apply(plain);
        for (Pattern secret : SECRETS) {
            clean = secret.matcher(clean).replaceAll("${keep}" + HIDDEN);
        }
        return cut(clean.strip(), most);
    }

    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Math.max(1, most - 1);
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    private static String visible(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (Character.getType(character)) {
                case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {}
                case Character.CONTROL,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SPACE_SEPARATOR -> clean.append(' ');
                default -> clean.appendCodePoint(character);
            }
        });
        return clean.toString();
    }
}
