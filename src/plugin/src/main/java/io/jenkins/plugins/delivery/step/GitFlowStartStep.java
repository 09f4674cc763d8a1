package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code gitFlowStart}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.gitflow.GitFlowStartRequest}. */
public final class GitFlowStartStep extends GitFlowStep {

    public final String kind;

    @DataBoundSetter
    public Integer maxOpen;

    @DataBoundConstructor
    public GitFlowStartStep(String kind) {
        this.kind = kind;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("gitFlowStart")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("gitFlowStart");
        }
    }
}
