package io.jenkins.plugins.delivery.engine.notify;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Input of {@code slackNotify}. */
public record SlackNotifyRequest(
        @Parameter(
                help = "Channel name or id; an edit needs the id, which the first message's result tells.",
                required = true)
        String channel,

        @Parameter(help = "What it is about: started, progress, approval, passed, failed or info.")
        NotificationEvent event,

        @Parameter(help = "The sentence people read first; made from the other values when absent.")
        String text,

        @Parameter(help = "The service.") String service,
        @Parameter(help = "Its version.") String version,
        @Parameter(help = "The environment.") String env,
        @Parameter(help = "The pipeline stage.") String stage,
        @Parameter(help = "The first error, for a failure.") String error,

        @Parameter(help = "What a person does next, for a failure.")
        String advice,

        @Parameter(help = "Who wrote the change.") String author,
        @Parameter(help = "Link to the run or its log.") String url,
        @Parameter(help = "Further facts, name to value.") Map<String, Object> fields,

        @Parameter(help = "The ts of a message to edit in place instead of posting a new one.")
        String ts,

        @Parameter(help = "The ts of a message to answer in its thread.")
        String thread,

        @Parameter(help = "Credentials with the bot token of the Slack app.")
        String credentialsId,

        @Parameter(help = "Base address of Slack's Web API.")
        String endpoint)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem */
    public SlackNotifyRequest {
        List<String> problems = new ArrayList<>();
        if (event == NotificationEvent.INFO && text == null) {
            problems.add("text is required for event info");
        }
        if (ts != null && thread != null) {
            problems.add("give ts (edit a message) or thread (answer it), not both");
        }
        checkTs("ts", ts, problems);
        checkTs("thread", thread, problems);
        try {
            HttpEndpoint.of("Slack", endpoint, Optional.empty());
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add("endpoint: " + problem));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("slackNotify", problems);
        }
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** What happened, without where it is told. */
    public Notification notification() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return new Notification(
                event,
                text,
                new Notification.Subject(service, version, env, stage),
                new Notification.Problem(error, advice),
                author,
                url,
                texts);
    }

    /** Where it is told. */
    public Notifier.Address address() {
        return new Notifier.Address(channel, ts, thread, credentialsId, endpoint);
    }

    private static void checkTs(String name, String ts, List<String> problems) {
        if (ts != null && !ts.matches("\\d{1,12}\\.\\d{1,12}")) {
            problems.add(name + ": '" + ts + "' is not the ts of a Slack message; take it from an earlier result");
        }
    }
}
