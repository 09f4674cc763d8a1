package io.jenkins.plugins.delivery.runner.host;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Continuation;
import com.cloudbees.groovy.cps.Envs;
import com.cloudbees.groovy.cps.Outcome;
import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import com.cloudbees.groovy.cps.impl.SourceLocation;
import groovy.lang.Closure;
import groovy.lang.Script;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import java.util.List;
import java.util.Map;

/**
 * Runs script code. A step call suspends the script; the step is then performed on this thread, outside of Groovy's method
 * dispatch, and the script resumed with its result or error. A block of a step is run by an interpreter loop of its own.
 */
public final class Interpreter {

    private final PipelineRun run;
    private final StepRegistry steps;

    public Interpreter(PipelineRun run, StepRegistry steps) {
        this.run = run;
        this.steps = steps;
    }

    PipelineRun run() {
        return run;
    }

    StepRegistry steps() {
        return steps;
    }

    /** Runs a compiled script to its end. */
    Object run(Script script, Scope scope) throws Exception {
        return loop(new Continuable(script), scope);
    }

    /** Runs a closure to its end. */
    Object call(Closure<?> closure, Scope scope, Object... arguments) throws Exception {
        return call(() -> closure.call(arguments), scope);
    }

    /** Runs to its end what a transformed method or closure starts. */
    Object call(java.util.function.Supplier<Object> start, Scope scope) throws Exception {
        Scope before = Scope.current();
        CpsCallableInvocation invocation;
        try {
            Scope.current(scope);
            return start.get();
        } catch (CpsCallableInvocation e) {
            invocation = e;
        } finally {
            Scope.current(before);
        }
        return loop(new Continuable(invocation.invoke(Envs.empty(), SourceLocation.UNKNOWN, Continuation.HALT)), scope);
    }

    private Object loop(Continuable program, Scope scope) throws Exception {
        Scope before = Scope.current();
        Outcome resumeWith = new Outcome(null, null);
        try {
            while (true) {
                Scope.current(scope);
                Outcome outcome = program.run0(resumeWith);
                if (!program.isResumable()) {
                    return end(outcome, scope);
                }
                resumeWith = perform((PendingCall) outcome.getNormal(), program.getStackTrace(), scope);
            }
        } finally {
            Scope.current(before);
        }
    }

    private Object end(Outcome outcome, Scope scope) throws Exception {
        if (outcome.isSuccess()) {
            return outcome.getNormal();
        }
        Throwable thrown = outcome.getAbnormal();
        run.failures()
                .seen(thrown, scope, SourceLine.of(thrown, run.scriptName()).orElse(scope.line()), "");
        if (thrown instanceof Exception e) {
            throw e;
        }
        throw (Error) thrown;
    }

    private Outcome perform(PendingCall pending, List<StackTraceElement> frames, Scope scope) {
        SourceLine line = SourceLine.of(frames, run.scriptName())
                .filter(found -> found.file().equals(run.scriptName()) || scope.line() == null)
                .orElse(scope.line());
        Scope here = scope.at(line);
        try {
            here.cancellation().check();
            return new Outcome(perform(pending, here), null);
        } catch (InterruptedException e) {
            PipelineInterrupted interrupted = here.cancellation().interrupted();
            run.failures().seen(interrupted, here, line, pending.step());
            return new Outcome(null, interrupted);
        } catch (Exception | AssertionError | LinkageError e) {
            run.failures().seen(e, here, line, pending.step());
            return new Outcome(null, e);
        }
    }

    private Object perform(PendingCall pending, Scope scope) throws Exception {
        StepSpec spec = steps.find(pending.step()).orElseThrow(() -> unknown(pending.step()));
        StepArguments arguments = StepArguments.of(spec, pending.arguments());
        if (spec.has(StepSpec.Trait.WORKSPACE) && scope.directory() == null) {
            throw new PipelineFailure(
                    spec.name() + " works on files and so must stand inside a block such as node { … }; here is none.");
        }
        StepCall call = new StepCall(spec, arguments, scope, this);
        return spec.has(StepSpec.Trait.RECORDED)
                ? recorded(spec, arguments.shown(spec), call)
                : spec.step().run(call);
    }

    private Object recorded(StepSpec spec, Map<String, Object> arguments, StepCall call) throws Exception {
        long number = run.journal().recorder().stepStarted(call.scope().stage(), spec.name(), arguments);
        try {
            Object result = spec.step().run(call);
            run.journal().recorder().stepFinished(number, resultMap(result));
            return result;
        } catch (Exception e) {
            run.journal().recorder().stepFailed(number, statusOf(e), String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private static Map<String, ?> resultMap(Object result) {
        if (result instanceof Map<?, ?> map) {
            Map<String, Object> named = new java.util.LinkedHashMap<>();
            map.forEach((key, value) -> named.put(String.valueOf(key), value));
            return named;
        }
        return result == null ? Map.of() : Map.of("value", result);
    }

    private static RunStatus statusOf(Exception e) {
        if (e instanceof PipelineInterrupted || e instanceof InterruptedException) {
            return RunStatus.ABORTED;
        }
        return e instanceof io.jenkins.plugins.delivery.engine.GateFailedException || e instanceof PipelineFailure
                ? RunStatus.FAILED
                : RunStatus.ERRORED;
    }

    private PipelineFailure unknown(String name) {
        return new PipelineFailure(
                NearestName.of(name, run.callable(steps.names()))
                        .map(near -> "There is no step '" + name + "'; did you mean '" + near + "'?")
                        .orElse(
                                "There is no step '" + name
                                        + "'. The runner knows the steps of Pipeline and of delivery; a step of a library needs --library DIR."));
    }
}
