package io.jenkins.plugins.delivery.runner.lint;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.engine.flow.DeliveryConfig;
import io.jenkins.plugins.delivery.runner.host.ScriptAst;
import io.jenkins.plugins.delivery.runner.host.StepRegistry;
import io.jenkins.plugins.delivery.runner.plan.CapturedConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Examines one Jenkinsfile. */
public final class Linter {

    private static final String OWN_LIBRARY = "git-flow-delivery";

    private final KnownNames known;

    /** @param vars names of the vars that the Jenkinsfile can call */
    public Linter(StepRegistry steps, Set<String> vars) {
        this.known = new KnownNames(steps, vars);
    }

    /** What the text alone shows, by line. */
    public List<Problem> problemsOf(ScriptAst ast) {
        boolean otherLibraries = ast.libraries().stream().anyMatch(name -> !name.equals(OWN_LIBRARY));
        List<LintRule> rules = List.of(
                new StepNameRule(otherLibraries),
                new NonCpsRule(),
                new ClosureArgumentRule(),
                new HeldObjectRule(),
                new ControllerApiRule(),
                new InterpolationRule());
        LintedScript script = new LintedScript(ast, known);
        List<Problem> problems = new ArrayList<>();
        rules.forEach(rule -> rule.check(script, problems::add));
        return sorted(problems);
    }

    /**
     * What is wrong with the configurations that the Jenkinsfile gives to deliveryPipeline.
     *
     * @param organisation the layer below them
     * @param configs the arguments of each call in order
     */
    public List<Problem> problemsOf(
            ScriptAst ast, Map<String, Object> organisation, List<Map<String, Object>> configs) {
        ConfigLines lines = new ConfigLines(ast, CapturedConfig.PIPELINE);
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < configs.size(); i++) {
            int call = i;
            try {
                DeliveryConfig.of(organisation, configs.get(i), Map.of(), OperationCatalog.GATES);
            } catch (InvalidInputException e) {
                e.problems().forEach(problem -> problems.add(new Problem(lines.of(call, problem), problem)));
            }
        }
        return sorted(problems);
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line))
                .toList();
    }
}
