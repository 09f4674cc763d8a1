package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What a person is told while a deployment goes on. */
final class DeployNews {

    private static final Duration FIRST_POLLS = Duration.ofSeconds(1);
    private static final Duration LATER_POLLS = Duration.ofSeconds(3);
    private static final Duration EAGER = Duration.ofMinutes(1);

    private DeployNews() {}

    static void tell(DeployRequest request, Applied applied, EngineContext context) {
        String thing = request.service() + " in " + request.env();
        String from = applied.from() == null ? "nothing" : applied.from();
        switch (applied.change()) {
            case PUSHED -> context.log().info(thing + ": " + from + " → " + applied.to() + ".");
            case PLANNED -> context.log().info(planned(request, applied));
            case RESTORED -> context.log().info(thing + " goes back to " + applied.to() + ".");
            case KEPT -> context.log().info(thing + " keeps " + applied.to() + ".");
            case UNCHANGED -> context.log().info(thing + " has " + applied.to() + " already.");
            default -> {
                String by = applied.text(DeployWait.BY) == null ? "a newer deployment" : applied.text(DeployWait.BY);
                context.log().info(thing + ": " + by + " stands; nothing was changed.");
            }
        }
    }

    private static String planned(DeployRequest request, Applied applied) {
        String thing = request.service() + " in " + request.env();
        String from = applied.from();
        String to = applied.to();
        if (applied.facts().get(GoingBack.OUTLOOK) instanceof Map<?, ?> outlook
                && !Boolean.TRUE.equals(outlook.get("needed"))) {
            return thing + ": " + outlook.get("question");
        }
        if (request.restore() != null) {
            return "Dry run: " + thing + " would go back from " + from + " to " + to + ".";
        }
        if (from == null) {
            return "Dry run: no version of " + request.service() + " has come up in " + request.env() + " yet; " + to
                    + " would be installed as the first.";
        }
        return from.equals(to)
                ? "Dry run: " + thing + " would get " + to + " once more."
                : "Dry run: " + thing + " would go from " + from + " to " + to + ".";
    }

    static Progress.Waiting<DeployResult> waiting(DeployWait<?> wait, String message, Instant now) {
        Ticket ticket = wait.ticket();
        Duration passed = Duration.between(ticket.startedAt(), now);
        Duration whole = Duration.between(ticket.startedAt(), ticket.deadline());
        return Progress.waiting(
                ticket,
                wait.request().service() + " in " + wait.request().env() + ": " + message + " ("
                        + Durations.text(passed.truncatedTo(ChronoUnit.SECONDS)) + " of " + Durations.text(whole) + ")",
                passed.compareTo(EAGER) < 0 ? FIRST_POLLS : LATER_POLLS);
    }
}
