package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a delivery may begin.
 *
 * @param contract the newest contract of the shared library that fits
 * @param agent how agents are taken
 */
public record DeliveryCheckResult(int contract, AgentPlan agent) implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("contract", contract);
        map.put("agent", agent.toMap());
        return map;
    }
}
