package io.jenkins.plugins.delivery.runner.plan;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.runner.view.Style;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A plan as a person reads it: stages and what each does, version, files, approvals, messages. */
public final class PlanPage {

    private static final int SHOWN_VALUE = 60;
    private static final int NAME_WIDTH = 20;

    private final PrintStream out;
    private final Style style;

    public PlanPage(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** @param plan the result of {@code deliveryPlan} */
    public void print(Map<String, Object> plan) {
        out.println(style.bold(text(plan, "service")) + ": " + text(plan, "branch") + " (" + text(plan, "kind") + ", "
                + text(plan, "flow") + ")");
        row("version", text(plan, "version"));
        row("why", text(plan, "reason"));
        row("commit", text(plan, "commit"));
        row("author", text(plan, "author"));
        row("candidate", text(map(plan.get("candidate")), "message"));
        row("unchanged", text(plan, "unchanged"));
        heading("Stages");
        maps(plan.get("blocks")).forEach(this::block);
        section("Files to change", plan.get("files"), this::file);
        section("Approvals", plan.get("approvals"), this::approval);
        messages(map(plan.get("messages")));
        notices(map(plan.get("notices")));
    }

    private void block(Map<String, Object> block) {
        String place = "agent".equals(block.get("on")) ? "on an agent" : "without an agent";
        for (Map<String, Object> stage : maps(block.get("stages"))) {
            String skipped = text(stage, "skipped");
            String unless = text(stage, "unless");
            String when = unless.isEmpty() ? place : place + ", skipped if " + unless;
            String status = text(map(stage.get("status")), "context");
            String told = status.isEmpty() ? "" : ", status " + status;
            out.println("  " + style.bold(padded(text(stage, "name")))
                    + style.faint((skipped.isEmpty() ? when : "skipped: " + skipped) + told));
            maps(stage.get("actions")).forEach(action -> action(action, ""));
            if (stage.get("recover") != null) {
                action(map(stage.get("recover")), "on failure: ");
            }
            if (stage.get("cleanup") != null) {
                action(map(stage.get("cleanup")), "at the end: ");
            }
            wayBack(
                    map(stage.get("wayBack")),
                    stage.containsKey("inDoubt") ? "on failure or in doubt, " : "on failure, ");
        }
    }

    private void wayBack(Map<String, Object> stage, String when) {
        maps(stage.get("actions")).forEach(action -> action(action, when + text(stage, "name") + ": "));
    }

    private void action(Map<String, Object> action, String when) {
        String name = action.get("step") == null
                ? "the closure " + text(action, "body") + " of the Jenkinsfile"
                : text(action, "step");
        String unless = action.get("unless") == null ? "" : style.faint(" unless " + text(action, "unless"));
        unless += action.get("only") == null ? "" : style.faint(" only with " + text(action, "only"));
        String arguments = action.get("step") == null ? "" : " " + style.faint(arguments(map(action.get("args"))));
        out.println("    " + when + name + arguments + unless);
        for (Map<String, Object> suite : maps(action.get("suites"))) {
            Map<String, Object> started = map(suite.get("action"));
            String runs = started.get("step") == null
                    ? "the closure " + text(started, "body") + " of the Jenkinsfile"
                    : text(map(started.get("args")), "label");
            Duration timeout = Duration.ofSeconds(((Number) suite.get("timeoutSeconds")).longValue());
            out.println("      suite " + text(suite, "name") + ": " + runs
                    + style.faint(", at most " + Durations.text(timeout)));
        }
    }

    private static String arguments(Map<String, Object> arguments) {
        return String.join(
                ", ",
                arguments.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
                        .toList());
    }

    private static String value(Object value) {
        String text = words(value).replace('\n', ' ');
        return text.length() <= SHOWN_VALUE ? text : text.substring(0, SHOWN_VALUE - 1) + "…";
    }

    /** What is known when an earlier action has run is shown by the name of that action, at any depth. */
    private static String words(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return String.valueOf(value);
        }
        return map.containsKey("from") && map.containsKey("key")
                ? "‹" + map.get("from") + "." + map.get("key") + "›"
                : map.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + words(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    private void file(Map<String, Object> file) {
        out.println("  " + padded(text(file, "environment")) + text(file, "file") + " in " + text(file, "repository"));
        map(file.get("set")).forEach((path, value) -> out.println(" ".repeat(NAME_WIDTH + 2) + path + ": " + value));
    }

    private void approval(Map<String, Object> approval) {
        String submitters = text(approval, "submitters");
        out.println("  " + padded(text(approval, "environment")) + text(approval, "message")
                + (submitters.isEmpty() ? "" : style.faint(" (by " + submitters + ")")));
    }

    private void messages(Map<String, Object> messages) {
        if (messages.isEmpty()) {
            return;
        }
        heading("Messages");
        messages.forEach((occasion, arguments) -> {
            Map<String, Object> message = map(arguments);
            Map<String, Object> said = new LinkedHashMap<>(message);
            List.of("channel", "event", "credentialsId").forEach(said::remove);
            out.println("  " + padded(occasion) + text(message, "channel") + " " + style.faint(arguments(said)));
        });
    }

    private void notices(Map<String, Object> notices) {
        if (!notices.isEmpty()) {
            heading("Told to the forge");
            notices.forEach((occasion, actions) -> maps(actions)
                    .forEach(action -> out.println("  " + padded(occasion) + text(action, "step") + " "
                            + style.faint(arguments(map(action.get("args")))))));
        }
    }

    private void section(String title, Object items, java.util.function.Consumer<Map<String, Object>> print) {
        List<Map<String, Object>> all = maps(items);
        if (!all.isEmpty()) {
            heading(title);
            all.forEach(print);
        }
    }

    private void heading(String title) {
        out.println();
        out.println(style.bold(title));
    }

    private void row(String label, String value) {
        if (!value.isEmpty()) {
            out.println("  " + padded(label) + value.strip().replace("\n", "\n" + " ".repeat(NAME_WIDTH + 2)));
        }
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(1, NAME_WIDTH - text.length()));
    }

    private static String text(Map<String, Object> map, String key) {
        return Objects.toString(map.get(key), "");
    }

    private static List<Map<String, Object>> maps(Object value) {
        return value instanceof Collection<?> items
                ? items.stream().map(PlanPage::map).toList()
                : List.of();
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> plain = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> plain.put(String.valueOf(key), item));
        }
        return plain;
    }
}
