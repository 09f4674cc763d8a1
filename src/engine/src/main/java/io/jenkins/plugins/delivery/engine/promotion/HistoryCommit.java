package io.jenkins.plugins.delivery.engine.promotion;

import java.time.Instant;

/**
 * A commit of the GitOps repository.
 *
 * @param id full commit id
 * @param parent its first parent, null for the first commit
 * @param message whole message
 * @param when it was committed
 */
public record HistoryCommit(String id, String parent, String message, Instant when) {}
