package io.jenkins.plugins.delivery.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * An operation that starts something and then waits for the world. Split in start and poll so that a host can save the
 * {@link Ticket}, free its thread, survive a restart and go on.
 *
 * @param <Q> the request record
 * @param <R> the result record
 */
public interface WaitingOperation<Q extends OperationRequest, R extends OperationResult> extends Operation<Q, R> {

    /**
     * Performs the effects and returns the handle of the wait. Idempotent for the same request and run: called again after a
     * crash it recognises what is already there.
     */
    Ticket start(Q request, EngineContext context) throws InterruptedException;

    /**
     * Looks once, without blocking longer than one remote call. A {@link RetryableException} from here means "look again later";
     * any other exception ends the wait.
     */
    Progress<R> poll(Ticket ticket, EngineContext context) throws InterruptedException;

    /**
     * Ends the wait after an abort or a passed deadline, undoing what the request asked to be undone.
     *
     * @param reason why, for messages and the ledger
     * @return a sentence that says what is now true remotely
     */
    String cancel(Ticket ticket, String reason, EngineContext context);

    /**
     * Names the remote that {@link #poll} asks, so that a host can let all waits on it share one loop.
     *
     * @return an address or a name; never a secret
     */
    default String endpoint(Ticket ticket) {
        return ticket.operation();
    }

    /**
     * One turn of a wait, as every host takes it: polls, takes a {@link RetryableException} for "look again later", and gives the
     * wait up once its deadline has passed.
     *
     * @throws TerminalException when the deadline has passed; the wait has then been cancelled
     */
    default Progress<R> look(Ticket ticket, EngineContext context) throws InterruptedException {
        Progress<R> progress;
        try {
            progress = poll(ticket, context);
        } catch (RetryableException e) {
            progress = Progress.<R>waiting(
                            ticket,
                            "cannot see the state: " + e.getMessage(),
                            e.retryAfter().orElse(Duration.ofSeconds(2)))
                    .inTrouble();
        }
        if (!(progress instanceof Progress.Waiting<R> waiting)) {
            return progress;
        }
        Instant now = context.clock().instant();
        Duration left = Duration.between(now, waiting.ticket().deadline());
        if (left.isNegative() || left.isZero()) {
            String state = cancel(waiting.ticket(), "timed out: " + waiting.message(), context);
            throw new TerminalException(
                    ticket.operation() + " gave up after "
                            + Durations.text(Duration.between(ticket.startedAt(), now)) + ": " + waiting.message()
                            + ".",
                    state);
        }
        Duration next = waiting.nextPoll().compareTo(left) < 0 ? waiting.nextPoll() : left;
        return new Progress.Waiting<>(waiting.ticket(), waiting.message(), next, waiting.troubled());
    }

    /** Start and poll on the calling thread until done, the deadline or an interrupt: for hosts that may block. */
    @Override
    default R run(Q request, EngineContext context) throws InterruptedException {
        Ticket ticket = start(request, context);
        String lastMessage = "";
        try {
            while (true) {
                Progress<R> progress = look(ticket, context);
                if (progress instanceof Progress.Done<R> done) {
                    return done.result();
                }
                Progress.Waiting<R> waiting = (Progress.Waiting<R>) progress;
                ticket = waiting.ticket();
                if (!waiting.message().equals(lastMessage)) {
                    lastMessage = waiting.message();
                    context.log().progress(lastMessage);
                }
                context.pause(waiting.nextPoll());
            }
        } catch (InterruptedException e) {
            // The thread's interrupt flag is clear here, so the clean-up can still talk to remotes.
            context.log().warn(cancel(ticket, "aborted", context));
            throw e;
        }
    }
}
