package io.jenkins.plugins.delivery.engine.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an entry of the ledger tells; written as the trailer {@code Delivery-Action}, in lower case with dashes. */
public enum LedgerAction {
    /** A version was put into the desired state of an environment. */
    PROMOTE("promote %s to %s"),
    /** A version was brought to an environment by a deployer that does not follow the GitOps repository. */
    DEPLOY("deploy %s to %s"),
    /** What ran before a promotion was put back. */
    ROLLBACK("roll back %s in %s"),
    /** A person decided to repair a bad promotion by a newer version. */
    ROLL_FORWARD("roll forward %s in %s"),
    /** A person decided to leave a bad promotion as it is. */
    KEEP("keep %s in %s"),
    /** A promotion did not come up, or a gate refused it, and it was left as it is. */
    FAIL("failed: %s in %s"),
    /** A version must not be promoted any more. */
    QUARANTINE("quarantine %s, seen in %s"),
    /** A quarantine ended. */
    LIFT("lift the quarantine of %s, asked from %s"),
    /** A promotion that the plan knows was left out. */
    SKIP("skip %s in %s"),
    /** A person said yes. */
    APPROVE("approve %s for %s"),
    /** A person said no. */
    REJECT("reject %s for %s"),
    /** Something that only a newer version of this product knows. */
    OTHER("note %s in %s");

    private final String subject;

    LedgerAction(String subject) {
        this.subject = subject;
    }

    /** As the trailer shows it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether another version runs after it because this product brought it there; a rollback does not. */
    public boolean deploys() {
        return this == PROMOTE || this == DEPLOY;
    }

    /** Whether something else runs after it. */
    public boolean changesState() {
        return deploys() || this == ROLLBACK;
    }

    /** Whether the promotion that it is about was bad. */
    public boolean tellsOfFailure() {
        return this == ROLL_FORWARD || this == KEEP || this == FAIL || this == QUARANTINE;
    }

    /** The action of a trailer; empty for a text that is none. */
    public static Optional<LedgerAction> of(String text) {
        return Arrays.stream(values())
                .filter(action -> action.text().equals(text))
                .findFirst();
    }

    /** First line of a commit, for people. */
    String subject(String what, String environment) {
        return subject.formatted(what, environment);
    }
}
