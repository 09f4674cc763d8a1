package io.jenkins.plugins.delivery.runner.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.SshSettings;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.runner.host.Archive;
import io.jenkins.plugins.delivery.runner.host.BuildResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code step}: one operation of the catalogue; its result on standard output, its log on standard error. */
@Command(
        name = "step",
        description =
                "Runs one delivery step. Without a name, or with a name and --help: what steps and parameters there are.")
final class StepCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Variables of a run that steps read. */
    private static final List<String> RUN_VARIABLES = List.of(
            "BRANCH_NAME",
            "BUILD_URL",
            "CHANGE_BRANCH",
            "CHANGE_ID",
            "CHANGE_TARGET",
            "GIT_COMMIT",
            "GIT_PREVIOUS_SUCCESSFUL_COMMIT",
            "KUBECONFIG");

    private final Terminal terminal;
    private final StopSignal stop;
    private Archive archive;

    @Parameters(index = "0", arity = "0..1", paramLabel = "<name>", description = "Name of the step.")
    private String name;

    @Option(
            names = "--set",
            paramLabel = "key=value",
            description = "A parameter; a.b=c makes a map, @file reads YAML, [..] and {..} are JSON. Repeatable.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--workdir",
            paramLabel = "DIR",
            description = "The checkout to work on; otherwise the current one.")
    private Path workDir = Path.of("");

    @Option(names = "--json", description = "Prints exactly one JSON object: the result, or the error.")
    private boolean json;

    @Option(names = "--dry-run", description = "Reads, decides and reports, and changes nothing.")
    private boolean dryRun;

    @Option(
            names = "--artifacts",
            paramLabel = "DIR",
            description =
                    "Keeps there what the step attaches; otherwise the folder delivery-artifacts, which Git ignores.")
    private Path artifacts;

    @Option(names = "--credentials", paramLabel = "FILE", description = FileSecrets.HELP)
    private Path credentials;

    @Option(names = "--verbose", description = "Shows stack traces.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            description = "Lists steps, or the parameters of the named one.")
    private boolean help;

    StepCommand(Terminal terminal, StopSignal stop) {
        this.terminal = terminal;
        this.stop = stop;
    }

    @Override
    public Integer call() {
        EngineContext context = null;
        try {
            if (name == null || help) {
                new StepHelp(terminal.out(), terminal.style()).print(name);
                return ExitCode.SUCCESS;
            }
            OperationDescriptor<?, ?> step = OperationCatalog.named(name);
            Map<String, Object> arguments = StepSettings.parse(settings);
            context = context();
            step.bind(arguments);
            print(result(run(step, arguments, context)));
            return ExitCode.SUCCESS;
        } catch (DeliveryException e) {
            fail(e, context);
            return e instanceof InvalidInputException ? ExitCode.USAGE : ExitCode.FAILURE;
        } catch (RuntimeException e) {
            String sentence = "The step " + name + " failed unexpectedly: " + e;
            printError(context == null ? sentence : context.redactor().redact(sentence), "internal", List.of());
            if (verbose) {
                e.printStackTrace(terminal.err());
            }
            return ExitCode.FAILURE;
        } catch (InterruptedException e) {
            printError("Stopped from outside; the log above says what is true now.", "interrupted", List.of());
            return BuildResult.ABORTED.exitCode();
        }
    }

    private Map<String, Object> run(
            OperationDescriptor<?, ?> step, Map<String, Object> arguments, EngineContext context)
            throws InterruptedException {
        Thread worker = Thread.currentThread();
        try (StopSignal.Registration ignored = stop.register(reason -> worker.interrupt())) {
            return step.run(arguments, context).toMap();
        }
    }

    private EngineContext context() {
        Path directory = workDir.toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw new InvalidInputException("--workdir", List.of(directory + " is not a directory."));
        }
        archive = archive(directory);
        return EngineContext.in(directory)
                .attachments(archive)
                .log(log())
                .secrets(FileSecrets.of(credentials, terminal.environment()))
                .ssh(SshSettings.STRICT.withMachineKeys())
                .environment(runVariables())
                .dryRun(dryRun)
                .build();
    }

    /** A folder of our own among the files of a checkout is none of them. */
    private Archive archive(Path directory) {
        return artifacts == null
                ? Archive.ignoredByGit(directory.resolve("delivery-artifacts"))
                : new Archive(artifacts, artifacts);
    }

    /** Inside a build the variables of that build count; on a laptop there are none but that of the cluster. */
    private Map<String, String> runVariables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : RUN_VARIABLES) {
            String value = terminal.environment().get(variable);
            if (value != null) {
                variables.put(variable, value);
            }
        }
        return variables;
    }

    private DeliveryLog log() {
        return new DeliveryLog() {
            @Override
            public void info(String message) {
                terminal.err().println(message);
            }

            @Override
            public void warn(String message) {
                terminal.err().println(terminal.style().warning(message));
            }
        };
    }

    private Map<String, Object> result(Map<String, Object> result) {
        List<String> kept = kept();
        if (kept.isEmpty()) {
            return result;
        }
        Map<String, Object> all = new LinkedHashMap<>(result);
        all.put("artifacts", kept);
        return all;
    }

    /** Where the attached files are. */
    private List<String> kept() {
        return archive == null
                ? List.of()
                : archive.paths().stream().map(Path::toString).toList();
    }

    private void print(Map<String, Object> result) {
        if (json) {
            terminal.out().println(write(result));
        } else {
            result.forEach((key, value) -> terminal.out().println(key + ": " + value));
        }
    }

    private void fail(DeliveryException exception, EngineContext context) {
        String message = exception.getMessage();
        List<String> problems = exception instanceof InvalidInputException invalid ? invalid.problems() : List.of();
        if (context != null) {
            message = context.redactor().redact(message);
            problems = problems.stream().map(context.redactor()::redact).toList();
        }
        if (exception instanceof GateFailedException gate && !json) {
            gate.result().forEach((key, value) -> terminal.err().println(key + ": " + value));
        }
        printError(message, type(exception), problems);
        if (verbose) {
            exception.printStackTrace(terminal.err());
        }
    }

    /** What the caller can do about it, as a word: correct the input, try again, accept the verdict, look at the remote. */
    private static String type(DeliveryException exception) {
        return exception
                .getClass()
                .getSimpleName()
                .replaceFirst("Exception$", "")
                .replaceAll("(?<=.)([A-Z])", "-$1")
                .toLowerCase(java.util.Locale.ROOT);
    }

    private void printError(String sentence, String type, List<String> problems) {
        if (json) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("error", sentence);
            error.put("type", type);
            error.put("problems", problems);
            if (!kept().isEmpty()) {
                error.put("artifacts", kept());
            }
            terminal.out().println(write(error));
        } else {
            kept().forEach(file -> terminal.err().println("artifact: " + file));
            terminal.err().println(sentence);
        }
    }

    private static String write(Map<String, Object> map) {
        try {
            return JSON.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result holds something that is no plain value", e);
        }
    }
}
