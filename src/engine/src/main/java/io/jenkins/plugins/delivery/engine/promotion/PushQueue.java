package io.jenkins.plugins.delivery.engine.promotion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The way into one branch for everybody in this process who uses the same credentials. Nobody waits when nobody is there: the first
 * change is pushed at once; what comes meanwhile is pushed together, one commit each, as soon as that push is over. Those who are just
 * looking at the branch are waited for, for less time than a push takes.
 *
 * <p>There is no thread for it: whoever came first does the work for all, with its own credentials, until its own change is in Git, and
 * then the next one goes on.
 */
final class PushQueue {

    private final List<PendingChange> waiting = new ArrayList<>();
    private final PushAttempts attempts = new PushAttempts(this);
    private final Duration longestLook;
    private boolean busy;
    private int coming;

    /** @param longestLook who looks at the branch for longer than this takes the next push */
    PushQueue(Duration longestLook) {
        this.longestLook = longestLook;
    }

    /** See {@link PushQueues#push}. */
    GitOpsChange.Landing push(PendingChange mine, PushQueues.FirstLook first) throws InterruptedException {
        Arrival arrival = new Arrival();
        try {
            Optional<GitOpsChange.Landing> settled = first.take();
            return settled.isPresent() ? settled.get() : enter(mine, arrival);
        } finally {
            arrival.end();
        }
    }

    /** One who is on the way into the queue. */
    private final class Arrival {
        private boolean ended;

        Arrival() {
            synchronized (PushQueue.this) {
                coming++;
            }
        }

        void end() {
            synchronized (PushQueue.this) {
                coming -= ended ? 0 : 1;
                ended = true;
                PushQueue.this.notifyAll();
            }
        }
    }

    private synchronized void awaitArrivals() throws InterruptedException {
        long end = System.nanoTime() + longestLook.toNanos();
        for (long left = longestLook.toNanos(); coming > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private GitOpsChange.Landing enter(PendingChange mine, Arrival arrival) throws InterruptedException {
        for (PendingChange other : present()) {
            if (mine.change().replaces(other.change())) {
                mine.older().add(other);
            }
        }
        try {
            join(mine);
            arrival.end();
            while (true) {
                switch (awaitTurn(mine)) {
                    case SETTLED -> {
                        return mine.result();
                    }
                    case UNANSWERED -> {
                        mine.ask();
                        ready(mine);
                    }
                    default -> lead(mine);
                }
            }
        } finally {
            leave(mine);
        }
    }

    synchronized List<PendingChange> present() {
        return List.copyOf(waiting);
    }

    private synchronized void join(PendingChange mine) {
        waiting.add(mine);
    }

    private synchronized void ready(PendingChange mine) {
        mine.become(PendingChange.State.READY);
    }

    private synchronized void leave(PendingChange mine) {
        waiting.remove(mine);
        attempts.forget(mine);
        notifyAll();
    }

    /** Returns when the change has a result, has something to ask, or has to do the work for all: then it is READY. */
    private synchronized PendingChange.State awaitTurn(PendingChange mine) throws InterruptedException {
        boolean interrupted = false;
        while (true) {
            boolean turn = !busy && mine.state() == PendingChange.State.READY && mine == firstReady();
            if (mine.state() == PendingChange.State.SETTLED) {
                if (interrupted) {
                    // What is in Git is told; the interrupt is for what the caller does next.
                    Thread.currentThread().interrupt();
                }
                return mine.state();
            }
            if (interrupted && mine.state() != PendingChange.State.IN_FLIGHT) {
                throw new InterruptedException();
            }
            if (mine.state() == PendingChange.State.UNANSWERED || turn) {
                busy = busy || turn;
                return mine.state();
            }
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private PendingChange firstReady() {
        return waiting.stream()
                .filter(pending -> pending.state() == PendingChange.State.READY)
                .findFirst()
                .orElse(null);
    }

    private void lead(PendingChange mine) throws InterruptedException {
        try {
            do {
                mine.context().pause(attempts.takePause());
                awaitArrivals();
                List<PendingChange> batch = take();
                try {
                    attempts.round(mine.repository(), batch);
                } finally {
                    giveBack(batch);
                }
            } while (stillReady(mine));
        } finally {
            synchronized (this) {
                busy = false;
                notifyAll();
            }
        }
    }

    private synchronized boolean stillReady(PendingChange mine) {
        notifyAll();
        return mine.state() == PendingChange.State.READY;
    }

    private synchronized List<PendingChange> take() {
        List<PendingChange> ready = waiting.stream()
                .filter(pending -> pending.state() == PendingChange.State.READY)
                .toList();
        List<PendingChange> batch = attempts.next(ready);
        batch.forEach(pending -> pending.become(PendingChange.State.IN_FLIGHT));
        return batch;
    }

    private synchronized void giveBack(List<PendingChange> batch) {
        batch.stream()
                .filter(pending -> pending.state() == PendingChange.State.IN_FLIGHT)
                .forEach(pending -> pending.become(PendingChange.State.READY));
    }
}
