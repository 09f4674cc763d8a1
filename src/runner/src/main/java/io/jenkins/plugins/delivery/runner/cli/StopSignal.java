package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.runner.host.BuildResult;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Ctrl-C and SIGTERM. The process stays alive until the run has cleaned up: waits are cancelled and say what is true remotely,
 * processes are ended, files removed.
 */
public final class StopSignal {

    private static final long PATIENCE_SECONDS = 60;

    private final AtomicReference<Consumer<String>> receiver = new AtomicReference<>();
    private final CountDownLatch done = new CountDownLatch(1);

    /** Who is told from now on. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    Registration register(Consumer<String> stop) {
        receiver.set(stop);
        return () -> receiver.set(null);
    }

    /** Tells whoever is registered. */
    void raise() {
        Consumer<String> stop = receiver.get();
        if (stop != null) {
            stop.accept("Stopped from outside (Ctrl-C or SIGTERM).");
        }
    }

    /** Makes the signals of this process arrive here. */
    public void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "stop signal"));
    }

    /** The command is over; to be called before the process exits by itself. */
    public void finished() {
        done.countDown();
    }

    private void onShutdown() {
        if (done.getCount() == 0) {
            return;
        }
        raise();
        try {
            if (done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(BuildResult.ABORTED.exitCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
