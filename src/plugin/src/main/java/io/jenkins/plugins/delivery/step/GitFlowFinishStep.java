package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code gitFlowFinish}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.gitflow.GitFlowFinishRequest}. */
public final class GitFlowFinishStep extends GitFlowStep {

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public Boolean deleteBranch;

    @DataBoundSetter
    public String authorName;

    @DataBoundSetter
    public String authorEmail;

    @DataBoundSetter
    public String signingCredentialsId;

    @DataBoundSetter
    public String forge;

    @DataBoundSetter
    public String forgeUrl;

    @DataBoundSetter
    public String forgeProject;

    @DataBoundSetter
    public String forgeCredentialsId;

    @DataBoundConstructor
    public GitFlowFinishStep() {
        // Everything is optional.
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("gitFlowFinish")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("gitFlowFinish");
        }
    }
}
