package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A valid delivery configuration: defaults, organisation and Jenkinsfile in one. Sections hold parameters of the steps they
 * configure and keep the shape of {@code delivery.schema.json}.
 */
public final class DeliveryConfig {

    /** Sections that mean nothing without this setting; image and its like are used by services that have one. */
    private static final Map<String, String> NEEDED =
            Map.of("image", "repository", "chart", "path", "slack", "channel");

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
        return of(organisation, jenkinsfile, override, GateInputs.Binder.NONE);
    }

    /**
     * The same, and asks every gate whether it understands its settings.
     *
     * @param gates understands the arguments of gates as their steps do
     * @throws InvalidInputException with every problem, its path and the nearest known key
     */
    public static DeliveryConfig of(
            Map<String, Object> organisation,
            Map<String, Object> jenkinsfile,
            Map<String, Object> override,
            GateInputs.Binder gates) {
        Map<String, Object> merged =
                ConfigLayers.effective(List.of(Defaults.ofPipeline(), organisation, jenkinsfile), override);
        List<String> problems = new ArrayList<>(ToldProblems.withoutMisspelt(ConfigSchema.problems(merged)));
        for (String section : unused(merged, jenkinsfile)) {
            problems.remove(section + "." + NEEDED.get(section) + " is missing.");
            merged.remove(section);
        }
        DeliveryConfig config = new DeliveryConfig(merged);
        Optional<Map<String, Object>> sound =
                problems.isEmpty() ? Optional.of(merged) : ConfigSchema.withoutProblems(merged);
        sound.map(DeliveryConfig::new).ifPresent(rest -> {
            Set<String> named = ConfigLayers.map(merged.get("environments")).keySet();
            problems.addAll(new ToldProblems(problems).others(new ConfigChecks(rest, named).contradictions()));
            ToldProblems told = new ToldProblems(problems);
            problems.addAll(told.others(new GateInputs(gates).problems(rest, told)));
        });
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
        ConfigChecks checks = new ConfigChecks(new DeliveryConfig(written), Set.of());
        problems.addAll(checks.closures());
        if (problems.isEmpty()) {
            problems.addAll(checks.malformed());
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

    /** The same with accepted findings instead of the file that holds them, so that the scan needs no workspace. */
    DeliveryConfig accepting(List<Object> findings) {
        Map<String, Object> image = section("image");
        Map<String, Object> scan = new LinkedHashMap<>(ConfigLayers.map(image.get("scan")));
        scan.remove("allowList");
        if (!findings.isEmpty()) {
            scan.put("accepted", findings);
        }
        image.put("scan", scan);
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put("image", image);
        return new DeliveryConfig(changed);
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

    /** The preset that stands for a closure; empty for a closure or nothing. */
    Optional<Preset> preset(String body) {
        return values.get(body) instanceof String name ? Preset.of(name, body) : Optional.empty();
    }

    /** The environments in promotion order. */
    public List<Environment> environments() {
        return environments;
    }

    /** Host and path of the image repository; empty when the pipeline makes no image. */
    Optional<ImageLocation> imageRepository() {
        return ImageLocation.of(section("image"));
    }
}
