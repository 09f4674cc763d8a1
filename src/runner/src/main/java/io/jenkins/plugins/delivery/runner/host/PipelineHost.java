package io.jenkins.plugins.delivery.runner.host;

import groovy.lang.Script;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.Map;
import java.util.Optional;

/** Runs one Jenkinsfile: compiles it with the vars as Jenkins does, performs its steps, and ends with the build's result. */
public final class PipelineHost {

    /** Name under which an organisation configures this repository as a library. */
    static final String OWN_LIBRARY = "git-flow-delivery";

    /**
     * How a run ended.
     *
     * @param result the result of the build
     * @param thrown the error that ended it; empty when the script ran to its end
     */
    public record End(BuildResult result, Optional<Throwable> thrown) {}

    private final PipelineRun run;
    private final StepRegistry steps;
    private final VarsLibrary vars;
    private final Map<String, Object> globals;

    /** @param globals objects that scripts see by name beside {@code env}, {@code params}, {@code currentBuild} and {@code steps} */
    public PipelineHost(PipelineRun run, StepRegistry steps, VarsLibrary vars, Map<String, Object> globals) {
        this.run = run;
        this.steps = steps;
        this.vars = vars;
        this.globals = globals;
    }

    /**
     * Runs the script on the calling thread.
     *
     * @throws InvalidInputException when the script does not compile or is of a kind that is not run here; nothing has run then
     */
    public End run() {
        ScriptAst ast = ScriptAst.parse(run.request().script(), run.scriptName());
        ast.refuseDeclarative();
        ast.libraries().forEach(this::noticeLibrary);
        ScriptCompiler compiler = new ScriptCompiler(vars.sources());
        Map<String, Object> visible = GlobalVariables.of(run);
        visible.putAll(globals);
        ScriptNames names = new ScriptNames(compiler, vars, run, visible);
        Script script = names.attach(compiler.compile(run.request().script(), run.scriptName()));
        Scope scope = Scope.top(run.cancellation());
        try {
            run.cancellation().enter();
            new Interpreter(run, steps).run(script, scope);
            return new End(run.state().current(), Optional.empty());
        } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
            run.failures().seen(e, scope, SourceLine.of(e, run.scriptName()).orElse(null), "");
            run.state().worsen(e instanceof PipelineInterrupted stop ? stop.getResult() : BuildResult.FAILURE);
            return new End(run.state().current(), Optional.of(e));
        } finally {
            run.cancellation().leave();
        }
    }

    private void noticeLibrary(String name) {
        String sentence = name.equals(OWN_LIBRARY)
                ? "The library '" + name + "' is built into the runner; its vars are taken from there."
                : "The library '" + name + "' is not loaded: the runner takes vars from itself and from --library DIR.";
        run.journal()
                .line(
                        io.jenkins.plugins.delivery.runner.model.RunRecorder.ROOT,
                        name.equals(OWN_LIBRARY) ? LineKind.INFO : LineKind.WARNING,
                        sentence);
    }
}
