package io.jenkins.plugins.delivery.run;

import hudson.init.Terminator;

/** Ends the waits of this Jenkins with it; its builds add them again when they are resumed. */
public final class PollerEnd {

    private PollerEnd() {}

    /** Called by Jenkins when it shuts down. A Jenkins that is started in the same process must find no waits of this one. */
    @Terminator
    public static void forgetWaits() {
        WaitPoller.get().clear();
    }
}
