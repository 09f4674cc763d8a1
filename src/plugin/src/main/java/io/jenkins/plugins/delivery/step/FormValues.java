package io.jenkins.plugins.delivery.step;

import hudson.model.Descriptor.FormException;
import hudson.util.FormValidation;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;

/** Between the texts of a form and the values of a step; lists and maps are YAML in a form. */
final class FormValues {

    private FormValues() {}

    /** A value as a form shows it. */
    static String text(Object value) {
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            return YamlValues.print(value);
        }
        return value == null ? "" : value.toString();
    }

    /** The filled-in fields by parameter; an empty field is no argument. */
    static Map<String, Object> arguments(List<StepParameter> parameters, JSONObject form) throws FormException {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (StepParameter parameter : parameters) {
            String text = form.optString(parameter.getName(), "").strip();
            if (!text.isEmpty()) {
                arguments.put(parameter.getName(), value(parameter, text));
            }
        }
        return arguments;
    }

    /** What the engine says of one field; of the others it knows nothing yet, and so says nothing of them here. */
    static FormValidation check(OperationDescriptor<?, ?> operation, StepParameter parameter, String text) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.isEmpty()) {
            return parameter.isRequired()
                    ? FormValidation.error(parameter.getName() + " is required.")
                    : FormValidation.ok();
        }
        try {
            operation.bind(Map.of(parameter.getName(), value(parameter, stripped)));
        } catch (FormException e) {
            return FormValidation.error(e.getMessage());
        } catch (InvalidInputException e) {
            return e.problems().stream()
                    .filter(problem -> problem.matches("(?s)" + parameter.getName() + "\\b.*"))
                    .findFirst()
                    .map(FormValidation::error)
                    .orElse(FormValidation.ok());
        }
        return FormValidation.ok();
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number that fits here", e);
        }
    }

    private static Object value(StepParameter parameter, String text) throws FormException {
        try {
            if (parameter.isStructured()) {
                Object value = YamlValues.parse(parameter.getName(), text);
                return value instanceof String names && parameter.isList() ? List.of(names.split("\\s*,\\s*")) : value;
            }
            if (parameter.isNumber()) {
                return number(text);
            }
            return parameter.isFlag() ? Boolean.valueOf(text) : text;
        } catch (RuntimeException e) {
            throw new FormException(parameter.getName() + ": " + e.getMessage(), e, parameter.getName());
        }
    }
}
