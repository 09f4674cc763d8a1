package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The step {@code deliveryRecord}; its parameters are those of
 * {@link io.jenkins.plugins.delivery.engine.promotion.DeliveryRecordRequest}.
 */
public final class DeliveryRecordStep extends DeliveryStep {

    public final String action;

    public final String env;

    public final String service;

    public final String gitops;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String evidence;

    @DataBoundSetter
    public String approver;

    @DataBoundSetter
    public String reason;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String signingCredentialsId;

    @DataBoundSetter
    public String mode;

    @DataBoundSetter
    public String run;

    @DataBoundConstructor
    public DeliveryRecordStep(String action, String env, String service, String gitops) {
        this.action = action;
        this.env = env;
        this.service = service;
        this.gitops = gitops;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("deliveryRecord")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("deliveryRecord");
        }
    }
}
