package io.jenkins.plugins.delivery.testbed.argo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an application runs since its last finished rollout, all of it read from Git at the synced revision.
 *
 * @param application the application's name
 * @param revisions the synced revision of each source; a chart's is its version
 * @param files the files of the sources by path, values files included
 * @param images the images found in manifests and values, as {@code repository:tag@digest} with what is set
 * @param values Helm values after all layers were merged
 */
public record DeployedState(
        String application,
        List<String> revisions,
        Map<String, String> files,
        List<String> images,
        Map<String, Object> values) {

    /** The synced revision of the first source. */
    public String revision() {
        return revisions.get(0);
    }

    /** A Helm value by its dotted name, such as {@code image.tag}. */
    public Optional<String> value(String dottedName) {
        Object current = values;
        for (String key : dottedName.split("\\.")) {
            current = current instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return Optional.ofNullable(current).map(Object::toString);
    }
}
