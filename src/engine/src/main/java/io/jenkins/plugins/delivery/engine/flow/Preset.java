package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.Defaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a tool is used where nobody says otherwise: one entry of {@code presets} in {@code defaults.yaml}. Its command is a constant; all
 * that comes from outside reaches it through its environment.
 *
 * @param name of the language or tool
 * @param use what it is used for: {@link #LINT}, {@link #TEST} or {@link #SUITE}
 * @param settings command, and what it leaves behind
 */
record Preset(String name, String use, Map<String, Object> settings) {

    static final String LINT = "lint";
    static final String TEST = "test";
    static final String SUITE = "suite";

    static Optional<Preset> of(String name, String use) {
        Map<String, Object> settings =
                ConfigLayers.map(ConfigLayers.map(Defaults.presets().get(name)).get(use));
        return settings.isEmpty() ? Optional.empty() : Optional.of(new Preset(name, use, settings));
    }

    /** A tool for tests against an environment; the unit tests of a language are run there as well. */
    static Optional<Preset> ofSuite(String name) {
        return of(name, SUITE).or(() -> of(name, TEST));
    }

    /** The names that have this use. */
    static List<String> names(String use) {
        return Defaults.presets().keySet().stream()
                .filter(name -> SUITE.equals(use)
                        ? ofSuite(name).isPresent()
                        : of(name, use).isPresent())
                .toList();
    }

    /** The command, with these variables in its environment. */
    PlanAction action(Map<String, Object> variables) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("script", settings.get("run"));
        args.put("label", name + " " + use);
        return PlanAction.step("sh", args).with(variables);
    }

    /**
     * What a gate is told of the reports that it leaves; empty when it leaves none.
     *
     * @param suite name of the suite, which the names of its reports have in them
     */
    Map<String, Object> judged(String suite) {
        Map<String, Object> judged = new LinkedHashMap<>();
        if (settings.containsKey("kind")) {
            judged.put("kind", settings.get("kind"));
        }
        if (settings.getOrDefault("junit", settings.get("report")) instanceof List<?> reports) {
            judged.put(
                    "report",
                    reports.stream()
                            .map(glob -> String.valueOf(glob).replace("${suite}", suite))
                            .toList());
        }
        return judged;
    }

    /** Globs of the coverage reports that it leaves. */
    List<?> coverage() {
        return settings.get("coverage") instanceof List<?> globs ? globs : List.of();
    }
}
