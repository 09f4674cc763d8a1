package io.jenkins.plugins.delivery.engine.flow;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that a stage does: a step, or a closure of the Jenkinsfile.
 *
 * @param called which of them
 * @param args arguments; a value made by {@link #from} stands for the result of an earlier action
 * @param env variables that a closure finds in its environment beside its arguments, with values like those of args
 * @param as name under which later actions find the result; null when nobody needs it
 * @param unless {@code name.key} of an earlier result that makes this action needless when true; null for always
 */
record PlanAction(Called called, Map<String, Object> args, Map<String, Object> env, String as, String unless) {

    /**
     * @param step name of the step; null for a closure
     * @param body path of the closure in the configuration, for example {@code environments.dev.verify}; null for a step
     */
    record Called(String step, String body) {}

    static PlanAction step(String name, Map<String, Object> args) {
        return new PlanAction(new Called(name, null), args, Map.of(), null, null);
    }

    static PlanAction body(String path, Map<String, Object> args) {
        return new PlanAction(new Called(null, path), args, Map.of(), null, null);
    }

    PlanAction with(Map<String, Object> variables) {
        return new PlanAction(called, args, variables, as, unless);
    }

    PlanAction as(String name) {
        return new PlanAction(called, args, env, name, unless);
    }

    PlanAction unless(String result) {
        return new PlanAction(called, args, env, as, result);
    }

    String step() {
        return called.step();
    }

    String body() {
        return called.body();
    }

    /** An argument that is only known when an earlier action has run. */
    static Map<String, Object> from(String action, String key) {
        return Map.of("from", action, "key", key);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "step", step());
        put(map, "body", body());
        map.put("args", args);
        if (!env.isEmpty()) {
            map.put("env", env);
        }
        put(map, "as", as);
        put(map, "unless", unless);
        return map;
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
