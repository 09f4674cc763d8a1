package io.jenkins.plugins.delivery.engine.gate.terraform;

import java.util.Locale;

/** How grave a finding is, gravest last; the words of TFLint. */
public enum TerraformSeverity {
    NOTICE,
    WARNING,
    ERROR;

    /** As parameters and results show it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of a word of a program; what nobody knows counts as an error. */
    static TerraformSeverity of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "notice", "info", "note" -> NOTICE;
            case "warning", "low", "medium" -> WARNING;
            default -> ERROR;
        };
    }
}
