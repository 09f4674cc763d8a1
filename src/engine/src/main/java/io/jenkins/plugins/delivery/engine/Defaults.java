package io.jenkins.plugins.delivery.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/** Reads {@code defaults.yaml}, the only home of default values. */
public final class Defaults {

    private static final String RESOURCE = "/io/jenkins/plugins/delivery/defaults.yaml";
    private static final Map<String, Object> ALL = load();

    private Defaults() {}

    /** The default parameters of a step; empty when it has none. */
    public static Map<String, Object> ofStep(String name) {
        return section(section(ALL, "steps"), name);
    }

    /** The default delivery configuration, in the shape of {@code delivery.schema.json}. */
    public static Map<String, Object> ofPipeline() {
        return section(ALL, "pipeline");
    }

    /** The default settings of a kind of agent. */
    public static Map<String, Object> ofAgent(String kind) {
        return section(section(ALL, "agents"), kind);
    }

    /** How long something may take, by what it is: {@code suite}, {@code unitTests}. */
    public static Duration timeout(String of) {
        return Durations.parse(section(ALL, "timeouts").get(of));
    }

    /** The commands of each language, by its name: {@code lint} and {@code test} with {@code run} and the globs of what they leave. */
    public static Map<String, Object> presets() {
        return section(ALL, "presets");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Map<String, Object> map, String key) {
        Object value = map.get(key);
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> load() {
        try (InputStream in = Defaults.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return new ObjectMapper(new YAMLFactory()).readValue(in, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }
}
