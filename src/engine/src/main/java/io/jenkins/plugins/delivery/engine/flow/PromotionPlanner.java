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

    private final DeliveryConfig config;
    private final PlanSource source;
    private final SlackPlanner slack;
    private final ApprovalPlanner approvals;
    private final VerificationPlanner verification;
    private final ForgePlanner forge;

    PromotionPlanner(DeliveryConfig config, PlanSource source, SlackPlanner slack) {
        this.config = config;
        this.source = source;
        this.slack = slack;
        this.approvals = new ApprovalPlanner(config, source, slack);
        this.verification = new VerificationPlanner(config, source);
        this.forge = new ForgePlanner(config, source);
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
        List<PlanAction> verify = verification.actions(environment);
        if (!SuitePlanner.suites(environment).isEmpty()) {
            Map<String, Object> said = Map.of("Result", from(VerificationPlanner.gateOf(name), "message"));
            slack.told("Tested " + name + ".", said).ifPresent(verify::add);
        }
        List<PlanAction> watch = new WatchPlanner(config, slack).actions(environment);

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
        if (deployment.onAgent()) {
            blocks.add(PlanBlock.onAgent(PlanBlock.BUILD, name, stages));
            stages = new ArrayList<>();
        }
        verification.ready(environment).map(deployment::undoing).ifPresent(stages::add);
        boolean onAgent = VerificationPlanner.needsAgent(environment) || VerificationPlanner.scansOnAgent(environment);
        if (onAgent) {
            addIfAny(blocks, name, stages);
            stages = new ArrayList<>();
        }
        if (!verify.isEmpty()) {
            PlanStage stage = PlanStage.of("Verify " + name, verify).cleanedBy(verification.published(environment));
            stages.add(deployment.undoing(forge.told(stage)));
        }
        verification.scan(environment).map(forge::told).map(deployment::undoing).ifPresent(stages::add);
        if (onAgent) {
            blocks.add(PlanBlock.onAgent(PlanBlock.VERIFY, name, stages));
            stages = new ArrayList<>();
        }
        if (!watch.isEmpty()) {
            stages.add(deployment.undoing(forge.told(PlanStage.of("Watch " + name, watch))));
        }
        addIfAny(blocks, name, stages);
        PlanBlock last = blocks.remove(blocks.size() - 1);
        blocks.add(last.endingWith(end));
        return blocks;
    }

    private static void addIfAny(List<PlanBlock> blocks, String environment, List<PlanStage> stages) {
        if (!stages.isEmpty()) {
            blocks.add(PlanBlock.onController(environment, stages));
        }
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

    static String promotionOf(String environment) {
        return "promotion_" + environment;
    }
}
