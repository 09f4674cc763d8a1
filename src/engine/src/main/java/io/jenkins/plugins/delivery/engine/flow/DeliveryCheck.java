package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Operation;
import java.util.List;

/**
 * The step {@code deliveryCheck}: needs no workspace, changes nothing, and refuses what cannot end well before an agent is taken: a
 * library that does not fit, a configuration with problems, an agent that the host cannot give.
 */
public final class DeliveryCheck implements Operation<DeliveryCheckRequest, DeliveryCheckResult> {

    @Override
    public DeliveryCheckResult run(DeliveryCheckRequest request, EngineContext context) {
        // First, because a configuration for another contract may have settings that this one does not know.
        LibraryContract.check(request.library());
        DeliveryConfig config = DeliveryConfig.of(request.defaults(), request.config(), request.override());
        AgentPlan agent = AgentPlan.of(config.section("agent"));
        List<String> missing = context.agents().missing(agent.kind(), agent.settings());
        if (!missing.isEmpty()) {
            throw new InvalidInputException("agent: '" + agent.kind().text() + "'", missing);
        }
        return new DeliveryCheckResult(LibraryContract.CURRENT, agent);
    }
}
