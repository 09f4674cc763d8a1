package io.jenkins.plugins.delivery.testbed.gitlab;

/**
 * A status of a commit, which is a job of its pipeline.
 *
 * @param name what says it, such as "release/gate"
 * @param status pending, running, success, failed or canceled
 * @param description one line for people
 * @param targetUrl where a person finds more; empty when there is nothing
 * @param ref the branch that it was set for; empty for the first that has the commit
 */
public record CommitStatus(String name, String status, String description, String targetUrl, String ref) {}
