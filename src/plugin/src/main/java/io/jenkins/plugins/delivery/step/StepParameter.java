package io.jenkins.plugins.delivery.step;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One parameter of a step as its form shows it, read from the engine's request record. */
public final class StepParameter {

    private final String step;
    private final RecordComponent component;

    private StepParameter(String step, RecordComponent component) {
        this.step = step;
        this.component = component;
    }

    /** The parameters of a step, in the order of its request record. */
    static List<StepParameter> of(OperationDescriptor<?, ?> operation) {
        return Arrays.stream(operation.requestType().getRecordComponents())
                .map(component -> new StepParameter(operation.name(), component))
                .toList();
    }

    public String getName() {
        return component.getName();
    }

    /** One sentence of help, from the engine. */
    public String getHelp() {
        return component.getAnnotation(Parameter.class).help();
    }

    public boolean isRequired() {
        return component.getAnnotation(Parameter.class).required();
    }

    public boolean isCredentials() {
        return getName().toLowerCase(Locale.ROOT).endsWith("credentialsid");
    }

    public boolean isFlag() {
        return component.getType() == boolean.class || component.getType() == Boolean.class;
    }

    public boolean isNumber() {
        return component.getType() == int.class || component.getType() == Integer.class;
    }

    public boolean isChoice() {
        return component.getType().isEnum();
    }

    /** Whether it is a list or a map, which a form shows as YAML. */
    public boolean isStructured() {
        return isList() || component.getType() == Map.class;
    }

    public boolean isList() {
        return component.getType() == List.class;
    }

    /** Whether each entry of the list is a map. */
    boolean isListOfMaps() {
        return component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof ParameterizedType;
    }

    /** The values of a choice or a flag, as a Jenkinsfile writes them. */
    public List<String> getChoices() {
        if (isFlag()) {
            return List.of("true", "false");
        }
        return Arrays.stream(component.getType().getEnumConstants())
                .map(constant ->
                        ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    /** What a form shows for a choice that nobody made. */
    public String getEmptyChoice() {
        return getDefaultText().isEmpty() ? "not set" : getDefaultText() + " (default)";
    }

    /** The engine's default as text for people; empty when there is none. */
    public String getDefaultText() {
        Object value = Defaults.ofStep(step).get(getName());
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .collect(Collectors.joining(", "));
        }
        return value == null ? "" : value.toString();
    }

    /** What kind of value a person writes, for the help page. */
    public String getKind() {
        if (component.getType() == Duration.class) {
            return "duration, such as 90s or 10m";
        }
        if (isChoice()) {
            return String.join(", ", getChoices());
        }
        if (isStructured()) {
            return isList() ? "list" : "map";
        }
        if (isFlag()) {
            return "true or false";
        }
        return isNumber() ? "number" : "text";
    }

    /** The value in a step; null when it was not given. */
    Object valueIn(DeliveryStep given) {
        try {
            Field field = given.getClass().getField(getName());
            return field.get(given);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(given.getClass() + " has no public field " + getName(), e);
        }
    }
}
