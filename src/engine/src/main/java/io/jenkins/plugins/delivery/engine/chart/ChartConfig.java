package io.jenkins.plugins.delivery.engine.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The config of a chart in a registry: its Chart.yaml as JSON, as Helm writes it when it pushes, so that the same chart has the same
 * config whoever pushed it (Helm 3.21, {@code chart.Metadata}: its fields in their order, empty ones left out).
 */
final class ChartConfig {

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final Map<?, ?> chart;
    private final ObjectNode config = JSON.createObjectNode();

    private ChartConfig(Map<?, ?> chart) {
        this.chart = chart;
    }

    /** @param chart Chart.yaml, with the dependencies of a requirements.yaml where a chart of API version 1 has them there */
    static byte[] of(Map<?, ?> chart) {
        return new ChartConfig(chart).bytes();
    }

    private byte[] bytes() {
        text("name");
        text("home");
        texts("sources");
        text("version");
        text("description");
        texts("keywords");
        maintainers();
        text("icon");
        config.put("apiVersion", chart.get("apiVersion") == null ? "v1" : string(chart.get("apiVersion")));
        text("condition");
        text("tags");
        text("appVersion");
        if (Boolean.TRUE.equals(chart.get("deprecated"))) {
            config.put("deprecated", true);
        }
        annotations(chart).forEach(config.withObjectProperty("annotations")::put);
        if (config.get("annotations").isEmpty()) {
            config.remove("annotations");
        }
        text("kubeVersion");
        dependencies();
        text("type");
        try {
            // What Go's encoder escapes beside what every encoder escapes; it can only stand inside of texts.
            return JSON.writeValueAsString(config)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    private void maintainers() {
        ArrayNode all = JSON.createArrayNode();
        for (Object item : list(chart.get("maintainers"))) {
            if (item instanceof Map<?, ?> maintainer) {
                ObjectNode node = all.addObject();
                text(maintainer, "name", node);
                text(maintainer, "email", node);
                text(maintainer, "url", node);
            }
        }
        if (!all.isEmpty()) {
            config.set("maintainers", all);
        }
    }

    private void dependencies() {
        ArrayNode all = JSON.createArrayNode();
        for (Object item : list(chart.get("dependencies"))) {
            if (item instanceof Map<?, ?> dependency) {
                ObjectNode node = all.addObject();
                node.put("name", string(dependency.get("name")));
                text(dependency, "version", node);
                node.put("repository", string(dependency.get("repository")));
                text(dependency, "condition", node);
                texts(dependency, "tags", node);
                if (Boolean.TRUE.equals(dependency.get("enabled"))) {
                    node.put("enabled", true);
                }
                if (!list(dependency.get("import-values")).isEmpty()) {
                    // As sorted plain values; the tree keeps the order in which they stand in the file.
                    node.putPOJO("import-values", dependency.get("import-values"));
                }
                text(dependency, "alias", node);
            }
        }
        if (!all.isEmpty()) {
            config.set("dependencies", all);
        }
    }

    /** The annotations of a Chart.yaml, sorted. */
    static Map<String, String> annotations(Map<?, ?> chart) {
        Map<String, String> annotations = new TreeMap<>();
        if (chart.get("annotations") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> annotations.put(string(key), string(value)));
        }
        return annotations;
    }

    private void text(String key) {
        text(chart, key, config);
    }

    private void texts(String key) {
        texts(chart, key, config);
    }

    private static void text(Map<?, ?> from, String key, ObjectNode to) {
        String text = string(from.get(key));
        if (!text.isEmpty()) {
            to.put(key, text);
        }
    }

    private static void texts(Map<?, ?> from, String key, ObjectNode to) {
        List<?> items = list(from.get(key));
        if (!items.isEmpty()) {
            ArrayNode texts = to.putArray(key);
            items.forEach(item -> texts.add(string(item)));
        }
    }

    static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /** Helm turns numbers and booleans into texts; a number without its trailing zeros. */
    static String string(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : value.toString();
    }
}
