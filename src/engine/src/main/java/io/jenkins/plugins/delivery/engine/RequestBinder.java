package io.jenkins.plugins.delivery.engine;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Binds the arguments of a step, as a Jenkinsfile or a command line gives them, to its request record: applies defaults, converts
 * types, and reports unknown, missing and malformed parameters all at once.
 */
public final class RequestBinder {

    /** The same objects each time: each of them keeps its annotations and types once they were asked for, and waits bind at every look. */
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private RequestBinder() {}

    /**
     * @param step name of the step, for messages and defaults
     * @param type the request record
     * @param arguments parameter name to value; null values count as absent
     * @throws InvalidInputException with every problem
     */
    public static <Q extends OperationRequest> Q bind(String step, Class<Q> type, Map<String, ?> arguments) {
        Map<String, Object> values = new LinkedHashMap<>(Defaults.ofStep(step));
        arguments.forEach((key, value) -> {
            if (value != null) {
                values.put(key, value);
            }
        });
        RecordComponent[] components = COMPONENTS.get(type);
        List<String> names = names(type);
        List<String> problems = new ArrayList<>();
        values.keySet().stream()
                .filter(key -> !names.contains(key))
                .forEach(key -> problems.add(NearestName.unknownKey("", key, names)));
        Object[] bound = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            bound[i] = value(components[i], values.get(names.get(i)), problems);
        }
        if (!problems.isEmpty()) {
            problems.addAll(further(step, type, bound, problems));
            throw new InvalidInputException(step, problems);
        }
        return construct(step, type, components, bound);
    }

    /** The names of the parameters, in their order. */
    public static List<String> names(Class<? extends OperationRequest> type) {
        return Arrays.stream(COMPONENTS.get(type)).map(RecordComponent::getName).toList();
    }

    /**
     * What the record itself refuses beside what could not be converted, which its default stands for, so that nobody repairs an input
     * twice. Nothing is known of it when a required parameter has no value; and what only follows from a malformed one is not told.
     */
    private static <Q extends OperationRequest> List<String> further(
            String step, Class<Q> type, Object[] bound, List<String> known) {
        RecordComponent[] components = COMPONENTS.get(type);
        List<String> malformed = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            if (known.stream().anyMatch(problem -> problem.startsWith(name + " is required"))) {
                return List.of();
            }
            if (known.stream().anyMatch(problem -> problem.startsWith(name + ": "))) {
                malformed.add(name);
                Parameter parameter = components[i].getAnnotation(Parameter.class);
                if (parameter != null && parameter.required()) {
                    return List.of();
                }
                bound[i] = value(components[i], Defaults.ofStep(step).get(name), new ArrayList<>());
            }
        }
        try {
            construct(step, type, components, bound);
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems().stream()
                    .filter(problem -> malformed.stream().noneMatch(name -> mentions(problem, name)))
                    .toList();
        }
    }

    private static boolean mentions(String problem, String name) {
        return Pattern.compile("(?<!['\\w])" + name + "\\b").matcher(problem).find();
    }

    /**
     * The inverse of {@link #bind}: the components as plain values from which an equal request can be bound, for tickets. Absent
     * components are left out.
     */
    public static Map<String, Object> unbind(OperationRequest request) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : COMPONENTS.get(request.getClass())) {
            Object value = ParameterTypes.plain(read(component, request));
            if (value != null) {
                values.put(component.getName(), value);
            }
        }
        return values;
    }

    private static Object read(RecordComponent component, OperationRequest request) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(request);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The component " + component.getName() + " of " + request.getClass() + " cannot be read", e);
        }
    }

    private static Object value(RecordComponent component, Object value, List<String> problems) {
        Parameter parameter = component.getAnnotation(Parameter.class);
        String name = component.getName();
        if (value == null
                || value instanceof CharSequence text && text.toString().isBlank()) {
            if (parameter != null && parameter.required()) {
                problems.add(name + " is required: " + parameter.help());
            }
            return ParameterTypes.absent(component.getType());
        }
        try {
            return ParameterTypes.convert(value, component.getType(), component.getGenericType());
        } catch (IllegalArgumentException e) {
            problems.add(name + ": " + e.getMessage());
            return ParameterTypes.absent(component.getType());
        }
    }

    private static <Q> Q construct(String step, Class<Q> type, RecordComponent[] components, Object[] bound) {
        try {
            Constructor<Q> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(bound);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(step + ": the request could not be built", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(step + ": the request record has no canonical constructor", e);
        }
    }
}
