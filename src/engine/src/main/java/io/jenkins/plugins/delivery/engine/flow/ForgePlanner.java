package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Plans what the site that hosts the service's repository is told and asked: a status of the commit for each gate and one for the whole,
 * which a branch protection can require before a merge; a comment on the pull request; and whether people reviewed what is delivered.
 */
final class ForgePlanner {

    /** The status of the whole build, pending until it is done. */
    static final String WHOLE = "release/gate";

    private static final String SECTION = "forge";
    static final String REVIEW = "review";

    /** Settings of the section, and what steps call them. */
    static final Map<String, String> PARAMETERS = Map.of(
            "kind", "forge",
            "url", "forgeUrl",
            "project", "forgeProject",
            "credentialsId", "forgeCredentialsId");

    private final DeliveryConfig config;
    private final PlanSource source;

    ForgePlanner(DeliveryConfig config, PlanSource source) {
        this.config = config;
        this.source = source;
    }

    /** The stage with the status of the gate that it is; the same where no forge is configured. */
    PlanStage told(PlanStage stage) {
        return stage.toldAs(status(contextOf(stage.name())));
    }

    /**
     * What is told when the build starts, passes, fails or is overtaken: actions by occasion; empty without a forge.
     *
     * @param gates the results that the pull request is told
     */
    Map<String, Object> notices(List<Map<String, Object>> gates) {
        Map<String, Object> notices = new LinkedHashMap<>();
        status(WHOLE).ifPresent(status -> {
            notices.put("started", List.of(whole(status, "pending", "The delivery is running.")));
            notices.put("passed", List.of(whole(status, "success", "Every stage passed.")));
            notices.put("failed", List.of(whole(status, "failure", from("outcome", "summary"))));
            notices.put("superseded", List.of(whole(status, "success", from("outcome", "summary"))));
        });
        for (String occasion : List.of("passed", "failed")) {
            Map<String, Object> more = new LinkedHashMap<>(Map.of("gates", gates));
            if (occasion.equals("failed")) {
                more.put("error", from("outcome", "error"));
            }
            boolean merged = source.kind() != BranchKind.PULL_REQUEST;
            comment(merged ? occasion : "checked", more).ifPresent(comment -> {
                List<Object> both = new ArrayList<>((List<?>) notices.getOrDefault(occasion, List.of()));
                both.add(comment.toMap());
                notices.put(occasion, both);
            });
        }
        return notices;
    }

    /** The stage that refuses what nobody has reviewed, before the first environment; empty where no review is asked for. */
    Optional<PlanStage> review() {
        boolean asked = config.has(REVIEW) && BuildPlanner.publishes(source.kind());
        if (!asked) {
            return Optional.empty();
        }
        Map<String, Object> args = access();
        args.put("commit", source.text("commit"));
        args.put("branch", source.branch());
        args.putAll(config.section(REVIEW));
        PlanStage stage =
                PlanStage.of("Review", PlanAction.step("reviewCheck", args).as(REVIEW));
        return Optional.of(told(stage));
    }

    /** Where the repository is and who may speak there, as parameters of a step; empty without a forge. */
    Map<String, Object> access() {
        Map<String, Object> args = new LinkedHashMap<>();
        if (!source.text("source").isEmpty()) {
            args.put("source", source.text("source"));
        }
        Map<String, Object> forge = config.section(SECTION);
        PARAMETERS.forEach((setting, parameter) -> {
            if (forge.containsKey(setting)) {
                args.put(parameter, forge.get(setting));
            }
        });
        return args;
    }

    boolean isConfigured() {
        return config.section(SECTION).containsKey("credentialsId");
    }

    /** {@code delivery/verify-stage}: the same for the stage of the same name in every build, as a rule of a branch names it. */
    private static String contextOf(String stage) {
        return "delivery/" + stage.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private Optional<Map<String, Object>> status(String context) {
        if (!isConfigured() || !on("statuses")) {
            return Optional.empty();
        }
        Map<String, Object> args = access();
        args.put("commit", source.text("commit"));
        args.put("context", context);
        if (!source.runUrl().isEmpty()) {
            args.put("targetUrl", source.runUrl());
        }
        return Optional.of(args);
    }

    private static Map<String, Object> whole(Map<String, Object> status, String state, Object description) {
        Map<String, Object> args = new LinkedHashMap<>(status);
        args.put("state", state);
        args.put("description", description);
        return PlanAction.step("commitStatus", args).toMap();
    }

    /** A comment of the pull request that the commit belongs to; empty where nobody is told. */
    Optional<PlanAction> comment(String event, Map<String, Object> more) {
        if (!isConfigured() || !on("comments")) {
            return Optional.empty();
        }
        Map<String, Object> args = access();
        args.put("service", config.service());
        args.put("version", source.text("version"));
        args.put("event", event);
        args.put("commit", source.text("commit"));
        if (!source.runUrl().isEmpty()) {
            args.put("url", source.runUrl());
        }
        args.putAll(more);
        return Optional.of(PlanAction.step("pullRequestComment", args));
    }

    private boolean on(String setting) {
        return !Boolean.FALSE.equals(config.section(SECTION).get(setting));
    }
}
