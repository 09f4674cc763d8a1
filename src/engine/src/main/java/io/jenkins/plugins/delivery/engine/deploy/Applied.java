package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a deployer has changed, as plain values, since it travels in the ticket of the wait.
 *
 * @param change {@link PromotionState#PUSHED} when something was changed, {@link PromotionState#UNCHANGED} when it stood so already,
 *     {@link PromotionState#RESTORED} when an earlier deployment was undone, {@link PromotionState#SUPERSEDED} when a newer one stands,
 *     {@link PromotionState#PLANNED} in a dry run
 * @param from what ran before, for people, as a version or an image tag; null when nothing did
 * @param to what is to run now
 * @param revision the deployer's own number or name of what was made; a later {@link DeployRequest#restore} takes it. Null when
 *     nothing was made
 * @param facts whatever the deployer needs for its later looks and for going back: strings, numbers, booleans, lists and maps
 */
public record Applied(PromotionState change, String from, String to, String revision, Map<String, Object> facts) {

    public Applied {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The same with one more fact. */
    public Applied with(String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(facts);
        copy.put(key, value);
        return new Applied(change, from, to, revision, copy);
    }

    /** A fact as text; null when it is not there. */
    public String text(String key) {
        Object value = facts.get(key);
        return value == null ? null : value.toString();
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("change", change.name());
        map.put("from", from);
        map.put("to", to);
        map.put("revision", revision);
        map.values().removeIf(value -> value == null);
        map.put("facts", facts);
        return map;
    }

    @SuppressWarnings("unchecked")
    static Applied fromMap(Map<String, Object> map) {
        return new Applied(
                PromotionState.valueOf((String) map.get("change")),
                (String) map.get("from"),
                (String) map.get("to"),
                (String) map.get("revision"),
                (Map<String, Object>) map.get("facts"));
    }
}
