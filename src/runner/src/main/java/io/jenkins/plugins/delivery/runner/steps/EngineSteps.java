package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Every operation of the catalogue as a step. */
public final class EngineSteps {

    private EngineSteps() {}

    static List<StepSpec> all() {
        return OperationCatalog.all().stream().map(EngineSteps::spec).toList();
    }

    private static StepSpec spec(OperationDescriptor<?, ?> descriptor) {
        return StepSpec.of(
                descriptor.name(),
                parameters(descriptor.requestType()),
                call -> run(descriptor, call),
                StepSpec.Trait.RECORDED);
    }

    /** The parameter names, a required one first: a single unnamed argument is that one. */
    static List<String> parameters(Class<? extends OperationRequest> request) {
        List<RecordComponent> components = new ArrayList<>(Arrays.asList(request.getRecordComponents()));
        components.sort(Comparator.comparing(component -> !required(component)));
        return components.stream().map(RecordComponent::getName).toList();
    }

    /** Whether the step is refused without this parameter. */
    public static boolean required(RecordComponent component) {
        Parameter parameter = component.getAnnotation(Parameter.class);
        return parameter != null && parameter.required();
    }

    private static Object run(OperationDescriptor<?, ?> descriptor, StepCall call) throws InterruptedException {
        Map<String, Object> arguments = call.run().leg().settings().argumentsOf(descriptor.name(), call.arguments());
        OutcomeNotes notes = OutcomeNotes.begin(
                call.run().journal().recorder(), call.run().engine().clock());
        try {
            Map<String, Object> result =
                    descriptor.run(arguments, call.run().engineFor(call)).toMap();
            notes.take(descriptor.name(), arguments, result);
            Aftermath.of(call.scope().stageName(), descriptor.name(), arguments, result)
                    .ifPresent(call.run().failures()::followed);
            return result;
        } catch (GateFailedException e) {
            notes.take(descriptor.name(), arguments, e.result());
            throw e;
        } catch (DeliveryException e) {
            Aftermath.failed(call.scope().stageName(), descriptor.name(), arguments, e)
                    .ifPresent(call.run().failures()::followed);
            throw e;
        }
    }
}
