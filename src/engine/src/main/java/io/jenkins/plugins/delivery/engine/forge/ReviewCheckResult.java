package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.gate.GateResult;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of {@code reviewCheck}.
 *
 * @param name of the gate
 * @param verdict what it decided
 * @param message for people, a sentence
 * @param branch whose protection was looked at; null for none
 * @param pulls the pull requests whose reviews were looked at
 * @param problems what is not as asked, clauses
 * @param notes what people should know although it is allowed
 */
public record ReviewCheckResult(
        String name,
        GateVerdict verdict,
        String message,
        String branch,
        List<ReviewedPull> pulls,
        List<String> problems,
        List<String> notes)
        implements GateResult {

    public ReviewCheckResult {
        pulls = List.copyOf(pulls);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", verdict.text());
        map.put("name", name);
        map.put("message", message);
        if (!pulls.isEmpty()) {
            map.put("url", pulls.get(0).url());
        }
        if (branch != null) {
            map.put("branch", branch);
        }
        map.put(
                "reviews",
                pulls.stream()
                        .map(pull -> Map.<String, Object>of(
                                "number", pull.number(), "url", pull.url(), "approvedBy", pull.approvers(true)))
                        .toList());
        map.put("problems", problems);
        map.put("notes", notes);
        return map;
    }
}
