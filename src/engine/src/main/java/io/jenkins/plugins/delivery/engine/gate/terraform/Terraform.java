package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.gate.tool.Tool;
import io.jenkins.plugins.delivery.engine.gate.tool.ToolEnding;
import io.jenkins.plugins.delivery.engine.process.SearchPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Terraform or OpenTofu as a program of the agent. It gets the variables of the run that the request names, and the values of variables in
 * the environment, so that none is on a command line.
 */
final class Terraform implements AutoCloseable {

    private static final String AUTO = "auto";

    private static final String VARIABLE = "TF_VAR_";

    /** What a registry, a proxy or a network says that is better the next time. */
    private static final Pattern PASSING = Pattern.compile("(?is).*(connection reset|timeout|timed out|TLS handshake"
            + "|temporary failure|502 Bad Gateway|503 Service|504 Gateway|too many requests|connection refused).*");

    private static final Pattern LOCK_FIELD = Pattern.compile("(?m)^[\\s│|]*(ID|Operation|Who|Created):\\s+(.*?)\\s*$");
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int TAIL = 15;

    private final TerraformChecksRequest request;
    private final EngineContext context;
    private final Tool tool;

    private Terraform(TerraformChecksRequest request, Tool tool, EngineContext context) {
        this.request = request;
        this.tool = tool;
        this.context = context;
    }

    static Terraform open(TerraformChecksRequest request, EngineContext context) {
        if (!request.terraform().equals(AUTO)) {
            return new Terraform(request, Tool.open(request.terraform(), context), context);
        }
        SearchPath path = SearchPath.of(context.environment());
        String program = List.of("terraform", "tofu").stream()
                .filter(name -> path.find(name).isPresent())
                .findFirst()
                .orElseThrow(() -> new TerminalException(
                        "Neither terraform nor tofu is on the PATH of this agent.",
                        "Install one of them there, or name the program with its path (terraform)."));
        return new Terraform(request, Tool.open(program, context), context);
    }

    /** Where Terraform keeps what a check needs and nobody else. */
    Path dataDirectory(int number) {
        return tool.directory("data-" + number);
    }

    /**
     * One call.
     *
     * @param dataDirectory in place of {@code .terraform}; null for that
     */
    ToolEnding call(String root, Path dataDirectory, List<String> arguments) throws InterruptedException {
        Path directory = WorkspacePath.resolve(context.workDir(), root, "roots");
        return tool.call(directory, arguments, environment(dataDirectory), request.timeout());
    }

    private Map<String, String> environment(Path dataDirectory) {
        Map<String, String> variables = RunVariables.of(request.environment(), context);
        variables.put("TF_IN_AUTOMATION", "1");
        variables.put("TF_INPUT", "0");
        variables.put("CHECKPOINT_DISABLE", "1");
        request.vars().forEach((name, value) -> variables.put(VARIABLE + name, value.toString()));
        if (dataDirectory != null) {
            variables.put("TF_DATA_DIR", dataDirectory.toString());
        }
        return variables;
    }

    /**
     * What a plan or the state has in it, as JSON with secret values. They are known from then on and shown nowhere.
     *
     * @param plan file of it; null for the state
     */
    ToolEnding show(String root, Path plan) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("show", "-json"));
        if (plan != null) {
            arguments.add(plan.toString());
        }
        Path directory = WorkspacePath.resolve(context.workDir(), root, "roots");
        ToolEnding ending = tool.read(directory, arguments, environment(null), request.timeout());
        if (ending.exit() == 0 && !ending.cut()) {
            new SensitiveValues(context).ofJson(ending.output());
        }
        return ending;
    }

    /** The values that variables of the root module get, by name, where they are known before a plan. */
    Map<String, String> variables() {
        Map<String, String> values = new LinkedHashMap<>();
        environment(null).forEach((name, value) -> {
            if (name.startsWith(VARIABLE)) {
                values.put(name.substring(VARIABLE.length()), value);
            }
        });
        return values;
    }

    /**
     * Gets providers and modules, and says again what only the network was to blame for.
     *
     * @param backend whether the state is opened as well
     */
    ToolEnding init(String root, Path dataDirectory, boolean backend) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("init", "-input=false", "-no-color"));
        if (!backend) {
            arguments.add("-backend=false");
        } else {
            request.backendConfig().forEach((name, value) -> arguments.add("-backend-config=" + name + "=" + value));
        }
        Path directory = WorkspacePath.resolve(context.workDir(), root, "roots");
        if (Files.isRegularFile(directory.resolve(".terraform.lock.hcl"))) {
            // What the team has locked is not changed by a check.
            arguments.add("-lockfile=readonly");
        }
        ToolEnding ending = call(root, dataDirectory, arguments);
        for (int tries = 1; tries < TRIES && ending.exit() != 0 && passing(ending); tries++) {
            context.log().info("terraform init in " + root + " is tried again: " + ending.tail(1));
            context.pause(PAUSE);
            ending = call(root, dataDirectory, arguments);
        }
        return ending;
    }

    private static boolean passing(ToolEnding ending) {
        return PASSING.matcher(ending.tail(TAIL)).matches();
    }

    /** {@code -lock-timeout}, by which Terraform itself asks again for a locked state. */
    String lockTimeout() {
        return "-lock-timeout="
                + (request.lockTimeout() == null ? 0 : request.lockTimeout().toSeconds()) + "s";
    }

    /**
     * Why a call that needs the state has failed.
     *
     * @param what failed, the beginning of a sentence
     * @return a {@link RetryableException} for what may work later
     */
    RuntimeException failure(String what, ToolEnding ending) {
        String words = context.redactor().redact(ending.tail(TAIL));
        if (words.contains("rror acquiring the state lock")
                || ending.messages().contains("rror acquiring the state lock")) {
            return locked(what, ending.messages() + "\n" + ending.output());
        }
        return passing(ending)
                ? new RetryableException(
                        what + ":\n" + words, "Run it again; if that does not help, check the network.", null)
                : new TerminalException(what + ":\n" + words, "Correct the code, the variables or the rights.");
    }

    private RuntimeException locked(String what, String text) {
        Map<String, String> lock = new LinkedHashMap<>();
        Matcher field = LOCK_FIELD.matcher(text);
        while (field.find()) {
            lock.putIfAbsent(field.group(1), field.group(2));
        }
        String by = lock.containsKey("Who") ? " by " + lock.get("Who") : "";
        String since = lock.containsKey("Created") ? " since " + lock.get("Created") : "";
        String operation = lock.containsKey("Operation") ? " (" + lock.get("Operation") + ")" : "";
        String waited = request.lockTimeout() == null
                ? ""
                : " It was waited for " + Durations.text(request.lockTimeout()) + ".";
        String force = lock.containsKey("ID")
                ? " If nobody is at work any more, end the lock by hand: terraform force-unlock " + lock.get("ID") + "."
                : "";
        return new RetryableException(
                what + ": the state is locked" + by + since + operation + "." + waited,
                "Run it again when that has ended." + force,
                null);
    }

    @Override
    public void close() {
        tool.close();
    }
}
