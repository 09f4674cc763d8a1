package io.jenkins.plugins.delivery.engine.flow;

import java.util.LinkedHashMap;
import java.util.List;
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
     * @param suites what runs side by side before the step judges it; empty for a step that judges nothing that the run has to start
     */
    record Called(String step, String body, List<PlanSuite> suites) {}

    /**
     * @param unless {@code name.key} of an earlier result that makes this action needless when true; null for always
     * @param only {@code name.key} of an earlier result without which this action is not done; null for always
     * @param ends key of this action's result that ends the run without failure when it holds something, and is the reason; null for
     *     an action that never does
     * @param judges whether the verdict of this action's result ends the stage: failed takes the way back, errored only where a
     *     person is asked in any case, as nothing has shown then that the version is bad
     */
    record When(String unless, String only, String ends, boolean judges) {
        static final When ALWAYS = new When(null, null, null, false);
    }

    static PlanAction step(String name, Map<String, Object> args) {
        return new PlanAction(new Called(name, null, List.of()), args, Map.of(), null, When.ALWAYS);
    }

    static PlanAction body(String path, Map<String, Object> args) {
        return new PlanAction(new Called(null, path, List.of()), args, Map.of(), null, When.ALWAYS);
    }

    /** The same, which judges these suites. */
    PlanAction judging(List<PlanSuite> suites) {
        return new PlanAction(new Called(called.step(), called.body(), List.copyOf(suites)), args, env, as, when);
    }

    PlanAction with(Map<String, Object> variables) {
        return new PlanAction(called, args, variables, as, when);
    }

    PlanAction as(String name) {
        return new PlanAction(called, args, env, name, when);
    }

    PlanAction unless(String result) {
        return new PlanAction(called, args, env, as, new When(result, when.only(), when.ends(), when.judges()));
    }

    PlanAction onlyWith(String result) {
        return new PlanAction(called, args, env, as, new When(when.unless(), result, when.ends(), when.judges()));
    }

    PlanAction endsRunBy(String key) {
        return new PlanAction(called, args, env, as, new When(when.unless(), when.only(), key, when.judges()));
    }

    /** A gate that says in its result what it decided. */
    PlanAction endsStageByVerdict() {
        return new PlanAction(called, args, env, as, new When(when.unless(), when.only(), when.ends(), true));
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

    /** The whole result of an earlier action, as an argument. */
    static Map<String, Object> all(String action) {
        return from(action, "*");
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "step", step());
        put(map, "body", body());
        if (!called.suites().isEmpty()) {
            map.put("suites", called.suites().stream().map(PlanSuite::toMap).toList());
        }
        map.put("args", args);
        if (!env.isEmpty()) {
            map.put("env", env);
        }
        put(map, "as", as);
        put(map, "unless", when.unless());
        put(map, "only", when.only());
        put(map, "ends", when.ends());
        if (when.judges()) {
            map.put("judges", true);
        }
        return map;
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
