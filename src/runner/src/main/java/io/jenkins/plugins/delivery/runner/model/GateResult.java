package io.jenkins.plugins.delivery.runner.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The decision of one gate.
 *
 * @param gate the name of the gate
 * @param environment the environment it looked at; empty for a gate before the first promotion
 * @param verdict the decision
 * @param checks the single checks, at least the one that decided
 * @param at when it was decided
 */
public record GateResult(String gate, String environment, Verdict verdict, List<Check> checks, Instant at) {

    public GateResult {
        gate = Text.of(gate);
        environment = Text.of(environment);
        checks = List.copyOf(checks);
    }

    /**
     * One check of a gate.
     *
     * @param name what was checked, such as a URL or a test report
     * @param expected what it was compared with
     * @param actual what was seen
     * @param verdict the decision on this check
     * @param took how long the check took; zero when nobody measured it
     */
    public record Check(String name, String expected, String actual, Verdict verdict, Duration took) {

        public Check {
            name = Text.of(name);
            expected = Text.of(expected);
            actual = Text.of(actual);
        }
    }
}
