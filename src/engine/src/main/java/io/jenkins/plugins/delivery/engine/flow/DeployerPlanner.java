package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans deployments that do not go through Argo CD: {@code helmDeploy} and {@code ecsDeploy}. The GitOps repository, where there is
 * one, has their ledger.
 */
final class DeployerPlanner {

    /** Environments that do not say otherwise are those of Argo CD. */
    static final String ARGO_CD = "argocd";

    private static final String HELM = "helm";
    private static final String ECS = "ecs";

    /** Facts that every deployer takes from the promotion. */
    private static final List<String> SHARED = List.of(
            "env",
            "service",
            "version",
            "digest",
            "commit",
            "evidence",
            "scan",
            "approver",
            "override",
            "run",
            "reason",
            "timeout",
            "rollback",
            "quarantine",
            "migrations",
            "after",
            "sameDigest",
            "source",
            "sourceCredentialsId",
            "gitops",
            "branch",
            "signingCredentialsId",
            "mode");

    private final DeliveryConfig config;

    DeployerPlanner(DeliveryConfig config) {
        this.config = config;
    }

    /** Who deploys to the environment: {@code argocd}, {@code helm} or {@code ecs}. */
    static String of(DeliveryConfig config, Environment environment) {
        Object own = environment.settings().get("deployWith");
        String all = config.text("deployWith");
        return own != null ? own.toString() : all.isEmpty() ? ARGO_CD : all;
    }

    /** What has to be said for the deployer of the environment, and is not. */
    List<String> problems(Environment environment) {
        String path = "environments." + environment.name();
        Map<String, Object> own = ConfigLayers.map(environment.settings().get(HELM));
        return switch (of(config, environment)) {
            case HELM ->
                config.section("chart").containsKey("oci")
                                || config.section(HELM).containsKey("chart")
                                || own.containsKey("chart")
                        ? List.of()
                        : List.of(
                                path
                                        + " is deployed by Helm: chart.oci, where its chart is pushed, or helm.chart is missing.");
            case ECS ->
                config.imageRepository().isPresent()
                        ? List.of()
                        : List.of(path + " is deployed to ECS: image.repository is missing.");
            default -> List.of();
        };
    }

    /** @param promotion the arguments that {@code argoPromote} would have */
    Deployment deployment(Environment environment, Map<String, Object> promotion) {
        String deployer = of(config, environment);
        String name = environment.name();
        Map<String, Object> args = arguments(environment, deployer, promotion);
        PlanAction deploy = PlanAction.step(deployer + "Deploy", args)
                .as(PromotionPlanner.promotionOf(name))
                .endsRunBy("by");
        Object rollback = args.get("rollback");
        Optional<PlanStage> wayBack =
                "off".equals(rollback) ? Optional.empty() : Optional.of(wayBack(environment, deployer, args));
        return new Deployment(deploy, wayBack, deployer.equals(HELM));
    }

    private Map<String, Object> arguments(Environment environment, String deployer, Map<String, Object> promotion) {
        Map<String, Object> args = new LinkedHashMap<>(promotion);
        args.keySet().retainAll(SHARED);
        if (promotion.containsKey("credentialsId")) {
            args.put("gitopsCredentialsId", promotion.get("credentialsId"));
        }
        args.putAll(deployer.equals(HELM) ? chart() : image());
        if (deployer.equals(HELM) && promotion.containsKey("chartContent")) {
            args.put("chartContent", promotion.get("chartContent"));
        }
        ConfigLayers.mergeInto(args, config.section(deployer));
        ConfigLayers.mergeInto(args, ConfigLayers.map(environment.settings().get(deployer)));
        return args;
    }

    /** The released chart, which names the image already. */
    private Map<String, Object> chart() {
        Map<String, Object> args = new LinkedHashMap<>();
        Map<String, Object> chart = config.section("chart");
        if (!chart.containsKey("oci")) {
            return args;
        }
        args.put("chart", from(BuildPlanner.CHART, "ociReference"));
        args.put("chartVersion", from(BuildPlanner.CHART, "version"));
        args.put("chartDigest", from(BuildPlanner.CHART, "digest"));
        Map<String, Object> access = new LinkedHashMap<>(chart);
        access.keySet().retainAll(ChartPlanner.OF_ACCESS);
        Object credentials = access.remove("credentialsId");
        args.putAll(access);
        if (credentials != null) {
            args.put("registryCredentialsId", credentials);
        }
        return args;
    }

    private Map<String, Object> image() {
        Map<String, Object> args = new LinkedHashMap<>();
        config.imageRepository().ifPresent(location -> {
            args.put("image", location.full());
            if (location.ecrCoordinates().containsKey("region")) {
                args.put("region", location.ecrCoordinates().get("region"));
            }
        });
        return args;
    }

    /** Only what this run has deployed and what still stands is undone, whether it failed by itself or a gate refused it. */
    private PlanStage wayBack(Environment environment, String deployer, Map<String, Object> args) {
        Map<String, Object> back = new LinkedHashMap<>(args);
        back.put("restore", "own");
        return new WayBackPlanner(config).stage(environment, deployer + "Deploy", back);
    }
}
