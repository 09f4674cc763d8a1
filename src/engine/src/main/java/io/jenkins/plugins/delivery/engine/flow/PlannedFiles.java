package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What promotions will change in the GitOps repository, as far as it is known before the run. */
final class PlannedFiles {

    private final DeliveryConfig config;
    private final PlanSource source;
    private final PromotionPlanner promotions;

    PlannedFiles(DeliveryConfig config, PlanSource source, PromotionPlanner promotions) {
        this.config = config;
        this.source = source;
        this.promotions = promotions;
    }

    /** One edit for each environment that is promoted to by a commit. */
    List<Map<String, Object>> of(List<Environment> targets) {
        return targets.stream()
                .filter(environment -> DeployerPlanner.of(config, environment).equals(DeployerPlanner.ARGO_CD))
                .map(this::file)
                .toList();
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
}
