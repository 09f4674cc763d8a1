package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;

/** What {@code deliveryRecord} writes down: decisions that change nothing by themselves. */
public enum RecordedAction {
    /** A person said yes. */
    APPROVE(LedgerAction.APPROVE),
    /** A person said no. */
    REJECT(LedgerAction.REJECT),
    /** A promotion that the plan knows was left out. */
    SKIP(LedgerAction.SKIP);

    private final LedgerAction action;

    RecordedAction(LedgerAction action) {
        this.action = action;
    }

    LedgerAction action() {
        return action;
    }
}
