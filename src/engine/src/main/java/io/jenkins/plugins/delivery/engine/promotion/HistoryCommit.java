package io.jenkins.plugins.delivery.engine.promotion;

/**
 * A commit of the GitOps repository.
 *
 * @param id full commit id
 * @param parent its first parent, null for the first commit
 * @param message whole message
 */
public record HistoryCommit(String id, String parent, String message) {}
