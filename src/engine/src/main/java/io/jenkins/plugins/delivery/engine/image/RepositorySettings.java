package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.NearestName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a missing repository is created in Amazon ECR (Amazon ECR API, {@code CreateRepository} and {@code PutLifecyclePolicy}).
 *
 * @param immutableTags whether a tag can be written once only
 * @param scanOnPush whether basic scanning looks at each pushed image; a registry with enhanced scanning does that by itself
 * @param untaggedDays after how many days an image without a tag expires; 0 for never
 * @param lifecyclePolicy JSON text of a whole lifecycle policy, instead of untaggedDays; null for none
 * @param kmsKey ARN, id or alias of the key that encrypts the images; null for AES-256 with a key of Amazon S3
 * @param tags resource tags of the repository, for cost and access
 */
public record RepositorySettings(
        boolean immutableTags,
        boolean scanOnPush,
        int untaggedDays,
        String lifecyclePolicy,
        String kmsKey,
        Map<String, String> tags) {

    private static final String PARAMETER = "repositorySettings";

    private static final List<String> KEYS =
            List.of("immutableTags", "scanOnPush", "untaggedDays", "lifecyclePolicy", "kmsKey", "tags");

    public RepositorySettings {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /**
     * Of the parameters of a step.
     *
     * @param create whether to create at all
     * @param given what differs from the defaults; what {@link #problems} finds wrong counts as not given
     * @return null for no creation
     */
    public static RepositorySettings of(boolean create, Map<String, Object> given) {
        if (!create) {
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>(Defaults.ofStep(PARAMETER));
        given.forEach((key, value) -> {
            if (problem(key, value) == null && value != null) {
                values.put(key, value);
            }
        });
        Map<String, String> tags = new LinkedHashMap<>();
        if (values.get("tags") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> tags.put(String.valueOf(key), String.valueOf(value)));
        }
        return new RepositorySettings(
                Boolean.parseBoolean(values.get("immutableTags").toString()),
                Boolean.parseBoolean(values.get("scanOnPush").toString()),
                Integer.parseInt(values.get("untaggedDays").toString()),
                text(values.get("lifecyclePolicy")),
                text(values.get("kmsKey")),
                tags);
    }

    /** What is wrong with the parameter of a step, as clauses. */
    public static List<String> problems(boolean create, Map<String, Object> given) {
        List<String> problems = new ArrayList<>();
        if (!create && !given.isEmpty()) {
            problems.add(PARAMETER + " only counts with createRepository: true");
        }
        given.forEach((key, value) -> {
            if (problem(key, value) != null) {
                problems.add(problem(key, value));
            }
        });
        return problems;
    }

    private static String problem(String key, Object value) {
        String name = PARAMETER + "." + key;
        return switch (key) {
            case "immutableTags", "scanOnPush" ->
                String.valueOf(value).matches("true|false") ? null : name + ": '" + value + "' is not true or false";
            case "untaggedDays" ->
                String.valueOf(value).matches("\\d{1,4}") ? null : name + ": '" + value + "' is not a number of days";
            case "lifecyclePolicy", "kmsKey" -> value instanceof CharSequence ? null : name + " is not a text";
            case "tags" -> value instanceof Map ? null : name + " is not a map of names to values";
            default -> NearestName.unknownKey(PARAMETER + ".", key, KEYS);
        };
    }

    private static String text(Object value) {
        return value == null || value.toString().isBlank() ? null : value.toString();
    }
}
