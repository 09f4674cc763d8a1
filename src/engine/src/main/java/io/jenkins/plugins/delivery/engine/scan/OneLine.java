package io.jenkins.plugins.delivery.engine.scan;

/**
 * Text from outside, made fit for a log: package names come out of the image that is judged, so they may hold line breaks, terminal
 * escapes or marks that turn the direction of writing.
 */
final class OneLine {

    private static final char CUT = '\u2026';

    private OneLine() {}

    /** The text in one line without invisible characters, at most so many characters long; empty for null. */
    static String of(String text, int most) {
        if (text == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), most));
        text.codePoints().limit(2L * most).map(OneLine::visible).forEach(clean::appendCodePoint);
        return cut(clean.toString().strip().replaceAll(" {2,}", " "), most);
    }

    /** At most so many characters, the last of them a mark when something is missing. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    private static int visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> ' ';
            default -> character;
        };
    }
}
