package io.jenkins.plugins.delivery.engine.history;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The commits of one branch, as {@code git log} shows them. Not thread-safe; close it when it is no longer needed.
 *
 * <p>Every call that talks to the remote throws {@link io.jenkins.plugins.delivery.engine.RetryableException} when it cannot be reached
 * and {@link io.jenkins.plugins.delivery.engine.TerminalException} when it refuses for good.
 */
public interface CommitLog extends AutoCloseable {

    /** Opens logs; credentials are looked up in the context at that moment. */
    @FunctionalInterface
    interface Opener {

        /** @param since commits that landed on the branch before are not needed */
        CommitLog open(GitOpsAddress address, Instant since, EngineContext context);
    }

    /**
     * Shows the commits to a function, those that landed last first, until it finds something or they landed before {@code since}.
     * It holds one commit at a time, however long the history is. May be called again.
     */
    <T> Optional<T> search(Function<LoggedCommit, Optional<T>> look);

    /** Whether what it keeps on disk turned out to be unreadable; the next log has a new copy. */
    boolean isDamaged();

    /**
     * Reads a log; once more from the start when the kept copy of it is damaged.
     *
     * @param reading begins with nothing each time
     */
    static <T> T read(
            Opener logs, GitOpsAddress address, Instant since, EngineContext context, Function<CommitLog, T> reading) {
        try (CommitLog log = logs.open(address, since, context)) {
            try {
                return reading.apply(log);
            } catch (RetryableException e) {
                if (!log.isDamaged()) {
                    throw e;
                }
                context.log().info(e.getMessage() + " It is cloned anew.");
            }
        }
        try (CommitLog log = logs.open(address, since, context)) {
            return reading.apply(log);
        }
    }

    @Override
    void close();
}
