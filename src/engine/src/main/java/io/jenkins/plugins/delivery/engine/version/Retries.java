package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Patience with a Git server: what fails for a moment is tried again after a pause of random length (full jitter), so that runs that
 * failed together do not come back together. An abort ends a pause.
 */
public final class Retries {

    /** About ten seconds in all: a restart of a reverse proxy passes, an outage is told soon. */
    public static final int MOST_ATTEMPTS = 6;

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 4_000;
    private static final int MOST_DOUBLINGS = 6;

    private final EngineContext context;

    public Retries(EngineContext context) {
        this.context = context;
    }

    /** A question to a remote, which may be asked twice. */
    @FunctionalInterface
    public interface Call<T> {
        T now() throws InterruptedException;
    }

    /** Asks until there is an answer, at most {@link #MOST_ATTEMPTS} times. */
    public <T> T of(Call<T> call) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                T answer = call.now();
                if (Thread.interrupted()) {
                    throw new InterruptedException("aborted while a Git server was asked");
                }
                return answer;
            } catch (RetryableException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                context.log().info(e.getMessage() + " Trying again (" + (attempt + 1) + " of " + MOST_ATTEMPTS + ").");
                pause(attempt);
            }
        }
    }

    /** @param round how often it failed before, from 1 */
    public void pause(int round) throws InterruptedException {
        long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(round, MOST_DOUBLINGS));
        context.pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, longest + 1)));
    }
}
