package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans of the delivery of payments, which uses most of what a delivery can have: image, chart, three environments, approval, Slack. */
final class PaymentsPlan {

    static final String ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    private PaymentsPlan() {}

    static Map<String, Object> full() {
        Map<String, Object> environments = new LinkedHashMap<>();
        environments.put("dev", Map.of("url", "https://payments.dev.example.com"));
        environments.put("stage", Map.of("verify", true, "junit", List.of("e2e/*.xml")));
        environments.put("prod", Map.of("approval", Map.of("submitters", "release-managers", "timeout", "4h")));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("service", "payments");
        config.put("lint", true);
        config.put("build", true);
        config.put("test", true);
        config.put("image", Map.of("repository", ECR + "/shop/payments", "build", true, "archive", "build/image.tar"));
        config.put("chart", Map.of("path", "deploy/chart", "oci", "oci://" + ECR + "/charts"));
        config.put("gitops", "https://git.example.com/gitops.git");
        config.put("argo", Map.of("url", "https://argocd.example.com", "credentialsId", "argo"));
        config.put("environments", environments);
        config.put("slack", "#payments");
        return config;
    }

    static DeliveryPlanner planner(Map<String, Object> config, String branch, BranchKind kind) {
        return planner(config, branch, kind, Optional.empty());
    }

    static DeliveryPlanner planner(
            Map<String, Object> config, String branch, BranchKind kind, Optional<Candidate> candidate) {
        Map<String, Object> version = Map.of(
                "version",
                "1.4.0",
                "ociTag",
                "1.4.0",
                "chartVersion",
                "1.4.0",
                "commit",
                "c0ffee",
                "author",
                "Ada",
                "reason",
                "feat: pay");
        return new DeliveryPlanner(
                DeliveryConfig.of(Map.of(), config, Map.of()),
                new PlanSource(branch, kind, version, "https://ci.example.com/7", candidate));
    }

    static DeliveryPlan plan(String branch, BranchKind kind) {
        return planner(full(), branch, kind).plan();
    }

    static PlanAction action(DeliveryPlan plan, String stage, String step) {
        return plan.blocks().stream()
                .flatMap(block -> block.stages().stream())
                .filter(candidate -> candidate.name().equals(stage))
                .flatMap(candidate -> candidate.actions().stream())
                .filter(candidate -> step.equals(candidate.step()))
                .findFirst()
                .orElseThrow();
    }

    static PlanStage stage(DeliveryPlan plan, String name) {
        return plan.blocks().stream()
                .flatMap(block -> block.stages().stream())
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Candidate candidate(boolean sameTree, String... differences) {
        return new Candidate(
                "release/1.4.0", "abc1234567", "1.4.0-rc.3", "1.4.0-rc.3", sameTree, Optional.of(List.of(differences)));
    }
}
