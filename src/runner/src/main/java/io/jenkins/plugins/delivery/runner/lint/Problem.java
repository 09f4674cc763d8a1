package io.jenkins.plugins.delivery.runner.lint;

/**
 * Something that will go wrong.
 *
 * @param line of the Jenkinsfile, counted from one
 * @param sentence what is wrong and what to write instead
 */
public record Problem(int line, String sentence) {}
