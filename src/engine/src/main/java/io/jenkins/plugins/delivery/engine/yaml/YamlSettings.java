package io.jenkins.plugins.delivery.engine.yaml;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.LoadSettingsBuilder;

/** How texts are read as YAML. */
final class YamlSettings {

    private YamlSettings() {}

    /**
     * For this one text, which is read in one piece: where a piece ends between the two halves of a character such as an emoji, the
     * library (3.0.1) reads past its buffer.
     *
     * @param name of the text, for messages
     */
    static LoadSettingsBuilder of(String name, String text) {
        return LoadSettings.builder().setLabel(name).setBufferSize(Math.max(1, text.length()));
    }
}
