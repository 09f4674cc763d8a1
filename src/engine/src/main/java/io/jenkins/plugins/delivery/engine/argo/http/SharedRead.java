package io.jenkins.plugins.delivery.engine.argo.http;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/** One read of the remote, made by one caller and answering others. */
final class SharedRead<T> {

    /** The read itself. */
    interface Read<T> {
        T read() throws InterruptedException;
    }

    private final long order;
    private final LongSupplier nanos;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private volatile long finished;

    /** @param order its place among reads and effects: it begins now */
    SharedRead(long order, LongSupplier nanos) {
        this.order = order;
        this.nanos = nanos;
    }

    /** Whether it began after everything up to this place. */
    boolean isAfter(long floor) {
        return order > floor;
    }

    /** Whether it is under way, or its answer or failure is not older than the window. */
    boolean isFresh(long window) {
        return !answer.isCancelled() && (!answer.isDone() || nanos.getAsLong() - finished <= window);
    }

    /** Whether there is an answer or a failure. */
    boolean isDone() {
        return answer.isDone();
    }

    /** Reads, on the caller's thread. */
    T run(Read<T> read) throws InterruptedException {
        try {
            T value = read.read();
            finished = nanos.getAsLong();
            answer.complete(value);
            return value;
        } catch (RuntimeException | Error e) {
            finished = nanos.getAsLong();
            answer.completeExceptionally(e);
            throw e;
        } finally {
            // Only after an interrupt there is neither: whoever waits here has to read for himself.
            answer.cancel(false);
        }
    }

    /** Waits for the other caller's answer or failure; empty when that caller was interrupted. */
    Optional<T> join() throws InterruptedException {
        try {
            return Optional.of(answer.get());
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }
}
