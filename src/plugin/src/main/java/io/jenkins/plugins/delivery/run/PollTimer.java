package io.jenkins.plugins.delivery.run;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The time of a {@link WaitPoller}, and who runs its loops; a test brings its own. */
interface PollTimer {

    /** Nanoseconds since some moment before the first call; never negative, never running backwards. */
    long nanos();

    /**
     * Runs a task once.
     *
     * @param delay nanoseconds from now
     * @return to call it off with
     */
    Future<?> in(long delay, Runnable task);

    /**
     * Real time and a bounded pool.
     *
     * @param threads at most; they are daemons, and gone when there is nothing to do for a while
     */
    static PollTimer pool(int threads) {
        AtomicInteger number = new AtomicInteger();
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(threads, task -> {
            Thread thread = new Thread(task, "delivery-poller-" + number.incrementAndGet());
            thread.setDaemon(true);
            // Not that of whichever build happened to wait first.
            thread.setContextClassLoader(PollTimer.class.getClassLoader());
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        pool.setKeepAliveTime(30, TimeUnit.SECONDS);
        pool.allowCoreThreadTimeOut(true);
        long origin = System.nanoTime();
        return new PollTimer() {
            @Override
            public long nanos() {
                return System.nanoTime() - origin;
            }

            @Override
            public Future<?> in(long delay, Runnable task) {
                return pool.schedule(task, delay, TimeUnit.NANOSECONDS);
            }
        };
    }
}
