package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Operation;
import java.util.List;
import java.util.Map;

/**
 * The step {@code deliveryCheck}: needs no workspace, changes nothing, and refuses what cannot end well before an agent is taken: a
 * library that does not fit, a configuration with problems, a pull request that is not merged to main, an agent that the host cannot
 * give.
 */
public final class DeliveryCheck implements Operation<DeliveryCheckRequest, DeliveryCheckResult> {

    private final GateInputs.Binder gates;

    /** @param gates understands the arguments of gates as their steps do */
    public DeliveryCheck(GateInputs.Binder gates) {
        this.gates = gates;
    }

    @Override
    public DeliveryCheckResult run(DeliveryCheckRequest request, EngineContext context) {
        // First, because a configuration for another contract may have settings that this one does not know.
        LibraryContract.check(request.library());
        refuse("The shared library", context.host().libraryProblems());
        DeliveryConfig config = DeliveryConfig.of(request.defaults(), request.config(), request.override(), gates);
        Map<String, String> run = context.environment();
        new MergeRule(config).check(run.get("CHANGE_BRANCH"), run.get("CHANGE_ID"), run.get("CHANGE_TARGET"));
        AgentPlan agent = AgentPlan.of(config.section("agent"));
        refuse("agent: '" + agent.kind().text() + "'", context.host().missing(agent.kind(), agent.settings()));
        return new DeliveryCheckResult(LibraryContract.CURRENT, agent);
    }

    private static void refuse(String subject, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(subject, problems);
        }
    }
}
