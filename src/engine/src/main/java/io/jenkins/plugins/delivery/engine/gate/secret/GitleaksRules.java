package io.jenkins.plugins.delivery.engine.gate.secret;

import java.nio.file.Path;

/**
 * The configuration that gitleaks gets: the rules of gitleaks or those of the team, and the one for card numbers. It is always given, so
 * that a configuration which merely lies in the tree of a change cannot switch rules off.
 */
final class GitleaksRules {

    private GitleaksRules() {}

    /** @param own configuration of the team; null for the rules of gitleaks */
    static String toml(Path own, boolean cards) {
        StringBuilder text = new StringBuilder("title = \"Rules of this scan\"\n\n[extend]\n");
        text.append(own == null ? "useDefault = true\n" : "path = " + quoted(own.toString()) + "\n");
        if (cards) {
            text.append("\n[[rules]]\nid = \"").append(CardNumbers.RULE).append("\"\n");
            text.append("description = \"Number of a payment card.\"\n");
            text.append("regex = '''").append(CardNumbers.REGEX).append("'''\nsecretGroup = 1\n");
        }
        return text.toString();
    }

    /** A basic string of TOML 1.0. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            if (character < 0x20 || character == 0x7f) {
                quoted.append(String.format("\\u%04x", (int) character));
            } else {
                quoted.append(character == '"' || character == '\\' ? "\\" : "").append(character);
            }
        }
        return quoted.append('"').toString();
    }
}
