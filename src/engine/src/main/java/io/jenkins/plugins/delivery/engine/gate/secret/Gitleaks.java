package io.jenkins.plugins.delivery.engine.gate.secret;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.gate.tool.Tool;
import io.jenkins.plugins.delivery.engine.gate.tool.ToolEnding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gitleaks program. Its report comes through a pipe and is never a file, because it has the secrets in it. */
final class Gitleaks implements AutoCloseable {

    /** What it ends with when it found something; its own default is also what errors end with. */
    private static final int FOUND = 77;

    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.\\d.*", Pattern.DOTALL);
    private static final int MAJOR = 8;
    /** The first with {@code --report-path -} and with {@code git} and {@code dir}. */
    private static final int LEAST_MINOR = 24;

    private static final Duration PROBE = Duration.ofSeconds(30);
    private static final int WORDS = 3;

    private final Tool tool;
    private final Path rules;
    private final SecretScanRequest request;

    private Gitleaks(Tool tool, Path rules, SecretScanRequest request) {
        this.tool = tool;
        this.rules = rules;
        this.request = request;
    }

    static Gitleaks open(SecretScanRequest request, EngineContext context) throws InterruptedException {
        Path own = request.config() == null ? null : config(request.config(), context);
        Tool tool = Tool.open(request.gitleaks(), context);
        boolean opened = false;
        try {
            requireVersion(tool, request.gitleaks(), context);
            Path rules = tool.directory("rules").resolve("rules.toml");
            Files.writeString(rules, GitleaksRules.toml(own, request.cards()));
            opened = true;
            return new Gitleaks(tool, rules, request);
        } catch (IOException e) {
            throw new UncheckedIOException("The rules of the scan cannot be written", e);
        } finally {
            if (!opened) {
                tool.close();
            }
        }
    }

    private static Path config(String path, EngineContext context) {
        Path file = WorkspacePath.resolve(context.workDir(), path, "The gitleaks configuration")
                .toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            throw new TerminalException(
                    "There is no gitleaks configuration '" + path + "' in the workspace.",
                    "Correct config, or leave it out for the rules of gitleaks.");
        }
        return file;
    }

    private static void requireVersion(Tool tool, String name, EngineContext context) throws InterruptedException {
        String version = tool.call(List.of("version"), Map.of(), PROBE).output().strip();
        Matcher known = VERSION.matcher(version);
        // One that was built from source does not know its version.
        if (known.matches()) {
            int major = Integer.parseInt(known.group(1));
            if (major != MAJOR || Integer.parseInt(known.group(2)) < LEAST_MINOR) {
                throw new TerminalException(
                        "The program " + name + " is gitleaks " + version + "; known to work are " + MAJOR + "."
                                + LEAST_MINOR + " and newer up to the end of " + MAJOR + ".",
                        "Install another one, or name it with gitleaks:.");
            }
            context.log().info("gitleaks " + version + " scans.");
        }
    }

    /** A new directory of this session. */
    Path directory(String name) {
        return tool.directory(name);
    }

    /**
     * Scans what commits add, also in files that Git takes for binary.
     *
     * @param repository the Git directory, in which no file of the change lies
     * @param range ids of commits only, in the form {@code a..b}; empty for everything that is reachable
     */
    List<GitleaksReport.Entry> history(Path repository, String range) throws InterruptedException {
        String options = "--text --full-history --no-ext-diff --no-textconv --no-renames"
                + (range.isEmpty() ? " --all" : " " + range);
        return scan("report of the commits", false, repository, List.of("git", "--log-opts=" + options, "."));
    }

    /** Scans files as they are. */
    List<GitleaksReport.Entry> tree(Path directory) throws InterruptedException {
        return scan("report of the files", true, directory, List.of("dir", "."));
    }

    private List<GitleaksReport.Entry> scan(String what, boolean inTree, Path directory, List<String> command)
            throws InterruptedException {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(
                1,
                List.of(
                        "--config=" + rules,
                        "--gitleaks-ignore-path=" + tool.directory("nothing-ignored"),
                        "--report-format=json",
                        "--report-path=-",
                        "--exit-code=" + FOUND,
                        "--no-banner",
                        "--no-color",
                        "--log-level=warn"));
        if (!request.inlineAllow()) {
            arguments.add(1, "--ignore-gitleaks-allow");
        }
        ToolEnding ending = tool.call(directory, arguments, ENVIRONMENT, request.timeout());
        if (ending.exit() != 0 && ending.exit() != FOUND) {
            throw new TerminalException(
                    "gitleaks could not scan (exit code " + ending.exit() + "): " + words(ending) + ".",
                    "Check its configuration and that git is on the PATH of the agent.");
        }
        if (ending.cut()) {
            throw new TerminalException(
                    "The " + what + " is longer than what is read of it.",
                    "Begin with a baseline, or with rules that fit (config).");
        }
        return GitleaksReport.read(what, ending.output().isBlank() ? "[]" : ending.output(), inTree);
    }

    /** Only what it says of errors: the output itself has secrets. */
    private static String words(ToolEnding ending) {
        return new ToolEnding(ending.exit(), "", ending.messages(), false)
                .tail(WORDS)
                .replace('\n', ' ');
    }

    /** The workspace often belongs to another user than the one of the container in which git runs. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_CONFIG_COUNT", "1",
            "GIT_CONFIG_KEY_0", "safe.directory",
            "GIT_CONFIG_VALUE_0", "*",
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_OPTIONAL_LOCKS", "0");

    @Override
    public void close() {
        tool.close();
    }
}
