package io.jenkins.plugins.delivery.runner.host;

/** What a step does. */
@FunctionalInterface
public interface Step {

    /**
     * Performs one call on the thread of the calling branch.
     *
     * @return what the script sees, plain values only
     * @throws Exception what the script sees as an error; {@link InterruptedException} becomes {@link PipelineInterrupted}
     */
    Object run(StepCall call) throws Exception;
}
