package io.jenkins.plugins.delivery.runner.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.runner.host.PipelineRun;
import io.jenkins.plugins.delivery.runner.host.RunFiles;
import io.jenkins.plugins.delivery.runner.host.RunRequest;
import io.jenkins.plugins.delivery.runner.plan.CapturedConfig;
import io.jenkins.plugins.delivery.runner.plan.PlanPage;
import io.jenkins.plugins.delivery.runner.sandbox.RunSetup;
import io.jenkins.plugins.delivery.runner.steps.RepositorySnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}: what a build would do. Needs no credentials, has no effect. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Says what a build would do: stages, version, files, approvals, messages.")
final class PlanCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Terminal terminal;

    @Mixin
    private SourceOptions source;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--json", description = "Prints the plan as one JSON object.")
    private boolean json;

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunRequest request = source.request(Set.of(CapturedConfig.PIPELINE));
        RunSetup.Leg leg = new RunSetup.Leg(source.source(), settings.settings(terminal), List::of, "");
        if (leg.source().repository() == null) {
            throw new InvalidInputException(
                    "The plan",
                    List.of("there is no Git repository to read the version from; give one with --repo DIR."));
        }
        List<Map<String, Object>> configs = new ConfigReader(source.library()).read(request, leg);
        if (configs.isEmpty()) {
            throw new InvalidInputException(
                    request.scriptName(), List.of("it does not call deliveryPipeline, so there is no plan to print."));
        }
        try (RunFiles files = RunFiles.create()) {
            Path workspace = files.folder("workspace");
            RepositorySnapshot snapshot = RepositorySnapshot.of(leg.source().repository());
            snapshot.missing(leg.source().branch())
                    .ifPresent(notice -> terminal.err().println(notice + " What is checked out is planned for it."));
            snapshot.checkout(leg.source().branch(), workspace);
            for (Map<String, Object> config : configs) {
                print(plan(config, request, leg, workspace));
            }
        }
        return ExitCode.SUCCESS;
    }

    private Map<String, Object> plan(Map<String, Object> config, RunRequest request, RunSetup.Leg leg, Path workspace)
            throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("config", config);
        putIfGiven(arguments, "branch", leg.source().branch());
        putIfGiven(arguments, "changeId", leg.source().changeId());
        putIfGiven(arguments, "changeTarget", leg.source().changeTarget());
        EngineContext context = EngineContext.in(workspace)
                .environment(PipelineRun.variables(request, leg))
                .secrets(leg.settings().secrets())
                .dryRun(true)
                .build();
        return OperationCatalog.named("deliveryPlan")
                .run(leg.settings().argumentsOf("deliveryPlan", arguments), context)
                .toMap();
    }

    private static void putIfGiven(Map<String, Object> arguments, String key, String value) {
        if (value != null) {
            arguments.put(key, value);
        }
    }

    private void print(Map<String, Object> plan) throws IOException {
        if (json) {
            terminal.out().println(JSON.writeValueAsString(plan));
        } else {
            new PlanPage(terminal.out(), terminal.style()).print(plan);
        }
    }
}
