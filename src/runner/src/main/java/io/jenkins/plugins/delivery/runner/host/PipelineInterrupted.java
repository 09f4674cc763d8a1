package io.jenkins.plugins.delivery.runner.host;

import java.util.List;

/** The run, or a part of it, was stopped from outside: a timeout, an abort, a refused input. Jenkins: FlowInterruptedException. */
public final class PipelineInterrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final BuildResult result;

    /**
     * @param result what the build becomes unless the script handles it
     * @param reason why, as a sentence
     */
    public PipelineInterrupted(BuildResult result, String reason) {
        super(reason);
        this.result = result;
    }

    public BuildResult getResult() {
        return result;
    }

    /** As scripts read them: one text for each cause. */
    public List<String> getCauses() {
        return List.of(getMessage());
    }
}
