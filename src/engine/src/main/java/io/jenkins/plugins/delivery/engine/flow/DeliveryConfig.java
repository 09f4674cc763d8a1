package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A valid delivery configuration: defaults, organisation and Jenkinsfile in one. Sections hold parameters of the steps they
 * configure and keep the shape of {@code delivery.schema.json}.
 */
public final class DeliveryConfig {

    /** Sections that mean nothing without this setting; image and its like are used by services that have one. */
    private static final Map<String, String> NEEDED =
            Map.of("image", "repository", "chart", "path", "slack", "channel");

    private static final List<String> CLOSURES = List.of("lint", "build", "test");

    private final Map<String, Object> values;
    private final List<Environment> environments;

    private DeliveryConfig(Map<String, Object> values) {
        this.values = values;
        this.environments = ConfigLayers.map(values.get("environments")).entrySet().stream()
                .map(entry -> Environment.of(entry.getKey(), ConfigLayers.map(entry.getValue()), text("service")))
                .toList();
    }

    /**
     * Merges and validates.
     *
     * @param organisation what the organisation sets for all services; weaker than the Jenkinsfile
     * @param jenkinsfile the arguments of deliveryPipeline, closures replaced by true
     * @param override what the host enforces (a sandbox, a folder); stronger than the Jenkinsfile
     * @throws InvalidInputException with every problem, its path and the nearest known key
     */
    public static DeliveryConfig of(
            Map<String, Object> organisation, Map<String, Object> jenkinsfile, Map<String, Object> override) {
        Map<String, Object> merged =
                ConfigLayers.effective(List.of(Defaults.ofPipeline(), organisation, jenkinsfile), override);
        List<String> problems = new ArrayList<>(ConfigSchema.problems(merged));
        for (String section : unused(merged, jenkinsfile)) {
            problems.remove(section + "." + NEEDED.get(section) + " is missing.");
            merged.remove(section);
        }
        DeliveryConfig config = new DeliveryConfig(merged);
        if (problems.isEmpty()) {
            problems.addAll(config.contradictions());
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The delivery configuration", problems);
        }
        return config;
    }

    /**
     * Every problem of one layer for itself, which may leave out what another layer says.
     *
     * @param layer in the shape of {@code delivery.schema.json}; not the Jenkinsfile's
     */
    static List<String> problemsOf(Map<String, Object> layer) {
        Map<String, Object> written = ShortForms.writtenOut(layer);
        List<String> problems = new ArrayList<>(ConfigSchema.problems(written));
        problems.remove("service is missing.");
        NEEDED.forEach((section, key) -> problems.remove(section + "." + key + " is missing."));
        DeliveryConfig config = new DeliveryConfig(written);
        problems.addAll(config.closures());
        if (problems.isEmpty()) {
            problems.addAll(config.malformed());
        }
        return problems;
    }

    /** Sections that the Jenkinsfile does not have and that other layers say too little of to be more than advice. */
    private static List<String> unused(Map<String, Object> merged, Map<String, Object> jenkinsfile) {
        return NEEDED.entrySet().stream()
                .filter(entry -> merged.get(entry.getKey()) instanceof Map<?, ?> section
                        && !section.containsKey(entry.getValue())
                        && !jenkinsfile.containsKey(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Closures can only stand in a Jenkinsfile; a layer that claims one would plan a call of nothing. */
    private List<String> closures() {
        List<String> found = new ArrayList<>();
        CLOSURES.stream().filter(this::isTrue).forEach(found::add);
        if (isTrue("image", "build")) {
            found.add("image.build");
        }
        environments.stream()
                .filter(Environment::verifiedByBody)
                .forEach(environment -> found.add("environments." + environment.name() + ".verify"));
        return found.stream()
                .map(path -> path + " is a closure, which only a Jenkinsfile can have.")
                .toList();
    }

    /** What the schema cannot say of single settings. */
    private List<String> malformed() {
        List<String> problems = new ArrayList<>(AgentPlan.problems(section("agent")));
        for (Environment environment : environments) {
            String path = "environments." + environment.name() + ".";
            environment.approval().ifPresent(approval -> checkDuration(path + "approval.timeout", approval, problems));
            checkDuration(path + "timeout", environment.settings(), problems);
            checkDuration(path + "readyTimeout", environment.settings(), problems);
            environment.unknownPlaceholder().ifPresent(problem -> problems.add(path + "url: " + problem + "."));
        }
        checkDuration("argo.timeout", section("argo"), problems);
        checkDuration("argo.stableFor", section("argo"), problems);
        return problems;
    }

    /** What the schema cannot say: settings that need each other. */
    private List<String> contradictions() {
        List<String> problems = malformed();
        if (!environments.isEmpty() && !section("gitops").containsKey("url")) {
            problems.add("gitops.url is missing; environments (" + environmentNames()
                    + ") are promoted by a commit in the GitOps repository.");
        }
        if (isTrue("image", "build") && imageRepository().isEmpty()) {
            problems.add("image.repository is missing; it says where the image of image.build goes.");
        }
        for (Environment environment : environments) {
            String path = "environments." + environment.name() + ".";
            if (environment.settings().containsKey("checks")
                    && !environment.settings().containsKey("url")) {
                problems.add(path + "url is missing; checks are made against it.");
            }
            Object after = environment.settings().getOrDefault("after", "none");
            if (!after.equals("none")
                    && environments.stream().noneMatch(other -> other.name().equals(after))) {
                problems.add(
                        path + "after: '" + after + "' is not one of the environments " + environmentNames() + ".");
            }
        }
        return problems;
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

    public String service() {
        return text("service");
    }

    /** A top-level text setting; empty text when it is not set. */
    public String text(String key) {
        return String.valueOf(values.getOrDefault(key, ""));
    }

    /** A section, for example {@code gitops}; empty when it is not set. A copy that the caller may change. */
    public Map<String, Object> section(String name) {
        return new LinkedHashMap<>(ConfigLayers.map(values.get(name)));
    }

    /** Whether the section is there at all. */
    boolean has(String name) {
        return values.get(name) instanceof Map<?, ?>;
    }

    /** Whether the Jenkinsfile brings this closure, or sets this flag. */
    boolean isTrue(String... path) {
        Object value = values;
        for (String key : path) {
            value = ConfigLayers.map(value).get(key);
        }
        return Boolean.TRUE.equals(value);
    }

    /** The environments in promotion order. */
    public List<Environment> environments() {
        return environments;
    }

    /** Host and path of the image repository; empty when the pipeline makes no image. */
    Optional<ImageLocation> imageRepository() {
        return ImageLocation.of(section("image"));
    }

    private String environmentNames() {
        return String.join(", ", environments.stream().map(Environment::name).toList());
    }
}
