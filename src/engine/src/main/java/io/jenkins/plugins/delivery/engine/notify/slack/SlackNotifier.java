package io.jenkins.plugins.delivery.engine.notify.slack;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.notify.Notification;
import io.jenkins.plugins.delivery.engine.notify.NotificationEvent;
import io.jenkins.plugins.delivery.engine.notify.Notifier;
import io.jenkins.plugins.delivery.engine.notify.SlackMessage;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells a Slack channel: one message for a run, edited in place, with answers in its thread. Only a failure is broadcast: an edit
 * alerts nobody, so a failure that edits a message also answers it with a reply that the channel sees.
 */
public final class SlackNotifier implements Notifier {

    /** A delivery waits for Slack no longer than this, all calls of one notification together. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private final Duration limit;

    public SlackNotifier() {
        this(LIMIT);
    }

    SlackNotifier(Duration limit) {
        this.limit = limit;
    }

    @Override
    public Delivered deliver(Notification notification, Address address, EngineContext context)
            throws InterruptedException {
        try {
            Credential token = context.credential(address.credentialsId());
            Credential bearer = Credential.token(token.id(), token.secret());
            HttpEndpoint endpoint = HttpEndpoint.of("Slack", address.endpoint(), Optional.of(bearer));
            SlackApi api =
                    new SlackApi(endpoint, context, context.clock().instant().plus(limit));
            Notification clean = notification.mapTexts(context.redactor()::redact);
            return address.ts() == null ? post(api, clean, address) : edit(api, clean, address, context);
        } catch (SlackRefusedException | DeliveryException e) {
            return new Delivered(address.channel(), address.ts(), e.getMessage());
        }
    }

    @Override
    public String preview(Notification notification, Address address) {
        String action = address.ts() != null
                ? "edit of " + address.ts()
                : address.thread() != null ? "answer to " + address.thread() : "new message";
        return "(" + action + ")\n" + SlackMessage.of(notification).preview();
    }

    private static Delivered post(SlackApi api, Notification notification, Address address)
            throws SlackRefusedException, InterruptedException {
        SlackApi.Posted posted =
                api.post(address.channel(), SlackMessage.of(notification), address.thread(), isAlarm(notification));
        return new Delivered(posted.channel(), posted.ts(), null);
    }

    private static Delivered edit(SlackApi api, Notification notification, Address address, EngineContext context)
            throws SlackRefusedException, InterruptedException {
        SlackApi.Posted edited;
        try {
            edited = api.update(address.channel(), address.ts(), SlackMessage.of(notification));
        } catch (SlackRefusedException e) {
            if (!e.error().onlyTheEdit()) {
                throw e;
            }
            context.log().warn("The Slack message could not be edited, so it is answered instead. " + e.getMessage());
            SlackApi.Posted answer =
                    api.post(address.channel(), SlackMessage.of(notification), address.ts(), isAlarm(notification));
            return new Delivered(answer.channel(), address.ts(), null);
        }
        if (isAlarm(notification)) {
            api.post(edited.channel(), SlackMessage.call(notification), address.ts(), true);
        }
        return new Delivered(edited.channel(), address.ts(), null);
    }

    private static boolean isAlarm(Notification notification) {
        return notification.event() == NotificationEvent.FAILED;
    }
}
