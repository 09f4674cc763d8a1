package io.jenkins.plugins.delivery.ask;

import hudson.model.Cause;

/** Why there is a build that does one step only. */
public final class AskedCause extends Cause {

    private final String what;
    private final String reason;

    /**
     * @param what for example "Roll back of payments in prod"
     * @param reason as a person gave it
     */
    AskedCause(String what, String reason) {
        this.what = what;
        this.reason = reason;
    }

    @Override
    public String getShortDescription() {
        return what + ": " + reason;
    }
}
