package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Computes the plan of one build. Pure: the same configuration and source give the same plan. */
public final class DeliveryPlanner {

    private final DeliveryConfig config;
    private final PlanSource source;
    private final PromotionRoute route;
    private final PromotionPlanner promotions;
    private final SlackPlanner slack;
    private final ForgePlanner forge;

    DeliveryPlanner(DeliveryConfig config, PlanSource source) {
        this.config = config;
        this.source = source;
        this.route = new PromotionRoute(flow(config), config.environments());
        this.slack = new SlackPlanner(config, source);
        this.forge = new ForgePlanner(config, source);
        this.promotions = new PromotionPlanner(config, source, slack);
    }

    static Flow flow(DeliveryConfig config) {
        return Flow.valueOf(config.text("flow").replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /**
     * The plan of the branch: build stages, then every environment in its place. An environment that is not on the branch's route is a
     * skipped stage, so that the run views draw the same parts for every branch.
     */
    DeliveryPlan plan() {
        Optional<String> unchanged = unchanged();
        if (unchanged.isPresent()) {
            return nothingToDo(unchanged.get());
        }
        List<Environment> targets = route.of(source.kind());
        List<PlanBlock> blocks = new ArrayList<>(new BuildPlanner(config, source).blocks());
        forge.review()
                .map(stage -> PlanBlock.onController(null, List.of(stage)))
                .ifPresent(blocks::add);
        for (Environment environment : config.environments()) {
            if (targets.contains(environment)) {
                blocks.addAll(promotionTo(environment, targets.subList(0, targets.indexOf(environment))));
            } else {
                PlanStage skipped = PlanStage.skipped(PromotionPlanner.deployTo(environment), goesElsewhere(targets));
                blocks.add(PlanBlock.onController(null, List.of(skipped)));
            }
        }
        new ReleasePlanner(config, source, slack).finish().ifPresent(blocks::add);
        new EvidencePlanner(config, source).environments(targets).ifPresent(blocks::add);
        return assembled(blocks, targets);
    }

    /** Why a component of a monorepo has nothing to deliver; empty when it has. */
    private Optional<String> unchanged() {
        Object path = config.section("version").get("pathFilter");
        boolean none = Integer.valueOf(0).equals(source.version().get("commits"));
        String since = source.text("previous");
        return path == null || !none || since.isEmpty()
                ? Optional.empty()
                : Optional.of("Nothing below " + path + " changed since " + since + ".");
    }

    /** The same parts as ever, none of which runs; nobody is told. */
    private DeliveryPlan nothingToDo(String why) {
        List<PlanBlock> blocks = new ArrayList<>();
        for (PlanBlock block : new BuildPlanner(config, source).blocks()) {
            List<PlanStage> stages = block.stages().stream()
                    .map(stage -> PlanStage.skipped(stage.name(), why))
                    .toList();
            // The first block has the checkout anyway; nothing else takes an agent to skip something.
            blocks.add(
                    blocks.isEmpty()
                            ? PlanBlock.onAgent(PlanBlock.BUILD, null, stages)
                            : PlanBlock.onController(null, stages));
        }
        blocks.add(PlanBlock.onController(
                null,
                config.environments().stream()
                        .map(environment -> PlanStage.skipped(PromotionPlanner.deployTo(environment), why))
                        .toList()));
        Map<String, Object> facts = facts();
        facts.put("unchanged", why);
        return new DeliveryPlan(facts, blocks, List.of(), List.of(), Map.of(), forge.notices(List.of()));
    }

    private String goesElsewhere(List<Environment> targets) {
        String names = String.join(", ", targets.stream().map(Environment::name).toList());
        String what = "'" + source.branch() + "' (" + source.kind().text() + ") is promoted ";
        return what + (targets.isEmpty() ? "nowhere." : "to " + names + " only.");
    }

    /** The plan of the promotion to one environment alone, for pipelines that build by themselves. */
    DeliveryPlan planOnly(String environmentName) {
        List<String> names =
                config.environments().stream().map(Environment::name).toList();
        Environment environment = config.environments().stream()
                .filter(candidate -> candidate.name().equals(environmentName))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "The promotion", List.of(NearestName.unknownKey("environments.", environmentName, names))));
        return assembled(promotionTo(environment, List.of()), List.of(environment));
    }

    private List<PlanBlock> promotionTo(Environment environment, List<Environment> passed) {
        return promotions.blocks(environment, route.after(environment, source.kind()), passed);
    }

    private DeliveryPlan assembled(List<PlanBlock> blocks, List<Environment> targets) {
        return new DeliveryPlan(
                facts(),
                blocks,
                new PlannedFiles(config, source, promotions).of(targets),
                targets.stream()
                        .filter(environment -> environment.approval().isPresent())
                        .map(this::approval)
                        .toList(),
                slack.messages(targets),
                forge.notices(gates(targets)));
    }

    /** Results of the gates of this build, in its order; one that did not run is left out when it is told. */
    private List<Map<String, Object>> gates(List<Environment> targets) {
        List<Map<String, Object>> gates = new ArrayList<>();
        List.of(
                        ChangePlanner.SECRETS,
                        TerraformPlanner.TERRAFORM,
                        ChangePlanner.COVERAGE,
                        ChangePlanner.QUALITY,
                        "review")
                .forEach(gate -> gates.add(PlanAction.all(gate)));
        for (Environment environment : targets) {
            gates.add(PlanAction.all(VerificationPlanner.gateOf(environment.name())));
            gates.add(PlanAction.all(VerificationPlanner.scanOf(environment.name())));
            gates.add(PlanAction.all(WatchPlanner.watchOf(environment.name())));
        }
        return gates;
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("service", config.service());
        facts.put("flow", config.text("flow"));
        facts.put("agent", AgentPlan.of(config.section("agent")).text());
        facts.put("branch", source.branch());
        facts.put("kind", source.kind().text());
        facts.put(
                "environments",
                config.environments().stream().map(Environment::name).toList());
        for (String key : List.of("version", "ociTag", "tag", "previous", "bump", "commit", "author", "reason")) {
            if (source.version().get(key) != null) {
                facts.put(key, source.version().get(key));
            }
        }
        source.candidate().ifPresent(candidate -> facts.put("candidate", candidate.toMap(source.text("version"))));
        return facts;
    }

    private Map<String, Object> approval(Environment environment) {
        Map<String, Object> approval = new LinkedHashMap<>();
        approval.put("environment", environment.name());
        approval.put("submitters", environment.approvalSubmitters().orElse(""));
        approval.put("message", ApprovalPlanner.question(environment, config.service(), source.text("version")));
        return approval;
    }
}
