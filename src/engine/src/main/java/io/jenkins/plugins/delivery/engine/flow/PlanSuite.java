package io.jenkins.plugins.delivery.engine.flow;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A suite of tests that the run starts beside others.
 *
 * @param name what a person calls it; also its branch in the run view
 * @param action the closure of the Jenkinsfile or the command of a preset that runs it
 * @param timeout after which it is ended
 */
record PlanSuite(String name, PlanAction action, Duration timeout) {

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("action", action.toMap());
        map.put("timeoutSeconds", timeout.toSeconds());
        return map;
    }
}
