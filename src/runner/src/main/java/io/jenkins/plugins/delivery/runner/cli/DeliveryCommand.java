package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.runner.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command {@code delivery} with its subcommands. */
@Command(
        name = "delivery",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Git-Flow Delivery on this machine, without Jenkins.",
        synopsisSubcommandLabel = "(plan | run | sandbox | step | lint)")
public final class DeliveryCommand {

    private final Terminal terminal;
    private final StopSignal stop;
    private final Sandbox.Opener sandboxes;

    DeliveryCommand(Terminal terminal, StopSignal stop) {
        this(terminal, stop, Sandbox::open);
    }

    /** @param sandboxes what brings up the surroundings of {@code run --sandbox} */
    public DeliveryCommand(Terminal terminal, StopSignal stop, Sandbox.Opener sandboxes) {
        this.terminal = terminal;
        this.stop = stop;
        this.sandboxes = sandboxes;
    }

    /** For the terminal of this process. */
    public static DeliveryCommand system(StopSignal stop) {
        return new DeliveryCommand(Terminal.system(), stop);
    }

    /** Runs one command line and gives the exit code; never ends the process. */
    public int execute(String... args) {
        CommandLine command = new CommandLine(this)
                .addSubcommand(new PlanCommand(terminal))
                .addSubcommand(new RunCommand(terminal, stop, sandboxes))
                .addSubcommand(new SandboxCommand(terminal, stop))
                .addSubcommand(new StepCommand(terminal, stop))
                .addSubcommand(new LintCommand(terminal))
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(this::refused)
                .setParameterExceptionHandler(this::misunderstood);
        return command.execute(args);
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private int refused(Exception exception, CommandLine command, ParseResult result) throws Exception {
        if (exception instanceof DeliveryException) {
            terminal.err().println(exception.getMessage());
            return ExitCode.USAGE;
        }
        String name = command.getCommandName();
        terminal.err().println(sentence(name, exception));
        if (result.originalArgs().contains("--verbose")) {
            exception.printStackTrace(terminal.err());
        }
        return ExitCode.FAILURE;
    }

    /** Files tell in their own message what could not be done; anything else is a fault of this program. */
    private static String sentence(String command, Exception exception) {
        boolean file = exception instanceof IOException || exception instanceof UncheckedIOException;
        return file && exception.getMessage() != null
                ? exception.getMessage()
                : "The command " + command + " failed unexpectedly: " + exception + ". --verbose shows where.";
    }

    private int misunderstood(CommandLine.ParameterException exception, String[] args) {
        terminal.err().println(exception.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, writer(terminal.err()));
        terminal.err()
                .println("Run '" + exception.getCommandLine().getCommandSpec().qualifiedName()
                        + " --help' for what there is.");
        return ExitCode.USAGE;
    }
}
