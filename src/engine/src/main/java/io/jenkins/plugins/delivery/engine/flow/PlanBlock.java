package io.jenkins.plugins.delivery.engine.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stages that run in one place.
 *
 * @param place where
 * @param environment the environment that they promote to; null for stages before any promotion
 * @param stages in order
 */
record PlanBlock(Place place, String environment, List<PlanStage> stages) {

    /** Where stages run. Waits and approvals hold no executor, so they are not on an agent. */
    enum Place {
        AGENT,
        CONTROLLER
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("on", place.name().toLowerCase(Locale.ROOT));
        if (environment != null) {
            map.put("environment", environment);
        }
        map.put("stages", stages.stream().map(PlanStage::toMap).toList());
        return map;
    }
}
