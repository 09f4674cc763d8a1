package io.jenkins.plugins.delivery.runner.view;

import io.jenkins.plugins.delivery.runner.model.RunStatus;

/** Colours of the terminal, or none. */
public final class Style {

    private static final String RESET = "\u001b[0m";

    private final boolean colours;

    public Style(boolean colours) {
        this.colours = colours;
    }

    /** The symbol of a status in its colour. */
    public String symbol(RunStatus status) {
        return switch (status) {
            case SUCCESS -> paint("32", status.symbol());
            case FAILED, ERRORED -> paint("31", status.symbol());
            case UNSTABLE, PAUSED -> paint("33", status.symbol());
            default -> paint("2", status.symbol());
        };
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String faint(String text) {
        return paint("2", text);
    }

    public String warning(String text) {
        return paint("33", text);
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
