package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions about the values that a promotion sets. */
final class Values {

    private Values() {}

    /** What stands at the first path; null when nothing does. */
    static String first(String file, String text, Map<String, String> values) {
        if (text.isEmpty() || values.isEmpty()) {
            return null;
        }
        return YamlEdit.of(file, text)
                .find(values.keySet().iterator().next())
                .filter(value -> !value.isEmpty())
                .orElse(null);
    }

    /** What stands at these paths; without those where nothing does. */
    static Map<String, String> at(String file, String text, List<String> paths) {
        YamlEdit edit = YamlEdit.of(file, text);
        Map<String, String> values = new LinkedHashMap<>();
        paths.forEach(path -> edit.find(path).ifPresent(value -> values.put(path, value)));
        return values;
    }

    /** Whether all of these values stand in the text. */
    static boolean stand(String file, String text, Map<String, String> values) {
        YamlEdit edit = YamlEdit.of(file, text);
        return values.entrySet().stream().allMatch(value -> edit.find(value.getKey())
                .filter(value.getValue()::equals)
                .isPresent());
    }
}
