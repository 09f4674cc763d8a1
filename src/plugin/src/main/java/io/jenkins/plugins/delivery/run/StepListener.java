package io.jenkins.plugins.delivery.run;

import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.Map;

/**
 * Told of every step of this plugin that ended. Arguments and results are plain values (strings, numbers, booleans, lists, maps) and
 * hold credentials ids, never secrets. Called on a background thread; what a listener throws is logged and changes no build.
 */
public abstract class StepListener implements ExtensionPoint {

    /** The step ended with a result. */
    public void completed(Run<?, ?> run, String step, Map<String, Object> arguments, Map<String, Object> result) {}

    /** The step failed or was aborted. */
    public void failed(Run<?, ?> run, String step, Map<String, Object> arguments, Throwable problem) {}
}
