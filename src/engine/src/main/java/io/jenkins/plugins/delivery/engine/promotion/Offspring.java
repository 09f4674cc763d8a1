package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.argo.Application;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The applications directly below an application, as a ticket keeps them.
 *
 * @param declared by its manifests
 * @param sets whether it declares ApplicationSets as well, whose applications have to be looked up
 * @param made by those, when they were last looked up
 * @param madeOf the end of the sync after which they were looked up; null when they were not
 * @param last whether they were looked up once more, when everything else was through
 */
record Offspring(List<String> declared, boolean sets, List<String> made, String madeOf, boolean last) {

    static final Offspring NONE = new Offspring(List.of(), false, List.of(), null, false);

    /** For an application that has never been synced. */
    static final String NEVER = "never";

    /** What the application says now; what was looked up stays known. */
    Offspring seen(Application.Family family) {
        return new Offspring(family.children(), family.sets(), family.sets() ? made : List.of(), madeOf, last);
    }

    /** What was looked up. */
    Offspring found(List<String> applications, String syncEnd, boolean lastTime) {
        return new Offspring(declared, sets, List.copyOf(applications), syncEnd, lastTime);
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(declared);
        names.addAll(made);
        return names;
    }

    static Offspring of(Object saved) {
        if (!(saved instanceof Map<?, ?> map)) {
            return NONE;
        }
        return new Offspring(
                texts(map.get("declared")),
                Boolean.TRUE.equals(map.get("sets")),
                texts(map.get("made")),
                map.get("madeOf") instanceof String text ? text : null,
                Boolean.TRUE.equals(map.get("last")));
    }

    /** Plain values. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("declared", declared);
        if (sets) {
            map.put("sets", true);
            map.put("made", made);
            map.put("last", last);
        }
        if (madeOf != null) {
            map.put("madeOf", madeOf);
        }
        return map;
    }

    private static List<String> texts(Object saved) {
        return saved instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }
}
