package io.jenkins.plugins.delivery.step;

import hudson.AbortException;
import io.jenkins.plugins.delivery.run.DeliveryExecution;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step of this plugin: one public field for each parameter of the engine's request, of the same name. Required ones are set by the
 * constructor, optional ones are data-bound fields that stay null until they are set; defaults live in the engine alone.
 */
public abstract class DeliveryStep extends Step {

    private Map<String, Object> said;

    /** What the Jenkinsfile says, by parameter; what it does not say is absent. */
    public final Map<String, Object> arguments() {
        if (said != null) {
            return said;
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (StepParameter parameter : ((DeliveryStepDescriptor) getDescriptor()).getParameters()) {
            Object value = parameter.valueIn(this);
            if (value != null) {
                arguments.put(parameter.getName(), value);
            }
        }
        return arguments;
    }

    /** Takes the arguments of a Jenkinsfile as they are, right or wrong, instead of the fields. */
    final void say(Map<String, Object> arguments) {
        said = arguments;
    }

    @Override
    public final StepExecution start(StepContext context) throws AbortException {
        String step = getDescriptor().getFunctionName();
        try {
            return new DeliveryExecution(context, step, arguments());
        } catch (IllegalArgumentException e) {
            throw new AbortException(step + ": " + e.getMessage() + ".");
        }
    }
}
