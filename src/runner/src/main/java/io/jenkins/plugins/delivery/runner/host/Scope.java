package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.runner.model.RunRecorder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a step runs: what the blocks around it gave it.
 *
 * @param directory the current directory in a workspace; null outside {@code node}
 * @param workspace the root of that workspace; null outside {@code node}
 * @param environment variables of the blocks around, over those of the run
 * @param stage the stage's number in the record of the run
 * @param stageName name of the stage; empty outside any
 * @param cancellation what stops it
 * @param line the line of the Jenkinsfile of the innermost step around; null at the top
 */
public record Scope(
        Path directory,
        Path workspace,
        Map<String, String> environment,
        long stage,
        String stageName,
        Cancellation cancellation,
        SourceLine line) {

    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    /** The scope of a script before any block. */
    public static Scope top(Cancellation cancellation) {
        return new Scope(null, null, Map.of(), RunRecorder.ROOT, "", cancellation, null);
    }

    /** The scope of the script code that runs on this thread; null when none does. */
    public static Scope current() {
        return CURRENT.get();
    }

    static void current(Scope scope) {
        if (scope == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(scope);
        }
    }

    public Scope inWorkspace(Path root) {
        return new Scope(root, root, environment, stage, stageName, cancellation, line);
    }

    public Scope inDirectory(Path other) {
        return new Scope(other, workspace, environment, stage, stageName, cancellation, line);
    }

    /** With more variables; {@code PATH+X=dir} puts a directory in front, as in Jenkins. */
    public Scope with(Map<String, String> variables) {
        Map<String, String> merged = new LinkedHashMap<>(environment);
        merged.putAll(variables);
        return new Scope(
                directory, workspace, Collections.unmodifiableMap(merged), stage, stageName, cancellation, line);
    }

    public Scope inStage(long number, String name) {
        return new Scope(directory, workspace, environment, number, name, cancellation, line);
    }

    public Scope under(Cancellation other) {
        return new Scope(directory, workspace, environment, stage, stageName, other, line);
    }

    Scope at(SourceLine other) {
        return new Scope(directory, workspace, environment, stage, stageName, cancellation, other);
    }
}
