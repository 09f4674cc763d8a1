package io.jenkins.plugins.delivery.engine.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stage of the pipeline.
 *
 * @param name what a person looks for in the run view
 * @param actions what it does, in order
 * @param recover what is done when an action fails, before the failure goes on; null for nothing
 */
record PlanStage(String name, List<PlanAction> actions, PlanAction recover) {

    static PlanStage of(String name, PlanAction... actions) {
        return new PlanStage(name, List.of(actions), null);
    }

    PlanStage recoveredBy(PlanAction action) {
        return new PlanStage(name, actions, action);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("actions", actions.stream().map(PlanAction::toMap).toList());
        if (recover != null) {
            map.put("recover", recover.toMap());
        }
        return map;
    }
}
