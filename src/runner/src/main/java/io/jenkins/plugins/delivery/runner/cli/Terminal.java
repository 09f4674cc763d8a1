package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.runner.view.Style;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command talks to a person.
 *
 * @param out results
 * @param err log lines of commands whose result is read by a program, and errors
 * @param in answers of the person; null when nobody is there
 * @param colours whether colours are understood
 * @param environment of this process
 */
public record Terminal(
        PrintStream out, PrintStream err, BufferedReader in, boolean colours, Map<String, String> environment) {

    /** The terminal of this process. {@code NO_COLOR} turns colours off. */
    static Terminal system() {
        boolean interactive = interactive();
        Map<String, String> environment = System.getenv();
        boolean colours = interactive
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                interactive ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)) : null,
                colours,
                environment);
    }

    /** From Java 22 on there is a console object also when nobody sits there, and a method that tells. */
    private static boolean interactive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Whether this is a terminal cannot be told", e);
        }
    }

    Style style() {
        return new Style(colours);
    }
}
