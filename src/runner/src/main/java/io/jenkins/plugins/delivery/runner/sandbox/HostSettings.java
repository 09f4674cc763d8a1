package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.Secrets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What surrounds a run and does not come from its Jenkinsfile.
 *
 * @param secrets credentials by id, for the engine and for {@code withCredentials}
 * @param defaults the organisation's delivery configuration below that of the Jenkinsfile; given to {@code deliveryCheck}
 *     and {@code deliveryPlan} as {@code defaults}
 * @param override delivery configuration above that of the Jenkinsfile; given to {@code deliveryCheck} and
 *     {@code deliveryPlan} as {@code override}
 * @param stepArguments step name to arguments that replace those of every call of that step, such as the endpoint of a
 *     stand-in
 * @param environment environment variables of the run, over those the runner sets itself
 */
public record HostSettings(
        Secrets secrets,
        Map<String, Object> defaults,
        Map<String, Object> override,
        Map<String, Map<String, Object>> stepArguments,
        Map<String, String> environment) {

    /** Steps that take a delivery configuration and the layers around it. */
    private static final List<String> CONFIGURED = List.of("deliveryCheck", "deliveryPlan");

    public HostSettings {
        Objects.requireNonNull(secrets, "secrets");
        defaults = ordered(defaults);
        override = ordered(override);
        stepArguments = ordered(stepArguments);
        environment = ordered(environment);
    }

    /** {@link Map#copyOf} would lose the order of environments. */
    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** No credentials, no layers, no replaced arguments. */
    public static HostSettings empty() {
        return new HostSettings(Secrets.NONE, Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** The same surroundings with other credentials. */
    public HostSettings withSecrets(Secrets other) {
        return new HostSettings(other, defaults, override, stepArguments, environment);
    }

    /** The same surroundings with another organisation layer. */
    public HostSettings withDefaults(Map<String, Object> other) {
        return new HostSettings(secrets, other, override, stepArguments, environment);
    }

    /** The arguments with which a step is really called: those of the Jenkinsfile, then the layers and replacements from here. */
    public Map<String, Object> argumentsOf(String step, Map<String, Object> given) {
        Map<String, Object> arguments = new LinkedHashMap<>(given);
        if (CONFIGURED.contains(step)) {
            if (!defaults.isEmpty()) {
                arguments.putIfAbsent("defaults", defaults);
            }
            if (!override.isEmpty()) {
                arguments.putIfAbsent("override", override);
            }
        }
        arguments.putAll(stepArguments.getOrDefault(step, Map.of()));
        return arguments;
    }
}
