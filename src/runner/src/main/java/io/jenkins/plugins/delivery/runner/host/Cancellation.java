package io.jenkins.plugins.delivery.runner.host;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells a part of a run to stop: the whole run, the body of a {@code timeout}, the branches of a {@code parallel}. Cancelling
 * marks this part and all within it and interrupts their threads; the mark is what counts, the interrupt only wakes.
 */
public final class Cancellation {

    private static final Object LOCK = new Object();

    private final Cancellation parent;
    private final Set<Cancellation> children = new LinkedHashSet<>();
    private final Set<Thread> threads = new LinkedHashSet<>();
    private String reason;
    private BuildResult result;

    private Cancellation(Cancellation parent) {
        this.parent = parent;
    }

    /** For a whole run. */
    public static Cancellation root() {
        return new Cancellation(null);
    }

    /** For a part of what this one covers; end it with {@link #close()}. */
    public Cancellation child() {
        synchronized (LOCK) {
            Cancellation child = new Cancellation(this);
            children.add(child);
            return child;
        }
    }

    /** The calling thread works for this part from now on. */
    public void enter() {
        synchronized (LOCK) {
            threads.add(Thread.currentThread());
        }
        check();
    }

    /** The calling thread leaves; an interrupt that was meant for this part alone does not outlive it. */
    public void leave() {
        synchronized (LOCK) {
            threads.remove(Thread.currentThread());
            if (reason != null && Thread.interrupted() && parent != null && parent.cancelled()) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** This part is over. */
    public void close() {
        synchronized (LOCK) {
            if (parent != null) {
                parent.children.remove(this);
            }
        }
    }

    /** Stops this part; the first reason stays. */
    public void cancel(BuildResult becomes, String why) {
        synchronized (LOCK) {
            if (reason == null) {
                reason = why;
                result = becomes;
            }
            threads.forEach(Thread::interrupt);
            children.forEach(child -> child.cancel(becomes, why));
        }
    }

    /** Whether this part or anything around it was told to stop. */
    public boolean cancelled() {
        synchronized (LOCK) {
            return reason != null || parent != null && parent.cancelled();
        }
    }

    /** Whether exactly this part was told to stop, and nothing around it. */
    public boolean cancelledHere() {
        synchronized (LOCK) {
            return reason != null && (parent == null || !parent.cancelled());
        }
    }

    /** @throws PipelineInterrupted when this part or anything around it was told to stop */
    public void check() {
        synchronized (LOCK) {
            if (parent != null) {
                parent.check();
            }
            if (reason != null) {
                throw new PipelineInterrupted(result, reason);
            }
        }
    }

    /** What to throw when a thread of this part was interrupted. */
    public PipelineInterrupted interrupted() {
        try {
            check();
        } catch (PipelineInterrupted e) {
            return e;
        }
        return new PipelineInterrupted(BuildResult.ABORTED, "The run was interrupted.");
    }
}
