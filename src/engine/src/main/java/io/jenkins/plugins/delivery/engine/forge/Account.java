package io.jenkins.plugins.delivery.engine.forge;

/**
 * A user of the forge.
 *
 * @param login the name that people write after an at sign
 * @param id the number of the user, for APIs that want it
 */
public record Account(String login, long id) {}
