package io.jenkins.plugins.delivery.engine;

/**
 * One step of a delivery, run to its end. Hosts (the Jenkins plugin, the runner) find operations in the catalogue, bind the
 * request from a map and show the result.
 *
 * <p>An operation is stateless and thread-safe; what it needs comes through its constructor (ports) and the context.
 *
 * @param <Q> the request record
 * @param <R> the result record
 */
public interface Operation<Q extends OperationRequest, R extends OperationResult> {

    /**
     * Runs the operation. In a {@linkplain EngineContext#dryRun() dry run} it reads, decides and reports, and changes nothing.
     *
     * @throws DeliveryException when it could not be done; the message is a sentence for a person
     * @throws InterruptedException when the run was aborted; remote state is then as the operation's own documentation says
     */
    R run(Q request, EngineContext context) throws InterruptedException;
}
