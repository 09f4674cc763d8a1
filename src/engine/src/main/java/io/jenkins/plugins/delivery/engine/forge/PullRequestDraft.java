package io.jenkins.plugins.delivery.engine.forge;

/**
 * What a pull request is to say.
 *
 * @param head branch that is merged
 * @param base branch that it is merged to
 * @param title one line
 * @param body Markdown
 */
public record PullRequestDraft(String head, String base, String title, String body) {}
