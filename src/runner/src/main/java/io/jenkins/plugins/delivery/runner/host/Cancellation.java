package io.jenkins.plugins.delivery.runner.host;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells a part of a run to stop: the whole run, the body of a {@code timeout}, the branches of a {@code parallel}.
 *
 * <p>As in Jenkins, each thread at work in the part gets one error, from the step that it is in or from its next one; what the
 * script does then, in {@code catch} and {@code finally}, runs as usual.
 */
public final class Cancellation {

    private static final Object LOCK = new Object();

    private final Cancellation parent;
    private final Set<Cancellation> children = new LinkedHashSet<>();

    /** Threads at work here, and whether they still have to be told. */
    private final Map<Thread, Boolean> untold = new HashMap<>();

    private PipelineInterrupted stop;

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

    /**
     * The calling thread works for this part from now on.
     *
     * @throws PipelineInterrupted when the part was told to stop before
     */
    public void enter() {
        synchronized (LOCK) {
            untold.put(Thread.currentThread(), stop != null);
            check();
        }
    }

    /** The calling thread leaves; an interrupt that was meant for this part alone does not outlive it. */
    public void leave() {
        synchronized (LOCK) {
            boolean told = !Boolean.TRUE.equals(untold.remove(Thread.currentThread()));
            if (!told && Thread.interrupted() && parent != null && parent.pending() != null) {
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
            if (stop == null) {
                stop = new PipelineInterrupted(becomes, why);
            }
            untold.replaceAll((thread, before) -> true);
            untold.keySet().forEach(Thread::interrupt);
            children.forEach(child -> child.cancel(becomes, why));
        }
    }

    /** @throws PipelineInterrupted when the calling thread was not told yet that it has to stop */
    public void check() {
        synchronized (LOCK) {
            PipelineInterrupted pending = pending();
            if (pending != null) {
                throw told(pending);
            }
        }
    }

    /** What to throw when the calling thread was interrupted in a step. */
    public PipelineInterrupted interrupted() {
        synchronized (LOCK) {
            PipelineInterrupted pending = pending();
            return pending == null
                    ? new PipelineInterrupted(BuildResult.ABORTED, "The run was interrupted.")
                    : told(pending);
        }
    }

    /** The outermost reason that the calling thread was not told; null when there is none. */
    private PipelineInterrupted pending() {
        PipelineInterrupted outer = parent == null ? null : parent.pending();
        if (outer != null) {
            return outer;
        }
        return Boolean.TRUE.equals(untold.get(Thread.currentThread())) ? stop : null;
    }

    private PipelineInterrupted told(PipelineInterrupted reason) {
        Thread thread = Thread.currentThread();
        for (Cancellation part = this; part != null; part = part.parent) {
            part.untold.replace(thread, false);
        }
        // The error says it now; the flag would make the next wait fail for no reason.
        Thread.interrupted();
        return new PipelineInterrupted(reason.getResult(), reason.getMessage());
    }
}
