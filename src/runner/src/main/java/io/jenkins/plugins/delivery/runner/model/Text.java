package io.jenkins.plugins.delivery.runner.model;

/** Absent strings of the model are empty, never null. */
final class Text {

    private Text() {}

    static String of(String value) {
        return value == null ? "" : value;
    }
}
