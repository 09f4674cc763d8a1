package io.jenkins.plugins.delivery.runner.model;

import java.util.List;

/**
 * What a run left behind, each list in the order of happening.
 *
 * @param promotions changes of desired state
 * @param gates decisions of gates
 * @param approvals decisions of people
 * @param messages Slack messages with their threads
 * @param files what it keeps, sorted by name
 */
public record RunOutcome(
        List<Promotion> promotions,
        List<GateResult> gates,
        List<Approval> approvals,
        List<SlackMessage> messages,
        List<KeptFile> files) {

    public RunOutcome {
        promotions = List.copyOf(promotions);
        gates = List.copyOf(gates);
        approvals = List.copyOf(approvals);
        messages = List.copyOf(messages);
        files = List.copyOf(files);
    }
}
