package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.runner.host.Approver;
import io.jenkins.plugins.delivery.runner.host.RunRequest;
import io.jenkins.plugins.delivery.runner.host.ScriptAst;
import io.jenkins.plugins.delivery.runner.host.VarsLibrary;
import io.jenkins.plugins.delivery.runner.lint.Linter;
import io.jenkins.plugins.delivery.runner.lint.Problem;
import io.jenkins.plugins.delivery.runner.plan.CapturedConfig;
import io.jenkins.plugins.delivery.runner.sandbox.HostSettings;
import io.jenkins.plugins.delivery.runner.sandbox.RunSetup;
import io.jenkins.plugins.delivery.runner.steps.AllSteps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lint}: problems of a Jenkinsfile with their lines. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Finds problems of the configuration, unknown steps and keys, and traps of Pipeline code.",
        footer = {"", "Exit codes: 0 no problem, 1 problems, 64 the file cannot be read or does not compile."})
final class LintCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private SourceOptions source;

    @Mixin
    private SettingsOptions settings;

    LintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        RunRequest request = source.request(Set.of(CapturedConfig.PIPELINE));
        ScriptAst ast = ScriptAst.parse(request.script(), request.scriptName());
        ast.refuseDeclarative();
        VarsLibrary vars = source.library();
        Approver nobody = question -> new Approver.Answer(true, "lint");
        Linter linter = new Linter(AllSteps.registry(vars, nobody), vars.names());
        List<Problem> problems = new ArrayList<>(linter.problemsOf(ast));
        problems.addAll(configProblems(request, ast, vars, linter, problems.isEmpty()));
        problems.sort(Comparator.comparingInt(Problem::line));
        problems.forEach(problem ->
                terminal.out().println(request.scriptName() + ":" + problem.line() + ": " + problem.sentence()));
        if (problems.isEmpty()) {
            terminal.out().println(request.scriptName() + ": no problems found.");
        }
        return problems.isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILURE;
    }

    /** @param clean whether nothing else was found; otherwise a script that fails has said why already */
    private List<Problem> configProblems(
            RunRequest request, ScriptAst ast, VarsLibrary vars, Linter linter, boolean clean) throws IOException {
        HostSettings surroundings = settings.settings(terminal);
        RunSetup.Leg leg = new RunSetup.Leg(source.source(), surroundings, List::of, "");
        try {
            return linter.problemsOf(ast, surroundings.defaults(), new ConfigReader(vars).read(request, leg));
        } catch (InvalidInputException e) {
            return clean
                    ? e.problems().stream().map(text -> new Problem(1, text)).toList()
                    : List.of();
        }
    }
}
