package io.jenkins.plugins.delivery.engine.gate.zap;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.gate.OnFail;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Input of {@code zapScan}. */
public record ZapScanRequest(
        @Parameter(help = "What the gate is called in messages and reports.")
        String name,

        @Parameter(help = "The environment that is scanned, for messages.")
        String env,

        @Parameter(
                help = "Where the scanned site begins, as ZAP reaches it; only what is below it is judged.",
                required = true)
        String url,

        @Parameter(help = "Address of the API of a running ZAP.", required = true)
        String zap,

        @Parameter(help = "Credentials with ZAP's API key.") String credentialsId,

        @Parameter(
                help =
                        "How far the scan goes: baseline (passive rules), full (also active rules, which attack), or active.")
        ZapMode mode,

        @Parameter(help = "Name of a context in ZAP that the spider keeps to, for example one that logs in.")
        String context,

        @Parameter(help = "Name of a scan policy in ZAP for the active rules; ZAP's own default without it.")
        String policy,

        @Parameter(help = "How long the spider may look for pages; what it has found until then is scanned.")
        Duration spiderFor,

        @Parameter(
                help =
                        "How many addresses of the site ZAP must know at least, so that nobody judges a log-in page alone.")
        int minUrls,

        @Parameter(help = "The lowest risk that fails the gate: informational, low, medium or high.")
        ZapRisk failOn,

        @Parameter(help = "The lowest confidence with which an alert does: low, medium, high or confirmed.")
        ZapConfidence confidence,

        @Parameter(help = "YAML file in the workspace that lists accepted alerts: id, url, reason, owner, expires.")
        String allowList,

        @Parameter(help = "When the gate gives up as a whole; the scan is then stopped.")
        Duration timeout,

        @Parameter(help = "What to do when the gate does not pass: fail or warn.")
        OnFail onFail)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem */
    public ZapScanRequest {
        List<String> problems = new ArrayList<>();
        address("url", () -> ZapTarget.of(url), problems);
        address("zap", () -> HttpEndpoint.of("ZAP", zap, Optional.empty()), problems);
        ZapSettings.checkConfidence(confidence, problems);
        positive("spiderFor", spiderFor, problems);
        positive("timeout", timeout, problems);
        if (minUrls < 1) {
            problems.add("minUrls: " + minUrls + " would judge a site that nobody saw; 1 is the least");
        }
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,60}")) {
            problems.add("name: '" + name
                    + "' becomes part of a file name; write letters, digits, blanks, '.', '_' and '-'");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("zapScan", problems);
        }
    }

    private static void address(String name, Runnable check, List<String> problems) {
        try {
            check.run();
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add(name + ": " + problem));
        }
    }

    private static void positive(String name, Duration duration, List<String> problems) {
        if (duration.isZero() || duration.isNegative()) {
            problems.add(name + ": the time must be longer than nothing");
        }
    }

    /** What is scanned. */
    ZapTarget target() {
        return ZapTarget.of(url);
    }

    /** For messages: {@code stage (https://…)}. */
    String where() {
        return env == null ? url : env + " (" + url + ")";
    }

    /** For calls of ZAP's API that take a scan policy. */
    Map<String, String> policyParameters() {
        return policy == null ? Map.of() : Map.of("scanPolicyName", policy);
    }

    ZapPolicy decides() {
        return new ZapPolicy(failOn, confidence);
    }
}
