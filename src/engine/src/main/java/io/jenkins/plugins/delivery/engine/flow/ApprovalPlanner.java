package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the question before a promotion: the evidence is gathered, Slack is told, a person answers. */
final class ApprovalPlanner {

    /** What a promotion and the evidence for it have in common. */
    private static final List<String> SHARED =
            List.of("env", "service", "version", "commit", "digest", "chartVersion", "after", "reason");

    private static final List<String> GITOPS = List.of("gitops", "branch", "credentialsId", "file", "set");

    private final DeliveryConfig config;
    private final PlanSource source;
    private final SlackPlanner slack;

    ApprovalPlanner(DeliveryConfig config, PlanSource source, SlackPlanner slack) {
        this.config = config;
        this.source = source;
        this.slack = slack;
    }

    /** @param promotion arguments of the promotion that is asked for; empty when nobody is asked */
    Optional<PlanStage> stage(Environment environment, Map<String, Object> promotion) {
        return environment.approval().map(approval -> {
            List<PlanAction> actions = new ArrayList<>();
            if (readsGitOps(environment)) {
                actions.add(PlanAction.step("approvalEvidence", evidence(environment, promotion))
                        .as(evidenceOf(environment)));
            }
            slack.approval(environment).ifPresent(actions::add);
            actions.add(PlanAction.step("input", input(environment, approval)).as("approval_" + environment.name()));
            PlanStage stage =
                    PlanStage.of("Approve " + environment.name(), actions).failingWith(refused(environment, approval));
            return TurnPlanner.leftOut(promotion, "not approved (" + asked(environment, approval) + ")")
                    .map(stage::recoveredBy)
                    .orElse(stage);
        });
    }

    /** Whether the GitOps repository says what runs there now, which the evidence compares with. */
    private boolean readsGitOps(Environment environment) {
        return DeployerPlanner.of(config, environment).equals(DeployerPlanner.ARGO_CD);
    }

    /** Who approved, when the promotion runs. */
    static Map<String, Object> approver(Environment environment) {
        return from("approval_" + environment.name(), "approver");
    }

    /** Name of the action whose message is the evidence. */
    static String evidenceOf(Environment environment) {
        return "evidence_" + environment.name();
    }

    /** The question itself: the team's words, or the product's. */
    static String question(Environment environment, String service, String version) {
        return environment
                .approval()
                .map(approval -> approval.get("message"))
                .map(Object::toString)
                .orElseGet(() -> "Deploy " + service + " " + version + " to " + environment.name() + "?");
    }

    private Map<String, Object> input(Environment environment, Map<String, Object> approval) {
        Map<String, Object> args = new LinkedHashMap<>();
        // A fixed id: the address of the question is the same in every build, and never made of its text.
        args.put("id", "Approve-" + environment.name());
        args.put(
                "message",
                readsGitOps(environment)
                        ? from(evidenceOf(environment), "message")
                        : question(environment, config.service(), source.text("version")));
        args.put("ok", "Deploy to " + environment.name());
        submitters(environment).ifPresent(submitters -> args.put("submitter", submitters));
        args.put("submitterParameter", "approver");
        if (approval.containsKey("timeout")) {
            args.put("timeoutSeconds", Durations.parse(approval.get("timeout")).toSeconds());
        }
        return args;
    }

    private Map<String, Object> evidence(Environment environment, Map<String, Object> promotion) {
        Map<String, Object> args = new LinkedHashMap<>();
        copy(SHARED, promotion, args);
        copy(GITOPS, Defaults.ofStep("argoPromote"), args);
        copy(GITOPS, promotion, args);
        args.put("question", question(environment, config.service(), source.text("version")));
        args.put("changelog", from(BuildPlanner.VERSION, "changelog"));
        args.put("author", from(BuildPlanner.VERSION, "author"));
        source.candidateSentence().ifPresent(sentence -> args.put("candidate", sentence));
        args.put("gates", gates(environment));
        if (new EvidencePlanner(config, source).keeps()) {
            args.put("evidence", from(EvidencePlanner.EVIDENCE, "lines"));
        }
        if (!source.runUrl().isEmpty()) {
            args.put("run", source.runUrl());
        }
        return args;
    }

    /** What has been decided before the question; a gate that did not run in this build is left out when the step is called. */
    private Map<String, Object> gates(Environment asked) {
        Map<String, Object> gates = new LinkedHashMap<>();
        if (!new EvidencePlanner(config, source).keeps()) {
            gates.put("scan", from("scan", "verdict"));
            gates.put("findings", from("scan", "counts"));
            gates.put("against what runs", from("scan", "delta"));
        }
        for (Environment environment : config.environments()) {
            if (environment.equals(asked)) {
                break;
            }
            gates.put("verify " + environment.name(), from("gate_" + environment.name(), "message"));
        }
        return gates;
    }

    private String refused(Environment environment, Map<String, Object> approval) {
        return config.service() + " was not approved for " + environment.name() + " (" + asked(environment, approval)
                + "): ";
    }

    private static String asked(Environment environment, Map<String, Object> approval) {
        String asked =
                submitters(environment).map(names -> "asked: " + names).orElse("everyone who may build was asked");
        return asked + (approval.containsKey("timeout") ? ", for " + approval.get("timeout") : "");
    }

    private static Optional<String> submitters(Environment environment) {
        return environment.approvalSubmitters().filter(submitters -> !submitters.isEmpty());
    }

    private static void copy(List<String> keys, Map<String, Object> from, Map<String, Object> to) {
        for (String key : keys) {
            if (from.get(key) != null) {
                to.put(key, from.get(key));
            }
        }
    }
}
