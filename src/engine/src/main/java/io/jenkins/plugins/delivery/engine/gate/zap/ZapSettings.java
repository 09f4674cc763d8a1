package io.jenkins.plugins.delivery.engine.gate.zap;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * How ZAP's report is judged: the settings of a suite of the kind zap. Its defaults are under {@code e2eGate.zap} in
 * {@code defaults.yaml}.
 */
public record ZapSettings(
        @Parameter(help = "The lowest risk that fails the gate: informational, low, medium or high.")
        ZapRisk failOn,

        @Parameter(help = "The lowest confidence with which an alert does: low, medium, high or confirmed.")
        ZapConfidence confidence,

        @Parameter(help = "YAML file in the workspace that lists accepted alerts: id, url, reason, owner, expires.")
        String allowList,

        @Parameter(help = "Only alerts below this address count; without it those of every site in the report.")
        String site)
        implements OperationRequest {

    /** Name of these settings among the defaults. */
    static final String DEFAULTS = "e2eGate.zap";

    /** @throws InvalidInputException with every problem */
    public ZapSettings {
        List<String> problems = new ArrayList<>();
        checkConfidence(confidence, problems);
        try {
            if (site != null) {
                ZapTarget.of(site);
            }
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add("site: " + problem));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The suite", problems);
        }
    }

    static void checkConfidence(ZapConfidence confidence, List<String> problems) {
        if (confidence == ZapConfidence.FALSE_POSITIVE) {
            problems.add(
                    "confidence: alerts that a person called false never count; write low, medium, high or confirmed");
        }
    }

    ZapPolicy policy() {
        return new ZapPolicy(failOn, confidence);
    }
}
