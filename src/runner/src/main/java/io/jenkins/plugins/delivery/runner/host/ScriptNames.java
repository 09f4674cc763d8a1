package io.jenkins.plugins.delivery.runner.host;

import groovy.lang.Script;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.codehaus.groovy.runtime.InvokerHelper;

/** Looks up the names that scripts use and do not define: vars, global variables, environment variables, steps. */
final class ScriptNames {

    private final ScriptCompiler compiler;
    private final VarsLibrary vars;
    private final PipelineRun run;
    private final Map<String, Object> globals;
    private final Map<String, Script> instances = new LinkedHashMap<>();

    ScriptNames(ScriptCompiler compiler, VarsLibrary vars, PipelineRun run, Map<String, Object> globals) {
        this.compiler = compiler;
        this.vars = vars;
        this.run = run;
        this.globals = globals;
        run.knows(new TreeSet<>(vars.names()));
    }

    Object invoke(String name, Object... arguments) {
        Optional<Script> var = var(name);
        if (var.isPresent()) {
            return InvokerHelper.getMetaClass(var.get()).invokeMethod(var.get(), "call", arguments);
        }
        return PendingCall.suspend(name, arguments);
    }

    Optional<Object> property(String name) {
        Optional<Script> var = var(name);
        if (var.isPresent()) {
            return Optional.of(var.get());
        }
        Object global = globals.get(name);
        if (global != null) {
            return Optional.of(global);
        }
        Scope scope = Scope.current();
        return scope == null
                ? Optional.empty()
                : Optional.ofNullable(run.environment().effective(scope).get(name));
    }

    /** The one instance of a var in this run; parallel branches share it, as in Jenkins. */
    private synchronized Optional<Script> var(String name) {
        if (run.replacesVar(name)) {
            return Optional.empty();
        }
        Script known = instances.get(name);
        if (known == null) {
            Optional<String> source = vars.source(name);
            if (source.isEmpty()) {
                return Optional.empty();
            }
            known = attach(compiler.compile(source.get(), "vars/" + name + ".groovy"));
            instances.put(name, known);
        }
        return Optional.of(known);
    }

    Script attach(Script script) {
        ((PipelineScript) script).attach(this);
        return script;
    }
}
