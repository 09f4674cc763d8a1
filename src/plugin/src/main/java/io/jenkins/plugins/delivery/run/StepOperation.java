package io.jenkins.plugins.delivery.run;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.OperationResult;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An operation of the engine as the executions see it: maps in, maps out, whatever its request and result are.
 *
 * @param <Q> its request
 * @param <R> its result
 */
final class StepOperation<Q extends OperationRequest, R extends OperationResult> {

    private final OperationDescriptor<Q, R> descriptor;
    private final Operation<Q, R> operation;

    private StepOperation(OperationDescriptor<Q, R> descriptor) {
        this.descriptor = descriptor;
        this.operation = descriptor.factory().get();
    }

    static StepOperation<?, ?> named(String step) {
        return new StepOperation<>(OperationCatalog.named(step));
    }

    boolean waits() {
        return operation instanceof WaitingOperation;
    }

    boolean usesWorkspace(Map<String, Object> arguments) {
        return operation.usesWorkspace(descriptor.bind(arguments));
    }

    Set<String> workspaceCredentials(Map<String, Object> arguments) {
        return operation.workspaceCredentials(descriptor.bind(arguments));
    }

    List<Path> childJars() {
        return operation.childJars();
    }

    /** Runs the operation to its {@code result}, or, when it waits, starts it and answers with the {@code ticket}. */
    void begin(Map<String, Object> arguments, EngineContext context, Map<String, Object> answer)
            throws InterruptedException {
        Q request = descriptor.bind(arguments);
        if (operation instanceof WaitingOperation<Q, R> waiting) {
            answer.put("ticket", PlainCopy.of(waiting.start(request, context).toMap()));
        } else {
            answer.put("result", PlainCopy.of(operation.run(request, context).toMap()));
        }
    }

    /** Runs the operation to its result on this thread, a wait included; meant for dry runs, which have nothing to wait for. */
    Map<String, Object> answer(Map<String, Object> arguments, EngineContext context) throws InterruptedException {
        return PlainCopy.of(operation.run(descriptor.bind(arguments), context).toMap());
    }

    /** One look of the wait: {@code result}, or {@code ticket} with {@code message} and {@code next} in milliseconds. */
    Map<String, Object> look(Map<String, Object> ticket, EngineContext context) throws InterruptedException {
        Progress<R> progress = waiting().look(Ticket.fromMap(ticket), context);
        if (progress instanceof Progress.Done<R> done) {
            return Map.of("result", PlainCopy.of(done.result().toMap()));
        }
        Progress.Waiting<R> still = (Progress.Waiting<R>) progress;
        return Map.of(
                "ticket", PlainCopy.of(still.ticket().toMap()),
                "message", still.message(),
                "next", still.nextPoll().toMillis(),
                "troubled", still.troubled());
    }

    String cancel(Map<String, Object> ticket, String reason, EngineContext context) {
        return waiting().cancel(Ticket.fromMap(ticket), reason, context);
    }

    String endpoint(Map<String, Object> ticket) {
        return waiting().endpoint(Ticket.fromMap(ticket));
    }

    private WaitingOperation<Q, R> waiting() {
        return (WaitingOperation<Q, R>) operation;
    }
}
