package io.jenkins.plugins.delivery.engine.notify;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;

/**
 * Tells people in Slack what the delivery does. Whatever is wrong with Slack ends in the result and as a warning in the log; the
 * delivery goes on.
 */
public final class SlackNotify implements Operation<SlackNotifyRequest, SlackNotifyResult> {

    private final Notifier notifier;

    /** @param notifier the way to Slack */
    public SlackNotify(Notifier notifier) {
        this.notifier = notifier;
    }

    @Override
    public SlackNotifyResult run(SlackNotifyRequest request, EngineContext context) throws InterruptedException {
        Notifier.Address address = request.address();
        if (context.dryRun()) {
            String preview = notifier.preview(request.notification(), address);
            context.log().info("Dry run: would tell " + address.channel() + " " + preview);
            return new SlackNotifyResult(address.channel(), address.ts(), false, "dry run: nothing was sent");
        }
        Notifier.Delivered delivered = notifier.deliver(request.notification(), address, context);
        String problem = context.redactor().redact(delivered.problem());
        if (problem != null) {
            context.log().warn("Slack was not told. " + problem + " The delivery goes on.");
        }
        return new SlackNotifyResult(delivered.channel(), delivered.ts(), problem == null, problem);
    }
}
