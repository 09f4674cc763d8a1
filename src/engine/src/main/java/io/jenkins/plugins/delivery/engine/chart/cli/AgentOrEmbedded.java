package io.jenkins.plugins.delivery.engine.chart.cli;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmChoice;
import io.jenkins.plugins.delivery.engine.chart.HelmHome;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.process.SearchPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens sessions with the Helm that was chosen: a program of this machine, or the embedded one. */
public final class AgentOrEmbedded implements Helm.Sessions {

    /** Asking for its version takes Helm a moment; what needs longer is something else of that name. */
    private static final Duration PROBE = Duration.ofSeconds(20);

    private static final String ADVICE =
            "Install helm " + HelmVersion.LEAST + " or newer there, or leave the choice to the step with helm: 'auto'.";

    private final Helm.Sessions embedded;

    public AgentOrEmbedded(Helm.Sessions embedded) {
        this.embedded = embedded;
    }

    @Override
    public List<Path> jars() {
        return embedded.jars();
    }

    @Override
    public Helm open(HelmChoice choice, EngineContext context) throws InterruptedException {
        return switch (choice.kind()) {
            case EMBEDDED -> embedded.open(choice, context);
            case PATH -> program(named(choice.path(), context), context);
            case AGENT ->
                program(
                        onPath(context)
                                .orElseThrow(
                                        () -> new TerminalException("No helm is on the PATH of this agent.", ADVICE)),
                        context);
            case AUTO -> {
                Optional<Path> found = onPath(context);
                if (found.isPresent()) {
                    try {
                        yield program(found.get(), context);
                    } catch (TerminalException | RetryableException e) {
                        context.log().warn(e.getMessage() + " The embedded Helm is used instead.");
                    }
                }
                yield embedded.open(choice, context);
            }
        };
    }

    private static Optional<Path> onPath(EngineContext context) {
        return SearchPath.of(context.environment()).find("helm");
    }

    /** An absolute path is a program of the agent, another one of the workspace. */
    private static Path named(String path, EngineContext context) {
        Path file = Path.of(path);
        Path program = file.isAbsolute() ? file : WorkspacePath.resolve(context.workDir(), path, "helm");
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            throw new TerminalException("There is no program " + path + " on this agent.", ADVICE);
        }
        return program;
    }

    private static Helm program(Path file, EngineContext context) throws InterruptedException {
        HelmProgram program = new HelmProgram(file, HelmHome.create(context.environment()));
        boolean opened = false;
        try {
            HelmVersion version = version(program);
            context.log().info("Helm: " + version.text() + ", the agent's " + file + ".");
            opened = true;
            return new AgentHelm(program);
        } finally {
            if (!opened) {
                program.close();
            }
        }
    }

    private static HelmVersion version(HelmProgram program) throws InterruptedException {
        HelmProgram.Ending ending = program.call(PROBE, List.of("version", "--template={{.Version}}"));
        HelmVersion version = Optional.of(ending)
                .filter(end -> end.exit() == 0)
                .flatMap(end -> HelmVersion.parse(end.output()))
                .orElseThrow(() -> new TerminalException(
                        "The program " + program.file() + " does not tell its version as Helm does.", ADVICE));
        if (!version.fit()) {
            throw new TerminalException(
                    "The program " + program.file() + " is Helm " + version.text() + "; known to work are "
                            + HelmVersion.LEAST + " and newer up to Helm 4.",
                    ADVICE);
        }
        return version;
    }
}
