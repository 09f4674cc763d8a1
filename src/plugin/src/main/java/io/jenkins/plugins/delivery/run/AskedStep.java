package io.jenkins.plugins.delivery.run;

import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.CpsFlowFactoryAction2;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/**
 * Makes a build of a job do one step that a person asked for on a page, and nothing of what its Jenkinsfile says. The build has what
 * such a step needs: credentials of its folder, a log, a life over restarts, a number that the ledger can name.
 *
 * <p>What the person entered never becomes a part of a script: the script is the same for everybody, and the step gets its arguments
 * from here.
 */
public final class AskedStep extends InvisibleAction implements CpsFlowFactoryAction2, Queue.QueueAction {

    private final String step;
    private final LinkedHashMap<String, Object> arguments;

    /**
     * @param step name of a step of this plugin
     * @param arguments its arguments, as plain values
     */
    public AskedStep(String step, Map<String, Object> arguments) {
        if (!step.matches("[a-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("'" + step + "' is no name of a step");
        }
        this.step = step;
        this.arguments = new LinkedHashMap<>(PlainCopy.of(arguments));
    }

    /** What a run was asked to do with this step; empty for every ordinary run. */
    static Map<String, Object> of(Run<?, ?> run, String step) {
        AskedStep asked = run.getAction(AskedStep.class);
        return asked == null || !asked.step.equals(step) ? Map.of() : asked.arguments;
    }

    @Override
    public CpsFlowExecution create(FlowDefinition definition, FlowExecutionOwner owner, List<? extends Action> actions)
            throws IOException {
        return new CpsFlowExecution(step + "()", true, owner, FlowDurabilityHint.MAX_SURVIVABILITY);
    }

    /** Never one with another build in the queue. */
    @Override
    public boolean shouldSchedule(List<Action> others) {
        return true;
    }
}
