package io.jenkins.plugins.delivery.engine.gate.zap;

import io.jenkins.plugins.delivery.engine.gate.GateResult;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of {@code zapScan}.
 *
 * @param name the gate's name
 * @param env the environment; null when the gate was not told
 * @param verdict the decision
 * @param message one sentence: what decided it
 * @param counts kinds of alerts by risk, those left out that are accepted
 * @param accepted kinds of alerts that were accepted somewhere
 * @param findings rows of the report, at most {@value #MOST_FINDINGS}
 * @param notes sentences that decide nothing, such as entries of the allow list that match nothing any more
 * @param urls how many addresses of the site ZAP knows
 * @param took from the start of the wait to the decision
 */
public record ZapScanResult(
        String name,
        String env,
        GateVerdict verdict,
        String message,
        Map<String, Object> counts,
        int accepted,
        List<Map<String, Object>> findings,
        List<String> notes,
        int urls,
        Duration took)
        implements GateResult {

    /** How many rows are in the result; the report with the run has all of them. */
    static final int MOST_FINDINGS = 20;

    /** Where the report with all alerts is kept with the run. */
    static String file(String name, String env) {
        String of = env == null ? "" : "-" + env.replaceAll("[^A-Za-z0-9._-]", "-");
        return "delivery/" + name.replace(' ', '-') + of + ".md";
    }

    /** What a person does after a scan that did not pass. */
    String advice() {
        return verdict == GateVerdict.FAILED
                ? "Correct the software; an alert that is wrong or acceptable goes into the allowList, with reason and expiry. "
                        + file(name, env) + " with the run has all alerts."
                : "This is no finding: check ZAP and what it can reach, then run the gate again.";
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", verdict.text());
        map.put("name", name);
        map.put("message", message);
        if (verdict != GateVerdict.PASSED) {
            map.put("advice", advice());
        }
        if (env != null) {
            map.put("env", env);
        }
        map.put("counts", counts);
        map.put("accepted", accepted);
        map.put("findings", findings);
        map.put("notes", notes);
        map.put("urls", urls);
        map.put("seconds", took.toSeconds());
        return map;
    }
}
