package io.jenkins.plugins.delivery.runner.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of a failed run as it stands on the terminal.
 *
 * @param what the row What
 * @param where the row Where
 * @param why the row Why, its first line
 * @param next the row Next
 */
record FailureCard(String what, String where, String why, String next) {

    /** The card in an output; rows that are not there are empty. */
    static FailureCard in(String output) {
        return new FailureCard(row("What", output), row("Where", output), row("Why", output), row("Next", output));
    }

    private static String row(String label, String output) {
        Matcher matcher = Pattern.compile("(?m)^  " + label + " +(.*)$").matcher(output);
        return matcher.find() ? matcher.group(1) : "";
    }
}
