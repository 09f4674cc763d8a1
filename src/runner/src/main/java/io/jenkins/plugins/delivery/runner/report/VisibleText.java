package io.jenkins.plugins.delivery.runner.report;

import java.util.regex.Pattern;

/**
 * Texts from outside, made fit for a page: colour codes are dropped; control characters and those that change the direction of writing
 * are shown as a mark, so that a text cannot look like another one. Escaping for HTML is not done here but by the template.
 */
final class VisibleText {

    private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]");
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF]");

    private VisibleText() {}

    static String of(String text) {
        String plain = COLOURS.matcher(text.replace("\r\n", "\n")).replaceAll("");
        return INVISIBLE.matcher(plain).replaceAll("\uFFFD");
    }
}
