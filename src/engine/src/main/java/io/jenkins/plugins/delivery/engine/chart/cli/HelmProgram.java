package io.jenkins.plugins.delivery.engine.chart.cli;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.HelmException;
import io.jenkins.plugins.delivery.engine.chart.HelmHome;
import io.jenkins.plugins.delivery.engine.process.BoundedOutput;
import io.jenkins.plugins.delivery.engine.process.ProcessTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A helm program with a home of its own. Its arguments are a vector that no shell sees; a secret goes to standard input. */
final class HelmProgram implements AutoCloseable {

    /** Most bytes of an answer; more than any cluster takes as one release. */
    private static final int MOST_OUTPUT = 32 << 20;

    /** Most bytes of warnings and errors. */
    private static final int MOST_MESSAGES = 64 << 10;

    /** How long the rest of the output may take after the program has ended. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(5);

    private final Path file;
    private final HelmHome home;

    HelmProgram(Path file, HelmHome home) {
        this.file = file;
        this.home = home;
    }

    /**
     * How a call ended.
     *
     * @param exit 0 when Helm is content
     * @param output of the standard output
     * @param messages of the standard error output; the beginning when there are very many
     */
    record Ending(int exit, String output, String messages) {}

    Path file() {
        return file;
    }

    /** The directory of this session. */
    Path home() {
        return home.path();
    }

    /** As {@link #call(Duration, String, List)}, with nothing to read. */
    Ending call(Duration timeout, List<String> arguments) throws InterruptedException {
        return call(timeout, "", arguments);
    }

    /**
     * Runs the program to its end.
     *
     * @param input what it reads from standard input
     * @throws RetryableException when it does not end in time; it and what it has started are dead then
     * @throws HelmException when it writes more than is reasonable
     * @throws TerminalException when it cannot be started
     */
    Ending call(Duration timeout, String input, List<String> arguments) throws InterruptedException {
        return call(timeout, Duration.ZERO, input, arguments);
    }

    /**
     * As {@link #call(Duration, String, List)}, with nothing to read, but asked to end before it is killed.
     *
     * @param grace how long it may take to end by itself after a timeout or an interrupt
     */
    Ending call(Duration timeout, Duration grace, List<String> arguments) throws InterruptedException {
        return call(timeout, grace, "", arguments);
    }

    private Ending call(Duration timeout, Duration grace, String input, List<String> arguments)
            throws InterruptedException {
        Process process = start(arguments);
        String name = "helm-" + process.pid();
        try {
            BoundedOutput output = BoundedOutput.of(process.getInputStream(), MOST_OUTPUT, name + "-out");
            BoundedOutput messages = BoundedOutput.of(process.getErrorStream(), MOST_MESSAGES, name + "-err");
            write(process, input);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RetryableException(
                        "Helm did not finish '" + arguments.get(0) + "' within " + Durations.text(timeout)
                                + " and was stopped.",
                        "Check that the registries and chart repositories it talks to are reachable.",
                        null);
            }
            output.join(LAST_OUTPUT.toMillis());
            messages.join(LAST_OUTPUT.toMillis());
            if (output.cut()) {
                throw new HelmException("it wrote more than the " + (MOST_OUTPUT >> 20) + " MB that are read of it");
            }
            return new Ending(process.exitValue(), output.text(), messages.text());
        } finally {
            // Asked first, Helm notes that the release failed.
            ProcessTree.end(process, grace);
        }
    }

    private Process start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        home.applyTo(builder);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new TerminalException(
                    "The program " + file + " cannot be started (" + e.getMessage() + ").",
                    "Check that it is a helm for this machine and may be run by the agent's user.",
                    e);
        }
    }

    private static void write(Process process, String input) {
        try (OutputStream standardInput = process.getOutputStream()) {
            standardInput.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading, and says why itself.
            return;
        }
    }

    @Override
    public void close() {
        home.close();
    }
}
