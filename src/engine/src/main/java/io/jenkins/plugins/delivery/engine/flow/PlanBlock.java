package io.jenkins.plugins.delivery.engine.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Stages that run in one place.
 *
 * @param place where
 * @param role which container of the agent, where it has containers: {@link #BUILD} or {@link #VERIFY}
 * @param environment the environment that they promote to; null for stages before any promotion
 * @param stages in order
 */
record PlanBlock(Place place, String role, String environment, List<PlanStage> stages) {

    /** The container that closures run in. */
    static final String BUILD = "build";
    /** The container that closures run in when they verify an environment. */
    static final String VERIFY = "e2e";

    /** Where stages run. Waits and approvals hold no executor, so they are not on an agent. */
    enum Place {
        AGENT,
        CONTROLLER
    }

    static PlanBlock onAgent(String role, String environment, List<PlanStage> stages) {
        return new PlanBlock(Place.AGENT, role, environment, stages);
    }

    static PlanBlock onController(String environment, List<PlanStage> stages) {
        return new PlanBlock(Place.CONTROLLER, null, environment, stages);
    }

    /** The same with one more action at the end of its last stage. */
    PlanBlock endingWith(PlanAction action) {
        List<PlanStage> others = stages.subList(0, stages.size() - 1);
        PlanStage last = stages.get(stages.size() - 1).before(List.of(action));
        return new PlanBlock(
                place,
                role,
                environment,
                Stream.concat(others.stream(), Stream.of(last)).toList());
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("on", place.name().toLowerCase(Locale.ROOT));
        if (role != null) {
            map.put("role", role);
        }
        if (environment != null) {
            map.put("environment", environment);
        }
        map.put("stages", stages.stream().map(PlanStage::toMap).toList());
        return map;
    }
}
