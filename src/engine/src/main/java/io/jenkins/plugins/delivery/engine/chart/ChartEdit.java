package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.yaml.YamlAddition;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.util.Map;

/** Writes values into Chart.yaml and values.yaml: replaced where they are there, added where they are not. */
final class ChartEdit {

    private ChartEdit() {}

    /**
     * The text with each path set.
     *
     * @param name of the file, for messages
     * @param values dotted path to text, number or boolean, in the order of writing
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException when a place cannot be edited safely
     */
    static String set(String name, String text, Map<String, Object> values) {
        String changed = text;
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            changed = set(name, changed, entry.getKey(), entry.getValue());
        }
        return changed;
    }

    private static String set(String name, String text, String path, Object value) {
        try {
            return YamlEdit.of(name, text).replace(path, String.valueOf(value)).text();
        } catch (NotFoundException e) {
            return YamlAddition.add(name, text, path, value);
        }
    }
}
