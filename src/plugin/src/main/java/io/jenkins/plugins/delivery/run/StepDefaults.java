package io.jenkins.plugins.delivery.run;

import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.Map;

/** Adds arguments that a Jenkinsfile left out, from what an administrator or a folder has configured. */
public abstract class StepDefaults implements ExtensionPoint {

    /**
     * Values for parameters of the step in this run; weaker than what the Jenkinsfile says, stronger than the engine's defaults.
     *
     * @param step name of the step
     * @param given what the Jenkinsfile says
     * @return parameters of the step only, as plain values
     */
    public abstract Map<String, Object> of(String step, Run<?, ?> run, Map<String, Object> given);

    /**
     * Values that stand whatever the Jenkinsfile says.
     *
     * @param step name of the step
     * @return parameters of the step only, as plain values
     */
    public Map<String, Object> enforced(String step, Run<?, ?> run) {
        return Map.of();
    }
}
