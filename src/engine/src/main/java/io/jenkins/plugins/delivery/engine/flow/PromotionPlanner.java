package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the way into one environment: approval, deployment, verification, and the way back. */
final class PromotionPlanner {

    static final List<String> GATE_SETTINGS =
            List.of("url", "ready", "readyTimeout", "versionPath", "checks", "junit", "onFail");

    private final DeliveryConfig config;
    private final PlanSource source;
    private final SlackPlanner slack;
    private final ApprovalPlanner approvals;

    PromotionPlanner(DeliveryConfig config, PlanSource source, SlackPlanner slack) {
        this.config = config;
        this.source = source;
        this.slack = slack;
        this.approvals = new ApprovalPlanner(config, source, slack);
    }

    /**
     * @param after environment that the commit must have passed before
     * @param passed what this build promoted to before
     */
    List<PlanBlock> blocks(Environment environment, Optional<String> after, List<Environment> passed) {
        String name = environment.name();
        List<PlanStage> stages = new ArrayList<>();
        Map<String, Object> promotion = promotion(environment, after);
        Optional<PlanAction> shown = new EvidencePlanner(config, source).shown(passed);
        TurnPlanner turns = new TurnPlanner(config, source);
        Optional<PlanStage> approval = approvals
                .stage(environment, promotion)
                .map(stage -> stage.after(turns.beforeQuestion(environment, promotion, after)));
        approval.map(stage -> shown.map(first -> stage.after(List.of(first))).orElse(stage))
                .ifPresent(stages::add);
        Deployment deployment = deployment(environment, promotion);
        List<PlanAction> wait = new ArrayList<>();
        shown.filter(action -> approval.isEmpty()).ifPresent(wait::add);
        wait.add(turns.take(environment, promotion, after));
        List<PlanAction> deploy = new ArrayList<>(List.of(deployment.deploy()));
        slack.deployed(name, new EvidencePlanner(config, source).keeps()).ifPresent(deploy::add);
        PlanAction end = turns.giveBack(environment, promotion);
        List<PlanAction> verify = verification(environment);
        (verify.isEmpty() ? deploy : verify).add(end);

        List<PlanBlock> blocks = new ArrayList<>();
        if (deployment.onAgent()) {
            // Waiting for the turn holds no agent; deploying needs one.
            stages.add(TurnPlanner.recording(PlanStage.of("Turn for " + name, wait), environment, promotion));
            blocks.add(PlanBlock.onController(name, stages));
            stages = new ArrayList<>();
        } else {
            deploy.addAll(0, wait);
        }
        PlanStage deploying = PlanStage.of(deployTo(environment), deploy);
        stages.add(deployment.undoing(
                deployment.onAgent() ? deploying : TurnPlanner.recording(deploying, environment, promotion)));
        boolean together = !environment.verifiedByBody() && environment.hasGate();
        if (together) {
            stages.add(deployment.undoing(PlanStage.of("Verify " + name, verify)));
        }
        blocks.add(
                deployment.onAgent()
                        ? PlanBlock.onAgent(PlanBlock.BUILD, name, stages)
                        : PlanBlock.onController(name, stages));
        if (environment.verifiedByBody()) {
            PlanStage stage = deployment.undoing(PlanStage.of("Verify " + name, verify));
            blocks.add(PlanBlock.onAgent(PlanBlock.VERIFY, name, List.of(stage)));
        }
        return blocks;
    }

    /** What shows that the version works; empty when nobody has said how. The list may be added to. */
    private List<PlanAction> verification(Environment environment) {
        List<PlanAction> actions = new ArrayList<>();
        if (environment.verifiedByBody()) {
            actions.add(
                    PlanAction.body("environments." + environment.name() + ".verify", verifyArguments(environment)));
        }
        if (environment.hasGate()) {
            // The body's reports lie in the workspace, so the gate that reads them runs there too.
            actions.add(gate(environment));
        }
        return actions;
    }

