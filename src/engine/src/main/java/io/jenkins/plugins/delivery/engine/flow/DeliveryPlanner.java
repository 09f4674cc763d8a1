package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    /** The plan of the branch: build stages, then every environment of its route. */
    DeliveryPlan plan() {
        List<Environment> targets = route.of(source.kind());
        List<PlanBlock> blocks = new ArrayList<>(new BuildPlanner(config, source).blocks());
        targets.forEach(environment -> blocks.addAll(promotionTo(environment)));
        return assembled(blocks, targets);
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
        return assembled(promotionTo(environment), List.of(environment));
    }

    private List<PlanBlock> promotionTo(Environment environment) {
        return promotions.blocks(environment, route.after(environment, source.kind()));
    }

    private DeliveryPlan assembled(List<PlanBlock> blocks, List<Environment> targets) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("service", config.service());
        facts.put("flow", config.text("flow"));
        facts.put("agent", config.text("agent"));
        facts.put("branch", source.branch());
        facts.put("kind", source.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        for (String key : List.of("version", "ociTag", "tag", "previous", "commit", "author", "reason")) {
            if (source.version().get(key) != null) {
                facts.put(key, source.version().get(key));
            }
        }
        return new DeliveryPlan(
                facts,
                blocks,
                targets.stream().map(this::file).toList(),
                targets.stream()
                        .filter(environment -> environment.approval().isPresent())
                        .map(this::approval)
                        .toList(),
                slack.messages(targets));
    }

    private Map<String, Object> file(Environment environment) {
        Map<String, Object> gitops = config.section("gitops");
        Object file = environment.settings().getOrDefault("file", gitops.get("file"));
        Map<String, Object> set = ConfigLayers.map(environment.settings().getOrDefault("set", gitops.get("set")));
        Map<String, Object> values = new LinkedHashMap<>();
        set.forEach((path, template) -> values.put(path, filled(String.valueOf(template), environment)));
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("environment", environment.name());
        change.put("repository", gitops.get("url"));
        change.put("file", filled(String.valueOf(file), environment));
        change.put("set", values);
        return change;
    }

    /** Templates with what is known before the run; the digest is known only after the build and stays a placeholder. */
    private String filled(String template, Environment environment) {
        return template.replace("${env}", environment.name())
                .replace("${service}", config.service())
                .replace("${version}", source.text("version"))
                .replace("${ociTag}", source.text("ociTag"))
                .replace("${chartVersion}", source.text("chartVersion"))
                .replace("${commit}", source.text("commit"));
    }

    private Map<String, Object> approval(Environment environment) {
        Map<String, Object> approval = new LinkedHashMap<>();
        approval.put("environment", environment.name());
        approval.put("submitters", environment.approvalSubmitters().orElse(""));
        approval.put("message", promotions.approvalMessage(environment));
        return approval;
    }
}
