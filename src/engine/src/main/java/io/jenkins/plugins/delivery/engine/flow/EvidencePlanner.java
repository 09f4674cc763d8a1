package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans how the proof of a version is kept: before the first promotion what the build and the scan have shown, which also gives a chart
 * the tag of its version, and before each further promotion and at the end what the environments have shown.
 */
final class EvidencePlanner {

    /** Name of the action that wrote the newest record. */
    static final String EVIDENCE = "evidence";

    private static final List<String> OF_IMAGE = List.of("image", "digest", "size");
    private static final List<String> OF_CHART = List.of("name", "version", "ociReference", "digest", "content");
    private static final List<String> OF_SCAN = List.of("verdict", "status", "counts", "digest", "delta");
    private static final List<String> OF_GATE = List.of("verdict", "env", "tests", "message");
    private static final List<String> OF_PROMOTION = List.of("state", "commit");

    private final DeliveryConfig config;
    private final PlanSource source;

    EvidencePlanner(DeliveryConfig config, PlanSource source) {
        this.config = config;
        this.source = source;
    }

    /** Whether there is something in a registry that the proof can be kept with, and the team wants it. */
    boolean keeps() {
        return config.isTrue("evidence")
                && BuildPlanner.publishes(source.kind())
                && (config.imageRepository().isPresent()
                        || config.section("chart").containsKey("oci"));
    }

    /** @param scan arguments of the scan; empty for none */
    PlanBlock publish(Optional<Map<String, Object>> scan) {
        Map<String, Object> args = record();
        // A service that is not scanned says so; left out, the chart would stay held back.
        args.put("requireScan", scan.isPresent());
        scan.ifPresent(asked -> {
            args.put("scan", results("scan", OF_SCAN));
            if (asked.containsKey("onUnsupported")) {
                args.put("onUnsupported", asked.get("onUnsupported"));
            }
        });
        Map<String, Object> tests = new LinkedHashMap<>();
        if (config.isTrue(BuildPlanner.TEST)) {
            tests.put("unit", from(BuildPlanner.TEST, "verdict"));
        } else if (config.preset(BuildPlanner.TEST).isPresent()) {
            tests.put("unit", results(BuildPlanner.TEST, OF_GATE));
        }
        new ChangePlanner(config, source, Map.of())
                .proofs()
                .forEach((name, result) -> tests.put(name, results(result, OF_GATE)));
        if (!tests.isEmpty()) {
            args.put("tests", tests);
        }
        PlanStage stage =
                PlanStage.of("Publish", PlanAction.step("evidenceRecord", args).as(EVIDENCE));
        return PlanBlock.onController(null, List.of(stage));
    }

    /** What the environments have shown, after the last of them. */
    Optional<PlanBlock> environments(List<Environment> passed) {
        return shown(passed).map(action -> {
            PlanStage stage = PlanStage.of("Evidence", action)
                    .failingWith("Everything is deployed, and the proof of it is not kept yet: ");
            return PlanBlock.onController(null, List.of(stage));
        });
    }

    /** What the environments have shown so far, before the next is touched; empty when there is nothing to keep. */
    Optional<PlanAction> shown(List<Environment> passed) {
        if (!keeps() || passed.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> tests = new LinkedHashMap<>();
        if (config.has(ForgePlanner.REVIEW)) {
            tests.put("Review", results(ForgePlanner.REVIEW, OF_GATE));
        }
        Map<String, Object> promotions = new LinkedHashMap<>();
        for (Environment environment : passed) {
            String name = environment.name();
            Map<String, Object> promotion = results(PromotionPlanner.promotionOf(name), OF_PROMOTION);
            if (environment.approval().isPresent()) {
                promotion.put("approver", ApprovalPlanner.approver(environment));
            }
            promotions.put(name, promotion);
            if (environment.hasGate() || VerificationPlanner.needsAgent(environment)) {
                tests.put("Verify " + name, results(VerificationPlanner.gateOf(name), OF_GATE));
            }
            if (VerificationPlanner.scans(environment)) {
                tests.put("Scan " + name, results(VerificationPlanner.scanOf(name), OF_GATE));
            }
            if (WatchPlanner.watches(environment)) {
                tests.put("Watch " + name, results(WatchPlanner.watchOf(name), OF_GATE));
            }
        }
        Map<String, Object> args = record();
        args.put("promotions", promotions);
        args.put("tests", tests);
        return Optional.of(PlanAction.step("evidenceRecord", args).as(EVIDENCE));
    }

    private Map<String, Object> record() {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("service", config.service());
        args.put("version", from(BuildPlanner.VERSION, "version"));
        args.put("commit", from(BuildPlanner.VERSION, "commit"));
        args.put("tree", from(BuildPlanner.VERSION, "tree"));
        if (config.imageRepository().isPresent()) {
            args.put("image", results(BuildPlanner.IMAGE, OF_IMAGE));
        }
        if (config.has("chart")) {
            args.put("chart", results(BuildPlanner.CHART, OF_CHART));
        }
        boolean hasImage = config.imageRepository().isPresent();
        Map<String, Object> access = config.section(hasImage ? "image" : "chart");
        access.keySet().retainAll(ChartPlanner.OF_ACCESS);
        args.putAll(access);
        Object ofChart = config.section("chart").get("credentialsId");
        if (hasImage && ofChart != null) {
            args.put("chartCredentialsId", ofChart);
        }
        if (!source.runUrl().isEmpty()) {
            args.put("run", source.runUrl());
        }
        return args;
    }

    private static Map<String, Object> results(String action, List<String> keys) {
        Map<String, Object> results = new LinkedHashMap<>();
        keys.forEach(key -> results.put(key, from(action, key)));
        return results;
    }
}
