package io.jenkins.plugins.delivery.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a host knows of a step: its name, one line of help, its request record and how to get the operation.
 *
 * @param name the step's name in a Jenkinsfile
 * @param summary one line for the step table
 * @param requestType the request record, whose components are the parameters
 * @param factory makes the operation with its production ports
 * @param more what is wrong with arguments that the request record cannot tell, because an adapter of the step understands them
 */
public record OperationDescriptor<Q extends OperationRequest, R extends OperationResult>(
        String name,
        String summary,
        Class<Q> requestType,
        Supplier<? extends Operation<Q, R>> factory,
        Function<Map<String, ?>, List<String>> more) {

    /** Of a step whose request record tells everything. */
    public OperationDescriptor(
            String name, String summary, Class<Q> requestType, Supplier<? extends Operation<Q, R>> factory) {
        this(name, summary, requestType, factory, arguments -> List.of());
    }

    /** Binds the arguments and runs the operation to its end. */
    public R run(Map<String, ?> arguments, EngineContext context) throws InterruptedException {
        return factory.get().run(bind(arguments), context);
    }

    /** Binds the arguments; throws {@link InvalidInputException} with every problem. */
    public Q bind(Map<String, ?> arguments) {
        List<String> problems = new ArrayList<>();
        Q request = null;
        try {
            request = RequestBinder.bind(name, requestType, arguments);
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
        problems.addAll(more.apply(arguments));
        if (!problems.isEmpty()) {
            throw new InvalidInputException(name, problems);
        }
        return request;
    }
}
