package io.jenkins.plugins.delivery.engine.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;

/** Looks once whether an environment can be tested: it answers, and with the expected version when one is expected. */
final class ReadyCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_VERSION = 60;

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
            return outcome(name, up, expected, "it answered " + answer.status(), answer.took());
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
                return outcome(name, false, expected, "it answered " + answer.status(), answer.took());
            }
            String found = versionIn(answer.body());
            boolean same = found.equals(withoutV(request.version()));
            String actual = found.isEmpty() ? "the answer tells none" : "it is version " + found;
            return outcome(name, same, expected, actual, answer.took());
        } catch (Probe.NoAnswer e) {
            return outcome(name, false, expected, e.getMessage(), e.took());
        }
    }

    /** The field {@code version} of a JSON object, otherwise the whole text; a leading v is not part of a version. */
    static String versionIn(String body) {
        String text = body.strip();
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isObject()) {
                text = json.path("version").asText("");
            } else if (json.isTextual()) {
                text = json.asText();
            }
        } catch (JsonProcessingException e) {
            // Plain text, the other form a version endpoint has; a bare 1.4.0 is no JSON.
        }
        String line = withoutV(text.strip().lines().findFirst().orElse(""));
        return line.length() <= LONGEST_VERSION ? line : line.substring(0, LONGEST_VERSION) + "…";
    }

    private static String withoutV(String version) {
        return version.replaceFirst("^v(?=\\d)", "");
    }

    private static CheckOutcome outcome(String name, boolean passed, String expected, String actual, Duration took) {
        return new CheckOutcome(name, passed ? GateVerdict.PASSED : GateVerdict.ERRORED, expected, actual, took);
    }
}
