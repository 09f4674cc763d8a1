package io.jenkins.plugins.delivery.runner.plan;

import groovy.lang.Closure;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepRegistry;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import io.jenkins.plugins.delivery.runner.host.StepSpec.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steps without effects that take down the arguments of {@code deliveryPipeline}: processes, servers and people are left alone,
 * blocks are run, files are read and written in a workspace that goes away.
 */
public final class CapturedConfig {

    /** The var in whose place the arguments are taken down. */
    public static final String PIPELINE = "deliveryPipeline";

    /** Steps whose own behaviour stays inside the run's temporary files and its log. */
    private static final Set<String> HARMLESS = Set.of(
            "node",
            "ws",
            "dir",
            "withEnv",
            "container",
            "podTemplate",
            "timestamps",
            "ansiColor",
            "stage",
            "timeout",
            "retry",
            "lock",
            "parallel",
            "catchError",
            "warnError",
            "unstable",
            "echo",
            "error",
            "isUnix",
            "milestone",
            "library",
            "libraryResource",
            "properties",
            "checkout",
            "pwd",
            "fileExists",
            "readFile",
            "writeFile",
            "touch",
            "deleteDir",
            "cleanWs");

    private final List<Map<String, Object>> calls = Collections.synchronizedList(new ArrayList<>());

    /** The same steps, harmless, with {@code deliveryPipeline} among them. */
    public StepRegistry over(StepRegistry steps) {
        return steps.map(CapturedConfig::harmless)
                .with(StepSpec.of(PIPELINE, StepSpec.ANY, call -> take(call.arguments())));
    }

    /** The arguments of each call of {@code deliveryPipeline}, closures replaced by true. */
    public List<Map<String, Object>> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    private Object take(Map<String, Object> arguments) {
        calls.add(withoutClosures(arguments));
        return Map.of();
    }

    private static StepSpec harmless(StepSpec spec) {
        boolean describes = spec.takesAny() && !spec.has(Trait.BODY) && !spec.has(Trait.WORKSPACE);
        if (HARMLESS.contains(spec.name()) || describes && isSymbol(spec)) {
            return spec;
        }
        List<Trait> traits = spec.has(Trait.BODY) ? List.of(Trait.BODY) : List.of();
        return new StepSpec(
                spec.name(),
                spec.parameters(),
                traits,
                spec.has(Trait.BODY) ? StepCall::body : call -> neutral(spec, call));
    }

    private static boolean isSymbol(StepSpec spec) {
        return io.jenkins.plugins.delivery.runner.steps.AllSteps.isSymbol(spec.name());
    }

    /** What a script can go on with. */
    private static Object neutral(StepSpec spec, StepCall call) {
        if (call.flag("returnStdout")) {
            return "";
        }
        if (call.flag("returnStatus")) {
            return 0;
        }
        return spec.name().equals("sh") ? null : Map.of();
    }

    private static Map<String, Object> withoutClosures(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put(String.valueOf(key), withoutClosures(value)));
        return plain;
    }

    private static Object withoutClosures(Object value) {
        if (value instanceof Closure) {
            return true;
        }
        if (value instanceof Map<?, ?> map) {
            return withoutClosures(map);
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(CapturedConfig::withoutClosures).toList();
        }
        return value;
    }
}
