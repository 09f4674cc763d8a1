package io.jenkins.plugins.delivery.engine.gate.tool;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.process.BoundedOutput;
import io.jenkins.plugins.delivery.engine.process.CleanEnvironment;
import io.jenkins.plugins.delivery.engine.process.ProcessTree;
import io.jenkins.plugins.delivery.engine.process.SearchPath;
import io.jenkins.plugins.delivery.engine.process.SessionDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the agent, for the calls of one gate. Its arguments are a vector that no shell sees, so strings from outside may stand in
 * them (after {@code --} where the program takes that for the end of its options). It gets a home and a directory for temporary files
 * that nobody else reads and that vanish on {@link #close}, nothing to read on standard input, and of the environment only where
 * programs, proxies and certificates are, beside what a call gives it.
 */
public final class Tool implements AutoCloseable {

    /** Most bytes of standard output that are kept; more than any report that is read from there. */
    private static final int MOST_OUTPUT = 32 << 20;

    /** Most bytes of the beginning of the error output that are kept while it is written. */
    private static final int MOST_MESSAGES = 64 << 10;

    /** How long the rest of the output may take after the program has ended. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(5);

    /** How long it may take to end by itself after a timeout or an abort, for example to give up a lock. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String name;
    private final Path program;
    private final EngineContext context;
    private final SessionDirectory home;

    private Tool(String name, Path program, EngineContext context) {
        this.name = name;
        this.program = program;
        this.context = context;
        this.home = SessionDirectory.create("tool");
    }

    /**
     * Opens a session with a program.
     *
     * @param program a name, which is looked for on the PATH of the run, or a path: absolute for a program of the agent, else below the
     *     work directory
     * @throws TerminalException when it is not there
     */
    public static Tool open(String program, EngineContext context) {
        return new Tool(nameOf(program), find(program, context), context);
    }

    /**
     * One call, in the work directory.
     *
     * @param program as of {@link #open}
     */
    public static ToolEnding run(
            String program,
            List<String> arguments,
            Map<String, String> environment,
            Duration timeout,
            EngineContext context)
            throws InterruptedException {
        try (Tool tool = open(program, context)) {
            return tool.call(arguments, environment, timeout);
        }
    }

    private static String nameOf(String program) {
        return program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
    }

    private static Path find(String program, EngineContext context) {
        String advice = "Install it there, or name the program with its path.";
        if (nameOf(program).equals(program)) {
            return SearchPath.of(context.environment())
                    .find(program)
                    .orElseThrow(
                            () -> new TerminalException("No " + program + " is on the PATH of this agent.", advice));
        }
        Path named = Path.of(program);
        Path file = named.isAbsolute() ? named : WorkspacePath.resolve(context.workDir(), program, nameOf(program));
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            throw new TerminalException("There is no program " + program + " on this agent.", advice);
        }
        return file;
    }

    /** A directory of the session, for reports and settings; it vanishes on {@link #close}. */
    public Path directory(String inside) {
        return home.directory(inside);
    }

    /** {@link #call(Path, List, Map, Duration)} in the work directory. */
    public ToolEnding call(List<String> arguments, Map<String, String> environment, Duration timeout)
            throws InterruptedException {
        return call(context.workDir(), arguments, environment, timeout);
    }

    /**
     * Runs the program to its end, whatever its exit code is. What it says comes back without the secrets of the run.
     *
     * @param directory in which it runs
     * @param environment what it gets beside the few variables of every program; the place for secrets and for strings from outside
     * @throws RetryableException when it does not end in time; it and what it has started are dead then
     * @throws TerminalException when it cannot be started
     */
    public ToolEnding call(Path directory, List<String> arguments, Map<String, String> environment, Duration timeout)
            throws InterruptedException {
        ToolEnding ending = read(directory, arguments, environment, timeout);
        return new ToolEnding(ending.exit(), clean(ending.output()), clean(ending.messages()), ending.cut());
    }

    /** The same for what is compared and not shown: it comes back as the program said it, with secrets. */
    public ToolEnding read(Path directory, List<String> arguments, Map<String, String> environment, Duration timeout)
            throws InterruptedException {
        Process process = start(directory, arguments, environment);
        String thread = name + "-" + process.pid();
        try {
            BoundedOutput output = BoundedOutput.of(process.getInputStream(), MOST_OUTPUT, thread + "-out");
            BoundedOutput messages = BoundedOutput.of(process.getErrorStream(), MOST_MESSAGES, thread + "-err");
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RetryableException(
                        name + " did not end within " + Durations.text(timeout) + " and was stopped.",
                        "Give it more time (timeout), or check what it waits for.",
                        null);
            }
            output.join(LAST_OUTPUT.toMillis());
            messages.join(LAST_OUTPUT.toMillis());
            return new ToolEnding(process.exitValue(), output.text(), messages.end(), output.cut());
        } finally {
            ProcessTree.end(process, GRACE);
        }
    }

    private String clean(String text) {
        return context.redactor().redact(text);
    }

    private Process start(Path directory, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> variables = CleanEnvironment.applyTo(builder, context.environment());
        variables.put("HOME", home.path().toString());
        variables.put("TMPDIR", home.directory("tmp").toString());
        variables.putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new TerminalException(
                    "The program " + program + " cannot be started (" + e.getMessage() + ").",
                    "Check that it is made for this machine and may be run by the agent's user.",
                    e);
        }
    }

    @Override
    public void close() {
        home.close();
    }
}
