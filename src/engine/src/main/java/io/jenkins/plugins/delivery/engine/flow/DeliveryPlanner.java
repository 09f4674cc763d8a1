package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.Template;
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

    DeliveryPlanner(DeliveryConfig config, PlanSource source) {
        this.config = config;
        this.source = source;
        this.route = new PromotionRoute(flow(config), config.environments());
        this.slack = new SlackPlanner(config, source);
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
        return new DeliveryPlan(facts, blocks, List.of(), List.of(), Map.of());
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
                targets.stream()
                        .filter(environment ->
                                DeployerPlanner.of(config, environment).equals(DeployerPlanner.ARGO_CD))
                        .map(this::file)
                        .toList(),
                targets.stream()
                        .filter(environment -> environment.approval().isPresent())
                        .map(this::approval)
                        .toList(),
                slack.messages(targets));
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

    /** The edit of one promotion, with templates filled in as far as they are known before the run. */
    private Map<String, Object> file(Environment environment) {
        Map<String, Object> args = new LinkedHashMap<>(Defaults.ofStep("argoPromote"));
        args.putAll(promotions.target(environment));
        Map<String, String> known = known(environment);
        List<String> problems = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        ConfigLayers.map(args.get("set"))
                .forEach((path, template) -> values.put(path, filled("set." + path, template, known, problems)));
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("environment", environment.name());
        change.put("app", filled("app", args.get("app"), known, problems));
        change.put("repository", args.get("gitops"));
        change.put("file", filled("file", args.get("file"), known, problems));
        change.put("set", values);
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The promotion to " + environment.name(), problems);
        }
        return change;
    }

    private static String filled(String path, Object template, Map<String, String> known, List<String> problems) {
        try {
            return Template.expand(String.valueOf(template), known);
        } catch (IllegalArgumentException e) {
            problems.add(path + ": " + e.getMessage());
            return "";
        }
    }

    private Map<String, String> known(Environment environment) {
        Map<String, String> known = new LinkedHashMap<>();
        known.put("env", environment.name());
        known.put("service", config.service());
        for (String key : List.of("version", "ociTag", "chartVersion", "commit")) {
            known.put(key, source.text(key));
        }
        // Known only when the image is built; shown as it is written.
        known.put("digest", "${digest}");
        return known;
    }

    private Map<String, Object> approval(Environment environment) {
        Map<String, Object> approval = new LinkedHashMap<>();
        approval.put("environment", environment.name());
        approval.put("submitters", environment.approvalSubmitters().orElse(""));
        approval.put("message", ApprovalPlanner.question(environment, config.service(), source.text("version")));
        return approval;
    }
}
