package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans the suites of tests of one environment: what starts each of them, and what the gate is told to judge. */
final class SuitePlanner {

    /** The suite that the closure {@code verify} is, when it says where its reports are. */
    private static final String VERIFY = "verify";

    private static final List<String> NOT_JUDGED = List.of("run", "file", "timeout");

    private final Environment environment;
    private final Map<String, Object> arguments;

    /** @param arguments what closures get, with values like those of arguments of an action */
    SuitePlanner(Environment environment, Map<String, Object> arguments) {
        this.environment = environment;
        this.arguments = arguments;
    }

    /** The settings of each suite by name. */
    static Map<String, Map<String, Object>> suites(Environment environment) {
        Map<String, Map<String, Object>> suites = new LinkedHashMap<>();
        if (isSuite(environment)) {
            suites.put(VERIFY, Map.of("report", environment.settings().get("junit")));
        }
        ConfigLayers.map(environment.settings().get("suites"))
                .forEach((name, settings) -> suites.put(name, ConfigLayers.map(settings)));
        return suites;
    }

    /** Whether the closure leaves reports, so that its failures are tests and not the end of the run. */
    static boolean isSuite(Environment environment) {
        return environment.verifiedByBody() && environment.settings().containsKey("junit");
    }

    /** What the gate judges. */
    List<Map<String, Object>> judged() {
        List<Map<String, Object>> judged = new ArrayList<>();
        suites(environment).forEach((name, settings) -> {
            Map<String, Object> suite = new LinkedHashMap<>();
            suite.put("name", name);
            preset(settings).map(preset -> preset.judged(name)).ifPresent(suite::putAll);
            suite.putAll(settings);
            suite.keySet().removeAll(NOT_JUDGED);
            judged.add(suite);
        });
        return judged;
    }

    /** What the run starts. */
    List<PlanSuite> started() {
        List<PlanSuite> started = new ArrayList<>();
        suites(environment).forEach((name, settings) -> {
            Duration timeout = settings.containsKey("timeout")
                    ? Durations.parse(settings.get("timeout"))
                    : Defaults.timeout("suite");
            started.add(new PlanSuite(name, action(name, settings), timeout));
        });
        return started;
    }

    /** Shows the JUnit reports of suites with the run; which of them count is for the gate to say. */
    static PlanAction published(List<Map<String, Object>> judged) {
        List<String> reports = judged.stream()
                .flatMap(suite -> suite.get("report") instanceof List<?> globs ? globs.stream() : Stream.of())
                .map(String::valueOf)
                .filter(glob -> glob.endsWith(".xml"))
                .toList();
        if (reports.isEmpty()) {
            return null;
        }
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("testResults", String.join(",", reports));
        args.put("allowEmptyResults", true);
        args.put("skipMarkingBuildUnstable", true);
        return PlanAction.step("junit", args);
    }

    private PlanAction action(String name, Map<String, Object> settings) {
        String path = "environments." + environment.name() + ".";
        if (name.equals(VERIFY) && isSuite(environment)) {
            return PlanAction.body(path + VERIFY, arguments);
        }
        return preset(settings)
                .map(preset -> preset.action(variables(name, settings)))
                .orElseGet(() -> PlanAction.body(path + "suites." + name + ".run", arguments));
    }

    private Map<String, Object> variables(String name, Map<String, Object> settings) {
        Map<String, Object> variables = new LinkedHashMap<>();
        arguments.forEach((key, value) -> variables.put("DELIVERY_" + key.toUpperCase(Locale.ROOT), value));
        variables.put("DELIVERY_SUITE", name);
        variables.put("DELIVERY_FILE", settings.getOrDefault("file", ""));
        return variables;
    }

    private static Optional<Preset> preset(Map<String, Object> settings) {
        return settings.get("run") instanceof String name ? Preset.ofSuite(name) : Optional.empty();
    }
}
