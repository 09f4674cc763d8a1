package io.jenkins.plugins.delivery.engine.card;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Texts from outside for Markdown: harmless by the rules of a card, and shown as code. */
public final class Plain {

    private static final Inert INERT = new Inert(UnaryOperator.identity());
    private static final int LONGEST_LINE = 400;

    private Plain() {}

    /** On one line, at most so many characters. */
    public static String line(String text, int most) {
        return INERT.line(text, most);
    }

    /** Line by line, so many characters at most. */
    public static List<String> lines(String text, int most) {
        List<String> lines = new ArrayList<>();
        int left = most;
        for (String line : text.strip().lines().toList()) {
            String clean = indent(line) + INERT.line(line, LONGEST_LINE);
            if (clean.length() > left) {
                lines.add("…");
                break;
            }
            left -= clean.length();
            lines.add(clean);
        }
        return lines;
    }

    private static String indent(String line) {
        return " ".repeat(Math.min(20, line.length() - line.stripLeading().length()));
    }

    /** A code span. */
    public static String code(String text) {
        return CardMarkdown.code(text);
    }

    /** A code block. */
    public static String code(List<String> lines) {
        return CardMarkdown.block(lines).stripTrailing();
    }
}
