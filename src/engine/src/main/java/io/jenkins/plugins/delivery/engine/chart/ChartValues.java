package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one packaging writes to values.yaml: the image where charts have it by custom, and what the request sets. */
final class ChartValues {

    /** Where the charts that {@code helm create} writes have their image. */
    static final String IMAGE_TAG = "image.tag";

    static final String IMAGE_DIGEST = "image.digest";
    private static final String IMAGE_REPOSITORY = "image.repository";

    private final Map<String, Object> set;
    private final String repository;
    private final String tag;
    private final String digest;
    private final Map<String, String> variables;

    /**
     * @param set dotted path to value; texts may have placeholders
     * @param repository of the image; null to leave it alone, like tag and digest
     * @param variables what the placeholders stand for
     */
    ChartValues(Map<String, Object> set, String repository, String tag, String digest, Map<String, String> variables) {
        this.set = set;
        this.repository = repository;
        this.tag = tag;
        this.digest = digest;
        this.variables = variables;
    }

    /** A clause for each value that cannot be written. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        set.forEach((path, value) -> {
            if (value instanceof Map || value instanceof List || value == null) {
                problems.add("set: '" + path + "' needs a single value; name each path, like image.tag");
            }
        });
        for (Object value : set.values()) {
            try {
                expanded(value);
            } catch (IllegalArgumentException e) {
                problems.add("set: " + e.getMessage());
            }
        }
        return problems;
    }

    /** Dotted path to value, in the order of writing. */
    Map<String, Object> byPath() {
        Map<String, Object> values = new LinkedHashMap<>();
        if (repository != null && !places("ociTag")) {
            values.put(IMAGE_REPOSITORY, repository);
        }
        if (writesTag()) {
            values.put(IMAGE_TAG, tag);
        }
        if (writesDigest()) {
            values.put(IMAGE_DIGEST, digest);
        }
        set.forEach((path, value) -> values.put(path, expanded(value)));
        return values;
    }

    /** The paths that get another value with every version. */
    List<String> pathsOfVersion() {
        List<String> paths = new ArrayList<>();
        if (writesTag()) {
            paths.add(IMAGE_TAG);
        }
        if (writesDigest()) {
            paths.add(IMAGE_DIGEST);
        }
        set.forEach((path, value) -> {
            if (value instanceof CharSequence text
                    && !Template.names(text.toString()).isEmpty()) {
                paths.add(path);
            }
        });
        return paths;
    }

    /** The paths of the image's tag or digest: those of custom, or where the request places them. */
    List<String> pathsOfImage() {
        return pathsOfVersion().stream()
                .filter(path -> {
                    Object value = set.get(path);
                    List<String> names = value == null ? List.of() : Template.names(value.toString());
                    return value == null || names.contains("ociTag") || names.contains("digest");
                })
                .toList();
    }

    /** Whether the tag goes where charts have it by custom, because {@code set} names no other place. */
    private boolean writesTag() {
        return tag != null && !places("ociTag");
    }

    private boolean writesDigest() {
        return digest != null && !places("digest");
    }

    private boolean places(String variable) {
        return set.values().stream()
                .anyMatch(value -> value instanceof CharSequence text
                        && Template.names(text.toString()).contains(variable));
    }

    private Object expanded(Object value) {
        return value instanceof CharSequence text ? Template.expand(text.toString(), variables) : value;
    }

    /** Nested maps as dotted paths, so that {@code [image: [tag: x]]} and {@code ['image.tag': x]} are the same. */
    static Map<String, Object> flat(Map<String, Object> nested) {
        Map<String, Object> paths = new LinkedHashMap<>();
        nested.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                Map<String, Object> named = new LinkedHashMap<>();
                inner.forEach((name, leaf) -> named.put(key + "." + name, leaf));
                paths.putAll(flat(named));
            } else {
                paths.put(key, value);
            }
        });
        return Collections.unmodifiableMap(paths);
    }
}
