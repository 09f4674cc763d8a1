package io.jenkins.plugins.delivery.engine.notify;

import io.jenkins.plugins.delivery.engine.EngineContext;

/** A place where people are told, Slack for example. */
public interface Notifier {

    /**
     * Delivers a notification within the notifier's own limit of time.
     *
     * @param notification free of secrets
     * @param address where to, and which message to edit or answer
     * @param context for credentials, clock and log
     * @return what became of it; a place that is down, refuses or says nonsense is a result and not an exception
     * @throws InterruptedException when the run was aborted meanwhile
     */
    Delivered deliver(Notification notification, Address address, EngineContext context) throws InterruptedException;

    /** What a person will see, for a dry run; sends nothing. */
    String preview(Notification notification, Address address);

    /**
     * Where a notification goes.
     *
     * @param channel name or id of the channel
     * @param ts the message to edit in place, or null
     * @param thread the message to answer, or null
     * @param credentialsId the token's id
     * @param endpoint base address of the API
     */
    record Address(String channel, String ts, String thread, String credentialsId, String endpoint) {}

    /**
     * What became of a notification.
     *
     * @param channel the channel's id as far as the place told it, otherwise as it was given
     * @param ts the handle for later edits and answers; null when nothing was delivered and nothing was there before
     * @param problem why it was not delivered, a sentence; null when it was
     */
    record Delivered(String channel, String ts, String problem) {}
}
