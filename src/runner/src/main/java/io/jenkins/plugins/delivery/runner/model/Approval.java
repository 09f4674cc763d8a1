package io.jenkins.plugins.delivery.runner.model;

import java.time.Instant;

/**
 * The decision of a person.
 *
 * @param environment what was asked for
 * @param approver who decided
 * @param approved whether the answer was yes
 * @param at when
 * @param message the question, or what the person wrote
 */
public record Approval(String environment, String approver, boolean approved, Instant at, String message) {

    public Approval {
        environment = Text.of(environment);
        approver = Text.of(approver);
        message = Text.of(message);
    }
}
