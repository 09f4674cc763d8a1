package io.jenkins.plugins.delivery.engine;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What a host knows of a step: its name, one line of help, its request record and how to get the operation.
 *
 * @param name the step's name in a Jenkinsfile
 * @param summary one line for the step table
 * @param requestType the request record, whose components are the parameters
 * @param factory makes the operation with its production ports
 */
public record OperationDescriptor<Q extends OperationRequest, R extends OperationResult>(
        String name, String summary, Class<Q> requestType, Supplier<? extends Operation<Q, R>> factory) {

    /** Binds the arguments and runs the operation to its end. */
    public R run(Map<String, ?> arguments, EngineContext context) throws InterruptedException {
        return factory.get().run(bind(arguments), context);
    }

    /** Binds the arguments; throws {@link InvalidInputException} with every problem. */
    public Q bind(Map<String, ?> arguments) {
        return RequestBinder.bind(name, requestType, arguments);
    }
}
