/**
 * Telling people: what happened ({@code Notification}), what they see ({@code SlackMessage}) and the port to the place where they
 * see it ({@code Notifier}). A notification never decides about a delivery: when it cannot be delivered, the delivery goes on.
 */
package io.jenkins.plugins.delivery.engine.notify;
