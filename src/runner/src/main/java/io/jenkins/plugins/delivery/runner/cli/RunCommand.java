package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.runner.host.Archive;
import io.jenkins.plugins.delivery.runner.host.BuildResult;
import io.jenkins.plugins.delivery.runner.host.RunFiles;
import io.jenkins.plugins.delivery.runner.host.RunRequest;
import io.jenkins.plugins.delivery.runner.host.VarsLibrary;
import io.jenkins.plugins.delivery.runner.model.Journey;
import io.jenkins.plugins.delivery.runner.model.RunModel;
import io.jenkins.plugins.delivery.runner.model.RunRecorder;
import io.jenkins.plugins.delivery.runner.plan.CapturedConfig;
import io.jenkins.plugins.delivery.runner.report.HtmlReport;
import io.jenkins.plugins.delivery.runner.sandbox.HostSettings;
import io.jenkins.plugins.delivery.runner.sandbox.RunSetup;
import io.jenkins.plugins.delivery.runner.sandbox.Sandbox;
import io.jenkins.plugins.delivery.runner.sandbox.SandboxOptions;
import io.jenkins.plugins.delivery.runner.steps.AllSteps;
import io.jenkins.plugins.delivery.runner.view.LiveView;
import io.jenkins.plugins.delivery.runner.view.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: executes a Jenkinsfile; the exit code is the build's result. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs a Jenkinsfile on this machine.",
        footer = {
            "",
            "Exit codes: 0 success, 1 failure, 2 unstable, 3 aborted, 64 refused before anything ran.",
        })
final class RunCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StopSignal stop;
    private final Sandbox.Opener sandboxes;

    @Mixin
    private SourceOptions source;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--approve", paramLabel = "all|ask", description = "Who answers input; ask is the default.")
    private TerminalApprover.Mode approve = TerminalApprover.Mode.ASK;

    @Option(
            names = "--sandbox",
            description =
                    "Brings Git, registry, ECR, Argo CD and Slack along, and takes the service from develop to prod.")
    private boolean sandbox;

    @Option(names = "--report", paramLabel = "out.html", description = "Writes one self-contained HTML page.")
    private Path report;

    @Option(
            names = "--artifacts",
            paramLabel = "DIR",
            description =
                    "Keeps there what steps attach and the Jenkinsfile archives, with --sandbox in a folder for each run;"
                            + " otherwise a folder beside the report.")
    private Path artifacts;

    @Option(names = "--verbose", description = "Shows the output of processes and stack traces.")
    private boolean verbose;

    RunCommand(Terminal terminal, StopSignal stop, Sandbox.Opener sandboxes) {
        this.terminal = terminal;
        this.stop = stop;
        this.sandboxes = sandboxes;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        HostSettings surroundings = settings.settings(terminal);
        Map<String, Object> config = sandbox ? config(surroundings) : Map.of();
        RunRequest plain = source.request(Set.of());
        RunRequest request = plain.of(String.valueOf(config.getOrDefault("service", plain.job())));
        VarsLibrary vars = source.library();
        LiveView view = new LiveView(terminal.out(), terminal.style(), verbose, Clock.systemUTC());
        LegRunner runner = new LegRunner(vars, AllSteps.registry(vars, new TerminalApprover(approve, terminal)), view);
        try (RunSetup setup = setup(request, config, surroundings);
                StopSignal.Registration ignored = stop.register(runner::stop)) {
            List<RunModel> models = new ArrayList<>();
            try {
                return runAll(setup, request, runner, view, models).exitCode();
            } finally {
                report(setup.title(), models);
            }
        }
    }

    private BuildResult runAll(
            RunSetup setup, RunRequest request, LegRunner runner, LiveView view, List<RunModel> models)
            throws IOException {
        BuildResult result = BuildResult.SUCCESS;
        Optional<RunSetup.Leg> leg = setup.next();
        while (leg.isPresent()) {
            LegRunner.End end = runner.run(request, leg.get(), files(models.size() + 1));
            result = end.result();
            models.add(end.model());
            show(view, end);
            if (!leg.get().epilogue().isEmpty()) {
                terminal.out().println(leg.get().epilogue());
            }
            leg = result == BuildResult.SUCCESS ? setup.next() : Optional.empty();
        }
        return result;
    }

    private void report(String title, List<RunModel> models) {
        if (report != null && !models.isEmpty()) {
            new HtmlReport(ZoneId.systemDefault()).write(new Journey(title, models), report);
            terminal.out().println();
            terminal.out().println("Report: " + report);
        }
        if (artifacts() != null
                && models.stream().anyMatch(model -> !model.outcome().files().isEmpty())) {
            terminal.out().println("Artifacts: " + artifacts());
        }
    }

    private RunFiles files(int number) throws IOException {
        Path folder = artifacts();
        if (folder == null) {
            return RunFiles.create();
        }
        Path page = report == null ? folder : report.toAbsolutePath().getParent();
        return RunFiles.create(new Archive(sandbox ? folder.resolve("run-" + number) : folder, page));
    }

    /** Null when nobody will look at them. */
    private Path artifacts() {
        return artifacts != null || report == null
                ? artifacts
                : report.resolveSibling(report.getFileName().toString().replaceFirst("\\.html?$", "") + "-artifacts");
    }

    private RunSetup setup(RunRequest request, Map<String, Object> config, HostSettings surroundings)
            throws IOException, InterruptedException {
        return sandbox
                ? sandboxes.open(new SandboxOptions(
                        source.jenkinsfile(), config, surroundings.defaults(), source.sandboxSource()))
                : new LocalSetup(request.job(), source.existingSource(), surroundings);
    }

    /** What the Jenkinsfile gives to deliveryPipeline; empty when it calls steps by itself. */
    private Map<String, Object> config(HostSettings surroundings) throws IOException {
        RunSetup.Leg leg = new RunSetup.Leg(source.sandboxSource(), surroundings, List::of, "");
        List<Map<String, Object>> configs =
                new ConfigReader(source.library()).read(source.request(Set.of(CapturedConfig.PIPELINE)), leg);
        return configs.isEmpty() ? Map.of() : configs.get(0);
    }

    private void show(LiveView view, LegRunner.End end) {
        if (end.thrown().isPresent()) {
            view.showOutput(RunRecorder.ROOT);
        }
        new Summary(terminal.out(), terminal.style()).print(end.model());
        if (verbose && end.thrown().isPresent()) {
            end.thrown().get().printStackTrace(terminal.err());
        }
    }
}
