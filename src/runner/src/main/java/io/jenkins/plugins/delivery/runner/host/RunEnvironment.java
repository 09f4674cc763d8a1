package io.jenkins.plugins.delivery.runner.host;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Environment variables of a run: those it starts with, those the script assigns through {@code env}, those of blocks. */
public final class RunEnvironment {

    private static final String PATH_PREFIX = "PATH+";

    private final Map<String, String> variables = new LinkedHashMap<>();

    public RunEnvironment(Map<String, String> initial) {
        variables.putAll(initial);
    }

    /** An assignment {@code env.NAME = value}; null removes it. */
    public synchronized void set(String name, String value) {
        if (value == null) {
            variables.remove(name);
        } else {
            variables.put(name, value);
        }
    }

    /** All variables that code in this scope sees; a block wins over an assignment, as in Jenkins. */
    public synchronized Map<String, String> effective(Scope scope) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        scope.environment().forEach((name, value) -> put(all, name, value));
        if (scope.workspace() != null) {
            all.put("WORKSPACE", scope.workspace().toString());
        }
        if (!scope.stageName().isEmpty()) {
            all.put("STAGE_NAME", scope.stageName());
        }
        return Collections.unmodifiableMap(all);
    }

    /** {@code PATH+NAME=dir} puts a directory in front of {@code PATH}. */
    private static void put(Map<String, String> all, String name, String value) {
        if (name.startsWith(PATH_PREFIX)) {
            String path = all.getOrDefault("PATH", System.getenv().getOrDefault("PATH", ""));
            all.put("PATH", path.isEmpty() ? value : value + java.io.File.pathSeparator + path);
        } else {
            all.put(name, value);
        }
    }
}
