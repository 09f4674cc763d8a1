package io.jenkins.plugins.delivery.engine.gate.quality;

/** How people read measures of SonarQube. */
final class Measures {

    private static final int LONGEST = 60;

    private Measures() {}

    /** {@code new_coverage} is read as {@code new coverage}. */
    static String name(String metric) {
        return cut(metric.replace('_', ' '));
    }

    /** Ratings are numbers from 1 to 5 in the API and letters everywhere else. */
    static String text(String metric, String value) {
        if (metric.endsWith("_rating") && value.matches("[1-5](\\.0)?")) {
            return String.valueOf((char) ('A' + value.charAt(0) - '1'));
        }
        return cut(value);
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
