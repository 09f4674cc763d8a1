package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions that describe something for another step and do nothing themselves: credential bindings, build parameters, job
 * properties, pod templates. Each gives a map with its own name under {@link #NAME}.
 */
final class Symbols {

    /** The key under which the map of a symbol carries the symbol's name. */
    static final String NAME = "$symbol";

    private static final List<String> ALL = List.of(
            "usernamePassword",
            "usernameColonPassword",
            "string",
            "file",
            "sshUserPrivateKey",
            "certificate",
            "booleanParam",
            "choice",
            "text",
            "password",
            "credentials",
            "parameters",
            "buildDiscarder",
            "logRotator",
            "disableConcurrentBuilds",
            "disableResume",
            "durabilityHint",
            "overrideIndexTriggers",
            "skipDefaultCheckout",
            "preserveStashes",
            "quietPeriod",
            "rateLimitBuilds",
            "throttle",
            "pipelineTriggers",
            "cron",
            "pollSCM",
            "githubPush",
            "upstream",
            "copyArtifactPermission",
            "containerTemplate",
            "containerEnvVar",
            "envVar",
            "secretEnvVar",
            "emptyDirVolume",
            "hostPathVolume",
            "persistentVolumeClaim",
            "secretVolume",
            "configMapVolume",
            "kubernetesAgent",
            "nonresumable",
            "agent");

    private Symbols() {}

    static List<StepSpec> all() {
        return ALL.stream()
                .map(name -> StepSpec.of(name, StepSpec.ANY, Symbols::describe))
                .toList();
    }

    private static Object describe(StepCall call) {
        Map<String, Object> description = new LinkedHashMap<>(call.arguments());
        description.put(NAME, call.step());
        return description;
    }
}
