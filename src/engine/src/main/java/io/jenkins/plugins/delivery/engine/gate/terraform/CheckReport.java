package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one check came to.
 *
 * @param check that was made
 * @param verdict of it
 * @param message a clause without a full stop
 * @param findings everything that was found, accepted ones left out
 */
record CheckReport(TerraformCheck check, GateVerdict verdict, String message, List<TerraformFinding> findings) {

    CheckReport {
        findings = List.copyOf(findings);
    }

    static CheckReport errored(TerraformCheck check, String message) {
        return new CheckReport(check, GateVerdict.ERRORED, message, List.of());
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("check", check.text());
        map.put("verdict", verdict.text());
        map.put("message", message);
        map.put("findings", findings.size());
        return map;
    }
}
