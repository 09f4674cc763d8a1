package io.jenkins.plugins.delivery.engine.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A commit while it is looked at; it is of no use afterwards. */
public interface LoggedCommit {

    /** Full commit id. */
    String id();

    /**
     * When it came to the branch: its own commit time, or that of the merge that brought it, since a promotion that waits in a pull
     * request changes nothing.
     */
    Instant landedAt();

    /** Name of the author. */
    String author();

    /** The whole message. */
    String message();

    /** Whether it merges other commits, which are shown as well. */
    boolean merges();

    /**
     * Files that it changed or added against its first parent.
     *
     * @param most a commit that changed more is answered with an empty list
     */
    List<String> files(int most);

    /** Text of a file before it; empty when there was none, or none that is text of usual size. */
    Optional<String> before(String file);

    /** As {@link #before}, after it. */
    Optional<String> after(String file);
}
