package io.jenkins.plugins.delivery.runner.host;

import groovy.lang.Closure;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One call of a step: its arguments, where it stands, and its block. */
public final class StepCall {

    private final StepSpec spec;
    private final StepArguments arguments;
    private final Scope scope;
    private final Interpreter interpreter;

    StepCall(StepSpec spec, StepArguments arguments, Scope scope, Interpreter interpreter) {
        this.spec = spec;
        this.arguments = arguments;
        this.scope = scope;
        this.interpreter = interpreter;
    }

    public String step() {
        return spec.name();
    }

    public Scope scope() {
        return scope;
    }

    public PipelineRun run() {
        return interpreter.run();
    }

    /** The arguments by name, as given. */
    public Map<String, Object> arguments() {
        return arguments.named();
    }

    /** An argument as text; null when absent. */
    public String text(String name) {
        Object value = arguments.named().get(name);
        return value == null ? null : value.toString();
    }

    public String text(String name, String otherwise) {
        return Objects.requireNonNullElse(text(name), otherwise);
    }

    /** @throws PipelineFailure when it is absent */
    public String required(String name) {
        String value = text(name);
        if (value == null) {
            throw new PipelineFailure(step() + " was refused: " + name + " is required.");
        }
        return value;
    }

    /** Whether a flag is given and true. */
    public boolean flag(String name) {
        return flag(name, false);
    }

    public boolean flag(String name, boolean otherwise) {
        Object value = arguments.named().get(name);
        return value == null ? otherwise : Boolean.parseBoolean(value.toString());
    }

    /** @throws PipelineFailure when it is given and no whole number */
    public long number(String name, long otherwise) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(value.trim());
        } catch (NumberFormatException e) {
            throw new PipelineFailure(
                    step() + " was refused: " + name + " is '" + value + "' and not a whole number.", e);
        }
    }

    /** An argument as a list; a single value is a list of one, absent is empty. */
    public List<?> list(String name) {
        Object value = arguments.named().get(name);
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> items ? List.copyOf(items) : List.of(value);
    }

    /** The current directory. The host has checked that there is one when the step asks for a workspace. */
    public Path directory() {
        return scope.directory();
    }

    /** A path of the script, relative to the current directory. */
    public Path resolve(String path) {
        return directory().resolve(path).normalize();
    }

    /** Every variable a process of this call sees from the run, those of the laptop not included. */
    public Map<String, String> environment() {
        return run().environment().effective(scope);
    }

    /** Prints a line in the log of the stage. */
    public void log(LineKind kind, String text) {
        run().journal().line(scope.stage(), kind, text);
    }

    /** Runs the block where the step stands. */
    public Object body() throws Exception {
        return body(scope);
    }

    /** Runs the block somewhere else, with arguments. */
    public Object body(Scope inside, Object... values) throws Exception {
        return interpreter.call(arguments.body(), inside, values);
    }

    /** Runs a closure that was given as an argument. */
    public Object closure(Closure<?> closure, Scope inside) throws Exception {
        return interpreter.call(closure, inside);
    }
}
