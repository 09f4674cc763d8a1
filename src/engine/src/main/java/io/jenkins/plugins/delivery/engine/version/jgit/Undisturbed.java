package io.jenkins.plugins.delivery.engine.version.jgit;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs a conversation with a remote to its end, also when the run is aborted meanwhile, and keeps the abort for whoever asks next.
 * A push that is broken off leaves a doubt, and JGit loses an interrupt: its {@code InterruptTimer} catches it when a connection is
 * closed and does not set it again. The time limits of the connection hold all the same.
 */
final class Undisturbed {

    private Undisturbed() {}

    /** @throws Exception what the call throws */
    static <T> T run(Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, Thread.currentThread().getName() + " (Git)");
        thread.setDaemon(true);
        thread.start();
        boolean aborted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    aborted = true;
                } catch (ExecutionException e) {
                    throw thrown(e.getCause());
                }
            }
        } finally {
            if (aborted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Exception thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (Exception) cause;
    }
}
