package io.jenkins.plugins.delivery.step;

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

    /** What the Jenkinsfile says, by parameter; what it does not say is absent. */
    public final Map<String, Object> arguments() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (StepParameter parameter : ((DeliveryStepDescriptor) getDescriptor()).getParameters()) {
            Object value = parameter.valueIn(this);
            if (value != null) {
                arguments.put(parameter.getName(), value);
            }
        }
        return arguments;
    }

    @Override
    public final StepExecution start(StepContext context) {
        return new DeliveryExecution(context, getDescriptor().getFunctionName(), arguments());
    }
}
