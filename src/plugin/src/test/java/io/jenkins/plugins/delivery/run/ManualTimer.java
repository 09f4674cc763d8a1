package io.jenkins.plugins.delivery.run;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Time that passes when a test says so, with tasks run by the test's own thread in the order of their times. */
final class ManualTimer implements PollTimer {

    private record Task(long at, long number, Runnable work, CompletableFuture<Void> future) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long now;
    private long number;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Future<?> in(long delay, Runnable work) {
        Task task = new Task(now + delay, number++, work, new CompletableFuture<>());
        tasks.add(task);
        return task.future();
    }

    /** Lets time pass and does what becomes due in it. */
    void pass(Duration duration) {
        long end = now + duration.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at() <= end) {
            Task task = tasks.remove();
            if (!task.future().isCancelled()) {
                now = Math.max(now, task.at());
                task.work().run();
            }
        }
        now = Math.max(now, end);
    }

    /** Time that a look takes. */
    void take(Duration duration) {
        now += duration.toNanos();
    }

    Duration time() {
        return Duration.ofNanos(now);
    }
}
