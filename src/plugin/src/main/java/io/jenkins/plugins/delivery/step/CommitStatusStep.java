package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The step {@code commitStatus}; its parameters are those of
 * {@link io.jenkins.plugins.delivery.engine.forge.CommitStatusRequest}.
 */
public final class CommitStatusStep extends DeliveryStep {

    public final String state;

    public final String source;

    @DataBoundSetter
    public String context;

    @DataBoundSetter
    public String description;

    @DataBoundSetter
    public String targetUrl;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String forge;

    @DataBoundSetter
    public String forgeUrl;

    @DataBoundSetter
    public String forgeProject;

    @DataBoundSetter
    public String forgeCredentialsId;

    @DataBoundSetter
    public String onFail;

    @DataBoundSetter
    public Integer number;

    @DataBoundConstructor
    public CommitStatusStep(String state, String source) {
        this.state = state;
        this.source = source;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("commitStatus")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("commitStatus");
        }
    }
}
