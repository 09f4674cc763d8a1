package io.jenkins.plugins.delivery.runner.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line as a test uses it: the entry that {@code Main} calls, with a terminal in memory. */
final class Cli {

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {
        String all() {
            return out + err;
        }
    }

    private final Path folder;
    private final StopSignal stop = new StopSignal();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String answers;
    private Map<String, String> environment = Map.of();

    private Cli(Path folder) {
        this.folder = folder;
    }

    static Cli in(Path folder) {
        return new Cli(folder);
    }

    /** What the person at the terminal types. */
    Cli answering(String lines) {
        answers = lines;
        return this;
    }

    Cli environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    StopSignal stop() {
        return stop;
    }

    /** What was printed so far; for tests that look while a run goes on. */
    String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    Result execute(String... args) {
        BufferedReader in = answers == null ? null : new BufferedReader(new StringReader(answers));
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                in,
                false,
                environment);
        int code = new DeliveryCommand(terminal, stop).execute(args);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Writes a Jenkinsfile and runs it. */
    Result run(String script, String... options) {
        List<String> args = new ArrayList<>(List.of("run", jenkinsfile(script).toString(), "--verbose"));
        args.addAll(List.of(options));
        return execute(args.toArray(String[]::new));
    }

    Path jenkinsfile(String script) {
        try {
            return Files.writeString(folder.resolve("Jenkinsfile"), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
