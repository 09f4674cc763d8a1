package io.jenkins.plugins.delivery.runner.lint;

import groovy.lang.Script;
import io.jenkins.plugins.delivery.runner.host.StepRegistry;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import io.jenkins.plugins.delivery.runner.steps.AllSteps;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;

/** Names that a Jenkinsfile may call: steps, vars, and what Groovy gives every script. */
final class KnownNames {

    private final StepRegistry steps;
    private final Set<String> vars;
    private final Set<String> groovy = new HashSet<>();

    KnownNames(StepRegistry steps, Set<String> vars) {
        this.steps = steps;
        this.vars = vars;
        Arrays.stream(Script.class.getMethods()).map(Method::getName).forEach(groovy::add);
        Arrays.stream(DefaultGroovyMethods.class.getMethods())
                .filter(method -> method.getParameterCount() > 0 && method.getParameterTypes()[0] == Object.class)
                .map(Method::getName)
                .forEach(groovy::add);
    }

    boolean known(String name) {
        return steps.find(name).isPresent() || vars.contains(name) || groovy.contains(name);
    }

    /** Whether a call of this name does something in the run; a description such as {@code string(…)} does not. */
    boolean isStep(String name) {
        return vars.contains(name) || steps.find(name).isPresent() && !AllSteps.isSymbol(name);
    }

    Optional<StepSpec> step(String name) {
        return vars.contains(name) ? Optional.empty() : steps.find(name);
    }

    /** Everything that a misspelt name may have meant. */
    Set<String> all() {
        Set<String> all = new TreeSet<>(steps.names());
        all.addAll(vars);
        return all;
    }
}
