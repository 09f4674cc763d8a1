package io.jenkins.plugins.delivery.engine.forge;

/**
 * A comment of a pull request.
 *
 * @param id its number at the site
 * @param url where people read it
 * @param text Markdown
 */
public record PullComment(long id, String url, String text) {}
