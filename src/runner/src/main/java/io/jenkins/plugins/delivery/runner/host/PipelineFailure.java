package io.jenkins.plugins.delivery.runner.host;

/** A step failed; a Jenkinsfile sees it where Jenkins would throw {@code hudson.AbortException}. */
public class PipelineFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what failed, in Jenkins' words where scripts are known to look at them */
    public PipelineFailure(String message) {
        super(message);
    }

    public PipelineFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
