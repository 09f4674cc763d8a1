package io.jenkins.plugins.delivery.engine.gate.tool;

import java.util.List;

/**
 * How a program ended. What it wrote may come from a pull request and may hold anything.
 *
 * @param exit code; which ones mean content is known to the caller
 * @param output of the standard output; the beginning when {@code cut}
 * @param messages of the standard error output; of very many the end
 * @param cut whether the output was longer than what is kept of it
 */
public record ToolEnding(int exit, String output, String messages, boolean cut) {

    /**
     * The last lines of what it said, of the error output when there is any, for messages.
     *
     * @param lines most of them
     */
    public String tail(int lines) {
        List<String> said = (messages.isBlank() ? output : messages)
                .lines()
                .map(line -> line.replaceAll("\\x1b\\[[0-9;?]*[A-Za-z]", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        return said.isEmpty()
                ? "it said nothing"
                : String.join("\n", said.subList(Math.max(0, said.size() - lines), said.size()));
    }
}
