package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the schema cannot say of a configuration. Each problem is a sentence that begins with its path. */
final class ConfigChecks {

    private static final List<String> CLOSURES = List.of("lint", "build", "test");

    private final DeliveryConfig config;
    private final Set<String> named;

    /** @param named environments that are written, those included whose settings are refused and not looked at here */
    ConfigChecks(DeliveryConfig config, Set<String> named) {
        this.config = config;
        this.named = named;
    }

    /** Closures can only stand in a Jenkinsfile; a layer that claims one would plan a call of nothing. */
    List<String> closures() {
        List<String> found = new ArrayList<>();
        CLOSURES.stream().filter(config::isTrue).forEach(found::add);
        if (config.isTrue("image", "build")) {
            found.add("image.build");
        }
        for (Environment environment : config.environments()) {
            String path = "environments." + environment.name() + ".";
            if (environment.verifiedByBody()) {
                found.add(path + "verify");
            }
            SuitePlanner.suites(environment).forEach((name, settings) -> {
                if (Boolean.TRUE.equals(settings.get("run"))) {
                    found.add(path + "suites." + name + ".run");
                }
            });
        }
        return found.stream()
                .map(path -> path + " is a closure, which only a Jenkinsfile can have.")
                .toList();
    }

    /** What the schema cannot say of single settings. */
    List<String> malformed() {
        List<String> problems = new ArrayList<>(AgentPlan.problems(config.section("agent")));
        for (String use : List.of(Preset.LINT, Preset.TEST)) {
            String name = config.text(use);
            if (!name.isEmpty() && !config.isTrue(use) && config.preset(use).isEmpty()) {
                problems.add(use + ": " + unknownPreset(name, use));
            }
        }
        for (Environment environment : config.environments()) {
            String path = "environments." + environment.name() + ".";
            environment.approval().ifPresent(approval -> checkDuration(path + "approval.timeout", approval, problems));
            checkDuration(path + "timeout", environment.settings(), problems);
            checkDuration(path + "readyTimeout", environment.settings(), problems);
            checkDuration(path + "soak", environment.settings(), problems);
            SuitePlanner.suites(environment)
                    .forEach((name, settings) -> suite(path + "suites." + name, settings, problems));
            environment.unknownPlaceholder().ifPresent(problem -> problems.add(path + "url: " + problem + "."));
        }
        checkDuration("image.retryFor", config.section("image"), problems);
        checkDuration("argo.timeout", config.section("argo"), problems);
        checkDuration("argo.stableFor", config.section("argo"), problems);
        checkDuration("argo.terminateStuck", config.section("argo"), problems);
        checkDuration("gitops.mergeTimeout", config.section("gitops"), problems);
        checkDuration("gitops.remindAfter", config.section("gitops"), problems);
        if (!config.text("answerWithin").isEmpty()) {
            checkDuration("answerWithin", Map.of("answerWithin", config.text("answerWithin")), problems);
        }
        return problems;
    }

    private static void suite(String path, Map<String, Object> settings, List<String> problems) {
        checkDuration(path + ".timeout", settings, problems);
        if (settings.get("run") instanceof String name && Preset.ofSuite(name).isEmpty()) {
            problems.add(path + ".run: " + unknownPreset(name, Preset.SUITE));
        } else if (!settings.containsKey("report") && !(settings.get("run") instanceof String)) {
            problems.add(path + ".report is missing; it says which files the suite leaves.");
        }
    }

    private static String unknownPreset(String name, String use) {
        return NearestName.unknownKey("preset ", name, Preset.names(use));
    }

    /** What the schema cannot say: settings that need each other. */
    List<String> contradictions() {
        List<String> problems = malformed();
        List<Environment> byCommit = config.environments().stream()
                .filter(environment -> DeployerPlanner.of(config, environment).equals(DeployerPlanner.ARGO_CD))
                .toList();
        if (!byCommit.isEmpty() && !config.section("gitops").containsKey("url")) {
            problems.add("gitops.url is missing; environments (" + names(byCommit)
                    + ") are promoted by a commit in the GitOps repository.");
        }
        config.environments().stream()
                .flatMap(environment -> new DeployerPlanner(config).problems(environment).stream())
                .forEach(problems::add);
        if (config.isTrue("image", "build") && config.imageRepository().isEmpty()) {
            problems.add("image.repository is missing; it says where the image of image.build goes.");
        }
        for (Environment environment : config.environments()) {
            String path = "environments." + environment.name() + ".";
            if (environment.settings().containsKey("checks")
                    && !environment.settings().containsKey("url")) {
                problems.add(path + "url is missing; checks are made against it.");
            }
            Object after = environment.settings().getOrDefault("after", "none");
            if (!after.equals("none") && !isEnvironment(after)) {
                problems.add(
                        path + "after: '" + after + "' is not one of the environments " + environmentNames() + ".");
            }
        }
        return problems;
    }

    private boolean isEnvironment(Object name) {
        return named.contains(name)
                || config.environments().stream().anyMatch(other -> other.name().equals(name));
    }

    private static void checkDuration(String path, Map<String, Object> holder, List<String> problems) {
        Object value = holder.get(path.substring(path.lastIndexOf('.') + 1));
        if (value == null) {
            return;
        }
        try {
            Durations.parse(value);
        } catch (IllegalArgumentException e) {
            problems.add(path + ": " + e.getMessage() + ".");
        }
    }

    private String environmentNames() {
        return names(config.environments());
    }

    private static String names(List<Environment> environments) {
        return String.join(", ", environments.stream().map(Environment::name).toList());
    }
}
