package io.jenkins.plugins.delivery.engine.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;

/**
 * Looks once whether an environment can be tested: it answers, and with the expected version when one is expected. Not yet is errored, as
 * nothing is known of the software then, and failed where the software itself says so.
 */
final class ReadyCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_VERSION = 60;
    private static final int MOST_VERSIONS = 5;

    private ReadyCheck() {}

    static CheckOutcome look(E2eGateRequest request) throws InterruptedException {
        CheckOutcome answers = answers(request);
        boolean versionMatters = request.versionPath() != null;
        return answers.verdict() == GateVerdict.PASSED && versionMatters ? version(request) : answers;
    }

    private static CheckOutcome answers(E2eGateRequest request) throws InterruptedException {
        String name = "GET " + request.ready();
        String expected = "an answer with 2xx or 3xx";
        try {
            Probe.Answer answer = Probe.get(request.url(), request.ready());
            boolean up = answer.status() / 100 == 2 || answer.status() / 100 == 3;
            return up
                    ? outcome(name, true, expected, "it answered " + answer.status(), answer.took())
                    : notReady(name, expected, answer);
        } catch (Probe.NoAnswer e) {
            return outcome(name, false, expected, e.getMessage(), e.took());
        }
    }

    private static CheckOutcome version(E2eGateRequest request) throws InterruptedException {
        String name = "GET " + request.versionPath();
        String expected = "version " + request.version();
        try {
            Probe.Answer answer = Probe.get(request.url(), request.versionPath());
            if (answer.status() / 100 != 2) {
                return notReady(name, expected, answer);
            }
            List<String> found = versionsIn(answer.body());
            boolean same = found.contains(withoutV(request.version()));
            String actual = found.isEmpty() ? "the answer tells none" : "it is version " + String.join(" or ", found);
            return outcome(name, same, expected, actual, answer.took());
        } catch (Probe.NoAnswer e) {
            return outcome(name, false, expected, e.getMessage(), e.took());
        }
    }

    /**
     * The field {@code version} of a JSON object, or those of the objects in it (Spring Boot's {@code /actuator/info} has
     * {@code build.version} beside {@code java.version}), otherwise the whole text; a leading v is not part of a version.
     */
    static List<String> versionsIn(String body) {
        String text = body.strip();
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isObject()) {
                return versions(
                        json.path("version").isMissingNode()
                                ? json.findValues("version")
                                : List.of(json.get("version")));
            }
            text = json.isTextual() ? json.asText() : text;
        } catch (JsonProcessingException e) {
            // Plain text, the other form a version endpoint has; a bare 1.4.0 is no JSON.
        }
        return versions(List.of(TextNode.valueOf(text)));
    }

    private static List<String> versions(List<JsonNode> found) {
        return found.stream()
                .filter(JsonNode::isValueNode)
                .map(node ->
                        withoutV(node.asText("").strip().lines().findFirst().orElse("")))
                .filter(version -> !version.isEmpty() && !version.equals("null"))
                .map(version -> ReportText.line(version, LONGEST_VERSION))
                .distinct()
                .limit(MOST_VERSIONS)
                .toList();
    }

    private static String withoutV(String version) {
        return version.replaceFirst("^v(?=\\d)", "");
    }

    /** A server that answers that it cannot serve is what users get; anything else may be a wrong address, path or right. */
    private static CheckOutcome notReady(String name, String expected, Probe.Answer answer) {
        GateVerdict verdict = answer.status() / 100 == 5 ? GateVerdict.FAILED : GateVerdict.ERRORED;
        String hint = verdict == GateVerdict.FAILED ? "" : "; 'ready' and 'versionPath' say which paths are asked";
        return new CheckOutcome(name, verdict, expected, "it answered " + answer.status() + hint, answer.took());
    }

    private static CheckOutcome outcome(String name, boolean passed, String expected, String actual, Duration took) {
        return new CheckOutcome(name, passed ? GateVerdict.PASSED : GateVerdict.ERRORED, expected, actual, took);
    }
}
