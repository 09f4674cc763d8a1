package io.jenkins.plugins.delivery.testbed.argo;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds container images in manifests and Helm values. */
final class Images {

    private Images() {}

    /** Every {@code image} at any depth: a reference, or a mapping of repository, tag and digest as most charts have it. */
    static Set<String> in(Object node, String defaultRepository) {
        Set<String> found = new LinkedHashSet<>();
        collect(node, defaultRepository, found);
        return found;
    }

    private static void collect(Object node, String defaultRepository, Set<String> found) {
        if (node instanceof Map<?, ?> map) {
            Map<String, Object> typed = Yaml.typed(map);
            Object image = typed.get("image");
            if (image instanceof String reference) {
                found.add(reference);
            } else if (image instanceof Map<?, ?> parts) {
                String reference = reference(Yaml.typed(parts), defaultRepository);
                if (!reference.isEmpty()) {
                    found.add(reference);
                }
            }
            typed.values().forEach(value -> collect(value, defaultRepository, found));
        } else if (node instanceof List<?> list) {
            list.forEach(item -> collect(item, defaultRepository, found));
        }
    }

    private static String reference(Map<String, Object> parts, String defaultRepository) {
        String tag = Yaml.text(parts, "tag", "");
        String digest = Yaml.text(parts, "digest", "");
        if (tag.isEmpty() && digest.isEmpty()) {
            return "";
        }
        String registry = Yaml.text(parts, "registry", "");
        return (registry.isEmpty() ? "" : registry + "/")
                + Yaml.text(parts, "repository", defaultRepository)
                + (tag.isEmpty() ? "" : ":" + tag)
                + (digest.isEmpty() ? "" : "@" + digest);
    }
}
