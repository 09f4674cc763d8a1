package io.jenkins.plugins.delivery.runner.host;

import com.cloudbees.groovy.cps.Continuable;

/**
 * A step call on which the script is suspended until the interpreter has performed it, as in Jenkins.
 *
 * @param step the name of the step
 * @param arguments as the script gave them
 */
public record PendingCall(String step, Object... arguments) {

    /** Suspends the script that runs on this thread; its value there is what the step returns. */
    public static Object suspend(String step, Object... arguments) {
        return Continuable.suspend(step, new PendingCall(step, arguments));
    }
}
