package io.jenkins.plugins.delivery.testbed.github;

import java.time.Instant;

/**
 * A status of a commit.
 *
 * @param id the number of the status
 * @param state what it says
 * @param context what says it, such as "release/gate"
 * @param description one line for people
 * @param targetUrl where a person finds more; empty when there is nothing
 * @param createdAt when it was set
 */
public record CommitStatus(
        long id, State state, String context, String description, String targetUrl, Instant createdAt) {

    /** The states of the API. */
    public enum State {
        PENDING,
        SUCCESS,
        FAILURE,
        ERROR
    }
}
