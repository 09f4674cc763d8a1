package io.jenkins.plugins.delivery.runner.model;

import java.util.Map;

/**
 * One call of a step of the catalogue.
 *
 * @param name the name of the step, such as "argoPromote"
 * @param span status and times
 * @param arguments the arguments as called; secrets are replaced before they get here
 * @param result the result map; empty while the step runs and when it failed
 * @param error the sentence of the error; empty when there was none
 */
public record StepCall(
        String name, RunModel.Span span, Map<String, Object> arguments, Map<String, Object> result, String error) {

    public StepCall {
        name = Text.of(name);
        error = Text.of(error);
    }
}
