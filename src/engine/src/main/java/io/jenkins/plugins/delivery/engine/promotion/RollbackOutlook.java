package io.jenkins.plugins.delivery.engine.promotion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What going back would mean, before anything is done.
 *
 * @param needed whether a promotion stands that can be put back
 * @param ask whether a person has to choose first
 * @param from the version that stands
 * @param to the version to go back to; null when there is none
 * @param promotion GitOps commit of the promotion that stands; null when there is none
 * @param migrations paths that changed between both versions and that no version puts back
 * @param crds paths of custom resource definitions that changed between both versions
 * @param question for the person who chooses, or why nothing is to be done
 */
public record RollbackOutlook(
        boolean needed,
        boolean ask,
        String from,
        String to,
        String promotion,
        List<String> migrations,
        List<String> crds,
        String question) {

    public RollbackOutlook {
        migrations = List.copyOf(migrations);
        crds = List.copyOf(crds);
    }

    /** There is nothing to go back from, or to. */
    public static RollbackOutlook closed(String from, String to, String why) {
        return new RollbackOutlook(false, false, from, to, null, List.of(), List.of(), why);
    }

    /** Plain values, for results and tickets. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("needed", needed);
        map.put("ask", ask);
        put(map, "from", from);
        put(map, "to", to);
        put(map, "promotion", promotion);
        map.put("migrations", migrations);
        map.put("crds", crds);
        map.put("question", question);
        return map;
    }

    /** The inverse of {@link #toMap}. */
    @SuppressWarnings("unchecked")
    static RollbackOutlook of(Map<String, Object> map) {
        return new RollbackOutlook(
                Boolean.TRUE.equals(map.get("needed")),
                Boolean.TRUE.equals(map.get("ask")),
                (String) map.get("from"),
                (String) map.get("to"),
                (String) map.get("promotion"),
                (List<String>) map.get("migrations"),
                (List<String>) map.get("crds"),
                (String) map.get("question"));
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
