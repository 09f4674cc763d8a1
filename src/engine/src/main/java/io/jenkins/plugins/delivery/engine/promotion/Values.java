package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
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

    /** Whether all of these values stand in the text. */
    static boolean stand(String file, String text, Map<String, String> values) {
        YamlEdit edit = YamlEdit.of(file, text);
        return values.entrySet().stream().allMatch(value -> edit.find(value.getKey())
                .filter(value.getValue()::equals)
                .isPresent());
    }
}
