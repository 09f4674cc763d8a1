package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans of a service of the trunk, whose configuration a test completes; its one environment is prod. */
abstract class GatePlanFixture {

    final Map<String, Object> config = new LinkedHashMap<>(Map.of(
            "service",
            "payments",
            "flow",
            "trunk",
            "build",
            true,
            "image",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/payments",
            "gitops",
            Map.of("url", "https://git.example.com/gitops.git", "credentialsId", "git"),
            "argo",
            "https://argocd.example.com"));

    DeliveryPlan plan(String branch, BranchKind kind) {
        Map<String, Object> version = Map.of(
                "version",
                "1.4.0",
                "ociTag",
                "1.4.0",
                "commit",
                "c0ffee",
                "source",
                "https://git.example.com/shop/payments.git");
        return new DeliveryPlanner(
                        DeliveryConfig.of(Map.of(), config, Map.of()),
                        new PlanSource(branch, kind, version, "https://ci.example.com/7", Optional.empty()))
                .plan();
    }

    DeliveryPlan main() {
        DeliveryPlan plan = plan("main", BranchKind.MAIN);
        PlanParameters.areKnownToTheirSteps(plan);
        return plan;
    }

    static Stream<PlanStage> stages(DeliveryPlan plan) {
        return plan.blocks().stream().flatMap(block -> block.stages().stream());
    }

    static PlanAction gate(DeliveryPlan plan, String stage, String step) {
        return stages(plan)
                .filter(candidate -> candidate.name().equals(stage))
                .flatMap(candidate -> candidate.actions().stream())
                .filter(candidate -> step.equals(candidate.step()))
                .findFirst()
                .orElseThrow();
    }

    void environment(Map<String, Object> settings) {
        config.put("environments", Map.of("prod", settings));
    }
}
