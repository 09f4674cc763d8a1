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
 * @param when what earlier results and its own decide
 */
record PlanAction(Called called, Map<String, Object> args, Map<String, Object> env, String as, When when) {

    /**
     * @param step name of the step; null for a closure
     * @param body path of the closure in the configuration, for example {@code environments.dev.verify}; null for a step
     */
    record Called(String step, String body) {}

    /**
     * @param unless {@code name.key} of an earlier result that makes this action needless when true; null for always
     * @param only {@code name.key} of an earlier result without which this action is not done; null for always
     * @param ends key of this action's result that ends the run without failure when it holds something, and is the reason; null for
     *     an action that never does
     */
    record When(String unless, String only, String ends) {
        static final When ALWAYS = new When(null, null, null);
    }

    static PlanAction step(String name, Map<String, Object> args) {
        return new PlanAction(new Called(name, null), args, Map.of(), null, When.ALWAYS);
    }

    static PlanAction body(String path, Map<String, Object> args) {
        return new PlanAction(new Called(null, path), args, Map.of(), null, When.ALWAYS);
    }

    PlanAction with(Map<String, Object> variables) {
        return new PlanAction(called, args, variables, as, when);
    }

    PlanAction as(String name) {
        return new PlanAction(called, args, env, name, when);
    }

    PlanAction unless(String result) {
        return new PlanAction(called, args, env, as, new When(result, when.only(), when.ends()));
    }

    PlanAction onlyWith(String result) {
        return new PlanAction(called, args, env, as, new When(when.unless(), result, when.ends()));
    }

    PlanAction endsRunBy(String key) {
        return new PlanAction(called, args, env, as, new When(when.unless(), when.only(), key));
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
        put(map, "unless", when.unless());
        put(map, "only", when.only());
        put(map, "ends", when.ends());
        return map;
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
