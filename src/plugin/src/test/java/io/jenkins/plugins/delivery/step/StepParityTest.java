package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The steps of the plugin are those of the engine: same names, same parameters, same types, and every one has its help. */
class StepParityTest {

    static Stream<OperationDescriptor<?, ?>> operations() {
        return OperationCatalog.all().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theStepHasTheNameOfTheOperation(OperationDescriptor<?, ?> operation) throws Exception {
        Class<?> descriptor = Class.forName(step(operation).getName() + "$DescriptorImpl");
        assertThat(descriptor.getAnnotation(Symbol.class).value()).containsExactly(operation.name());
        DeliveryStepDescriptor made =
                (DeliveryStepDescriptor) descriptor.getConstructor().newInstance();
        assertThat(made.getFunctionName()).isEqualTo(operation.name());
        assertThat(made.getDisplayName()).isEqualTo(operation.summary());
        assertThat(made.clazz).isEqualTo(step(operation));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theFieldsAreTheParameters(OperationDescriptor<?, ?> operation) throws Exception {
        Class<?> step = step(operation);
        List<RecordComponent> components = List.of(operation.requestType().getRecordComponents());
        assertThat(Stream.<Class<?>>iterate(step, type -> type != DeliveryStep.class, Class::getSuperclass)
                        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .map(Field::getName))
                .containsExactlyInAnyOrderElementsOf(
                        components.stream().map(RecordComponent::getName).toList());
        for (RecordComponent component : components) {
            Field field = step.getField(component.getName());
            boolean required = component.getAnnotation(Parameter.class).required();
            assertThat(field.getGenericType()).as(component.toString()).isEqualTo(expected(component));
            assertThat(Modifier.isFinal(field.getModifiers()))
                    .as(component.toString())
                    .isEqualTo(required);
            assertThat(field.isAnnotationPresent(DataBoundSetter.class))
                    .as(component.toString())
                    .isEqualTo(!required);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theConstructorTakesWhatIsRequired(OperationDescriptor<?, ?> operation) {
        Constructor<?>[] constructors = step(operation).getConstructors();
        assertThat(constructors).hasSize(1);
        assertThat(constructors[0].isAnnotationPresent(DataBoundConstructor.class))
                .isTrue();
        assertThat(constructors[0].getParameterCount()).isEqualTo((int) Arrays.stream(
                        operation.requestType().getRecordComponents())
                .filter(component -> component.getAnnotation(Parameter.class).required())
                .count());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theStepAndEachOfItsParametersHaveHelp(OperationDescriptor<?, ?> operation) throws IOException {
        String help = resource(operation, "help.html");
        assertThat(help).contains("<pre>", operation.name());
        for (RecordComponent component : operation.requestType().getRecordComponents()) {
            assertThat(resource(operation, "help-" + component.getName() + ".html"))
                    .as(component.toString())
                    .startsWith("<div>")
                    .doesNotContain("null")
                    .contains(component.getAnnotation(Parameter.class).required() ? "Required" : "Optional");
        }
    }

    @Test
    void theRunViewShowsShortArgumentsAndNoCredentials() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("channel", "#payments");
        arguments.put("text", "x".repeat(100));
        arguments.put("fields", Map.of("a", "b"));
        arguments.put("event", "passed");
        arguments.put("credentialsId", "slack-of-team-a");
        assertThat(new SlackNotifyStep.DescriptorImpl().argumentsToString(arguments))
                .isEqualTo("channel: #payments, event: passed");
        assertThat(new SlackNotifyStep.DescriptorImpl().argumentsToString(Map.of()))
                .isNull();
    }

    private static Class<?> step(OperationDescriptor<?, ?> operation) {
        try {
            return Class.forName("io.jenkins.plugins.delivery.step." + StepHelp.className(operation.name()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no step for " + operation.name(), e);
        }
    }

    private static Type expected(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == List.class || type == Map.class) {
            assertThat(component.getGenericType()).isInstanceOf(ParameterizedType.class);
            return component.getGenericType();
        }
        if (type == boolean.class || type == Boolean.class) {
            return Boolean.class;
        }
        return type == int.class || type == Integer.class ? Integer.class : String.class;
    }

    private static String resource(OperationDescriptor<?, ?> operation, String name) throws IOException {
        try (InputStream in =
                step(operation).getResourceAsStream(step(operation).getSimpleName() + "/" + name)) {
            assertThat(in).as(operation.name() + ": " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
