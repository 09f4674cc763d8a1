package io.jenkins.plugins.delivery.runner.host;

import groovy.lang.Closure;
import groovy.lang.GString;
import io.jenkins.plugins.delivery.engine.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of one call, sorted as Jenkins sorts them: named ones, or a single unnamed one for the first parameter, and a
 * block.
 *
 * @param named parameter name to plain value; a GString is text by now
 * @param body the block; null without one
 */
record StepArguments(Map<String, Object> named, Closure<?> body) {

    /** @throws PipelineFailure with every problem of the call */
    static StepArguments of(StepSpec spec, Object... given) {
        List<Object> rest = new ArrayList<>(Arrays.asList(given));
        Closure<?> body = null;
        // A step that takes anything may get a block too, such as one that is refused by name whatever it was called
        // with.
        if ((spec.has(StepSpec.Trait.BODY) || spec.takesAny())
                && !rest.isEmpty()
                && rest.get(rest.size() - 1) instanceof Closure<?> block) {
            body = block;
            rest.remove(rest.size() - 1);
        }
        Map<String, Object> named = named(spec, rest);
        List<String> problems = new ArrayList<>();
        if (spec.has(StepSpec.Trait.BODY) && body == null) {
            problems.add("it needs a block, as in " + spec.name() + " { … }");
        }
        if (!spec.takesAny()) {
            named.keySet().stream()
                    .filter(key -> !spec.parameters().contains(key))
                    .forEach(key -> problems.add(unknown(spec, key)));
        }
        if (!problems.isEmpty()) {
            throw new PipelineFailure(spec.name() + " was refused: " + String.join("; ", problems));
        }
        return new StepArguments(named, body);
    }

    /**
     * The arguments as a person reads them: an object that only says what it is, such as the {@code scm} of {@code checkout scm}, by
     * its name under the parameter it was given for.
     */
    Map<String, Object> shown(StepSpec spec) {
        boolean isName = named.size() == 1 && named.keySet().iterator().next().startsWith("$") && !spec.takesAny();
        return isName
                ? Map.of(spec.parameters().get(0), named.values().iterator().next())
                : named;
    }

    private static String unknown(StepSpec spec, String key) {
        return spec.parameters().isEmpty()
                ? "it takes no argument '" + key + "'"
                : NearestName.unknownKey("", key, spec.parameters());
    }

    private static Map<String, Object> named(StepSpec spec, List<Object> rest) {
        Map<String, Object> named = new LinkedHashMap<>();
        if (rest.isEmpty()) {
            return named;
        }
        if (rest.size() == 1 && rest.get(0) instanceof Map<?, ?> map && !describesObject(map, spec)) {
            map.forEach((key, value) -> named.put(String.valueOf(key), plain(value)));
            return named;
        }
        if (rest.size() > 1) {
            throw new PipelineFailure(spec.name()
                    + " was refused: it takes named arguments, or one unnamed argument"
                    + (spec.parameters().isEmpty() || spec.takesAny()
                            ? ""
                            : " for " + spec.parameters().get(0))
                    + ", not " + rest.size() + " unnamed ones.");
        }
        if (spec.parameters().isEmpty()) {
            throw new PipelineFailure(spec.name() + " was refused: it takes no argument.");
        }
        named.put(spec.takesAny() ? "value" : spec.parameters().get(0), plain(rest.get(0)));
        return named;
    }

    /** {@code checkout([$class: 'GitSCM', …])}: the map is one object and not the names of arguments. */
    private static boolean describesObject(Map<?, ?> map, StepSpec spec) {
        return map.containsKey("$class") && !spec.takesAny();
    }

    /** Text out of GStrings, however deep they sit; everything else as it is. */
    static Object plain(Object value) {
        if (value instanceof GString text) {
            return text.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key instanceof GString text ? text.toString() : key, plain(item)));
            return copy;
        }
        if (value instanceof Collection<?> items) {
            List<Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        return value;
    }
}
