package io.jenkins.plugins.delivery.engine.notify;

/**
 * Texts from outside made inert for Slack: {@code & < >} are escaped (Slack, "Formatting message text", Escaping text), so that
 * nothing becomes a mention, a channel reference or a link; colour codes, control characters and direction overrides are dropped.
 * Lengths keep to a limit without cutting an escape or a character in two.
 */
final class Mrkdwn {

    private static final String CUT = "…";

    private Mrkdwn() {}

    /** Without what nobody sees: colour codes, control characters, direction overrides, space around the text. */
    static String clean(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "")
                .replaceAll("[\\p{Cc}&&[^\n\t]]|[\u202a-\u202e\u2066-\u2069]", "")
                .strip();
    }

    /** A clean text, escaped, line breaks kept, at most this long. */
    static String block(String text, int longest) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return escaped.length() <= longest ? escaped : cut(escaped, longest - CUT.length()) + CUT;
    }

    /** On one line, at most this long. */
    static String line(String text, int longest) {
        return block(text.replaceAll("\\s+", " "), longest);
    }

    /** The inside of a code block: nothing in it can end the block. */
    static String code(String text, int longest) {
        return block(text.replace("```", "'''"), longest);
    }

    /** A link with a label of ours; empty for anything but an http or https address. */
    static String link(String url, String label) {
        if (url == null || !url.matches("https?://[^\\s<>|\"]+")) {
            return "";
        }
        return "<" + url.replace("&", "&amp;") + "|" + label + ">";
    }

    /** Every ampersand of an escaped text begins an escape, which ends with the next semicolon. */
    private static String cut(String escaped, int end) {
        int ampersand = escaped.lastIndexOf('&', end - 1);
        int whole = ampersand >= 0 && escaped.indexOf(';', ampersand) >= end ? ampersand : end;
        boolean halfCharacter = whole > 0 && Character.isHighSurrogate(escaped.charAt(whole - 1));
        return escaped.substring(0, halfCharacter ? whole - 1 : whole);
    }
}
