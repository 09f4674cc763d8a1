package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the Slack messages: one live message for the run, details in its thread. Plans none when no channel is configured. */
final class SlackPlanner {

    private final DeliveryConfig config;
    private final PlanSource source;

    SlackPlanner(DeliveryConfig config, PlanSource source) {
        this.config = config;
        this.source = source;
    }

    /** Arguments of slackNotify by occasion: started, passed, failed. */
    Map<String, Object> messages(List<Environment> route) {
        if (!config.has("slack")) {
            return Map.of();
        }
        String to = route.isEmpty()
                ? ""
                : " → "
                        + String.join(
                                " → ", route.stream().map(Environment::name).toList());
        String what = source.branch() + to;
        Map<String, Object> messages = new LinkedHashMap<>();
        messages.put("started", message("started", what));
        messages.put("passed", message("passed", what));
        messages.put("failed", failed(what, route));
        messages.put("superseded", message("info", what));
        return messages;
    }

    /** With the dashboards of the watches, as far as they were begun: who reads of a breach wants to see it. */
    private Map<String, Object> failed(String what, List<Environment> route) {
        Map<String, Object> message = message("failed", what);
        Map<String, Object> dashboards = new LinkedHashMap<>();
        route.stream()
                .filter(environment ->
                        ConfigLayers.map(environment.settings().get("watch")).containsKey("grafana"))
                .forEach(environment -> dashboards.put(
                        "Dashboard of " + environment.name(), from(WatchPlanner.watchOf(environment.name()), "url")));
        if (!dashboards.isEmpty()) {
            message.put("fields", dashboards);
        }
        return message;
    }

    /**
     * A line in the run's thread.
     *
     * @param proved whether a record says what is proved of the version
     */
    Optional<PlanAction> deployed(String environment, boolean proved) {
        Optional<PlanAction> line = inThread("progress", "Deployed to " + environment + ".", environment);
        return proved
                ? line.map(plain -> with(plain, Map.of("Proof", from(EvidencePlanner.EVIDENCE, "summary"))))
                : line;
    }

    /** A line in the run's thread that shows results of earlier actions. */
    Optional<PlanAction> told(String text, Map<String, Object> fields) {
        return inThread("progress", text, null).map(line -> with(line, fields));
    }

    private static PlanAction with(PlanAction line, Map<String, Object> fields) {
        Map<String, Object> args = new LinkedHashMap<>(line.args());
        args.put("fields", fields);
        return PlanAction.step(line.step(), args).as(line.as());
    }

    /** The question in the run's thread, before the run waits for the answer. */
    Optional<PlanAction> approval(Environment environment) {
        String asked = environment
                .approvalSubmitters()
                .filter(submitters -> !submitters.isEmpty())
                .map(submitters -> " by " + submitters)
                .orElse("");
        return inThread(
                        "approval",
                        "Waiting for approval" + asked + " to deploy to " + environment.name() + ".",
                        environment.name())
                .map(message -> withEvidence(message, environment));
    }

    /** What the approver reads in Jenkins, and a link that leads to the buttons: the run has that page while it waits. */
    private PlanAction withEvidence(PlanAction message, Environment environment) {
        Map<String, Object> args = new LinkedHashMap<>(message.args());
        args.put("fields", Map.of("Evidence", from(ApprovalPlanner.evidenceOf(environment), "message")));
        if (!source.runUrl().isEmpty()) {
            args.put("url", source.runUrl() + (source.runUrl().endsWith("/") ? "" : "/") + "input/");
        }
        return PlanAction.step(message.step(), args).as(message.as());
    }

    private Optional<PlanAction> inThread(String event, String text, String environment) {
        if (!config.has("slack")) {
            return Optional.empty();
        }
        Map<String, Object> args = message(event, text);
        if (environment != null) {
            args.put("env", environment);
        }
        args.put("thread", from("slack", "ts"));
        return Optional.of(PlanAction.step("slackNotify", args).as("slack_" + event));
    }

    private Map<String, Object> message(String event, String text) {
        Map<String, Object> args = config.section("slack");
        args.put("event", event);
        args.put("service", config.service());
        args.put("version", source.text("version"));
        args.put("text", text);
        if (!source.text("author").isEmpty()) {
            args.put("author", source.text("author"));
        }
        if (!source.runUrl().isEmpty()) {
            args.put("url", source.runUrl());
        }
        return args;
    }
}
