package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The step {@code promotedVersion}; its parameters are those of
 * {@link io.jenkins.plugins.delivery.engine.promotion.PromotedVersionRequest}.
 */
public final class PromotedVersionStep extends DeliveryStep {

    public final String env;

    public final String service;

    @DataBoundSetter
    public String gitops;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundConstructor
    public PromotedVersionStep(String env, String service) {
        this.env = env;
        this.service = service;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("promotedVersion")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("promotedVersion");
        }
    }
}
