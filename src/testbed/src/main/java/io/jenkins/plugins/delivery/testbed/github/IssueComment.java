package io.jenkins.plugins.delivery.testbed.github;

/**
 * A comment of an issue or pull request.
 *
 * @param id the number of the comment, unique in its repository
 * @param issue the number of the issue or pull request
 * @param author the login of who wrote it
 * @param body the text, in Markdown
 * @param edits how often it was changed
 */
public record IssueComment(long id, int issue, String author, String body, int edits) {}