    private Deployment deployment(Environment environment, Map<String, Object> promotion) {
        if (!DeployerPlanner.of(config, environment).equals(DeployerPlanner.ARGO_CD)) {
            return new DeployerPlanner(config).deployment(environment, promotion);
        }
        PlanAction promote = PlanAction.step("argoPromote", promotion)
                .as(promotionOf(environment.name()))
                .endsRunBy("supersededBy");
        Optional<PlanStage> wayBack = "off".equals(promotion.get("rollback"))
                ? Optional.empty()
                : Optional.of(new WayBackPlanner(config).stage(environment, promotion));
        return new Deployment(promote, wayBack, false);
    }

    /** The stage that stands for an environment in every build, run or skipped. */
    static String deployTo(Environment environment) {
        return "Deploy to " + environment.name();
    }

    private Map<String, Object> promotion(Environment environment, Optional<String> after) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("env", environment.name());
        args.put("service", config.service());
        args.put("version", from(BuildPlanner.VERSION, "version"));
        args.put("commit", from(BuildPlanner.VERSION, "commit"));
        if (config.imageRepository().isPresent()) {
            args.put("digest", from(BuildPlanner.IMAGE, "digest"));
        }
        if (config.has("chart")) {
            args.put("chartVersion", from(BuildPlanner.CHART, "version"));
            args.put("chartContent", from(BuildPlanner.CHART, "content"));
        }
        if (new EvidencePlanner(config, source).keeps()) {
            args.put("evidence", from(EvidencePlanner.EVIDENCE, "digest"));
            args.put("scan", from(EvidencePlanner.EVIDENCE, "scan"));
        }
        args.putAll(target(environment));
        after.ifPresent(name -> {
            args.put("after", name);
            Object asked = environment.settings().get("sameDigest");
            args.put("sameDigest", asked == null ? source.kind() == BranchKind.MAIN : asked);
        });
        args.put("source", from(BuildPlanner.VERSION, "source"));
        if (config.section("version").containsKey("credentialsId")) {
            args.put("sourceCredentialsId", config.section("version").get("credentialsId"));
        }
        if (environment.approval().isPresent()) {
            args.put("approver", ApprovalPlanner.approver(environment));
        }
        args.put("override", TurnPlanner.override(environment));
        if (!source.runUrl().isEmpty()) {
            args.put("run", source.runUrl());
        }
        args.put("reason", source.text("reason"));
        return args;
    }

    /** Where a promotion goes and how it is waited for: the GitOps repository, Argo CD, and what the environment says otherwise. */
    Map<String, Object> target(Environment environment) {
        Map<String, Object> args = PromotionTarget.of(config.section("gitops"), config.section("argo"), environment);
        if (!args.containsKey("set") && "sha".equals(config.section("image").get("tagWith"))) {
            args.put("set", Map.of("image.tag", "${commit}"));
        }
        if (!args.containsKey("argo")) {
            args.put("waitFor", "none");
        }
        return args;
    }

    private PlanAction gate(Environment environment) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("name", "Verify " + environment.name());
        args.put("env", environment.name());
        for (String key : GATE_SETTINGS) {
            if (environment.settings().containsKey(key)) {
                args.put(key, environment.settings().get(key));
            }
        }
        if (environment.settings().containsKey("versionPath")) {
            args.put("version", from(BuildPlanner.VERSION, "version"));
        }
        return PlanAction.step("e2eGate", args).as("gate_" + environment.name());
    }

    private Map<String, Object> verifyArguments(Environment environment) {
        Map<String, Object> args = new LinkedHashMap<>(new BuildPlanner(config, source).bodyArguments());
        args.put("environment", environment.name());
        if (environment.settings().containsKey("url")) {
            args.put("url", environment.settings().get("url"));
        }
        return args;
    }

    static String promotionOf(String environment) {
        return "promotion_" + environment;
    }
}
