package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code quarantine}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.promotion.QuarantineRequest}. */
public final class QuarantineStep extends DeliveryStep {

    public final String service;

    public final String gitops;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String env;

    @DataBoundSetter
    public Boolean lift;

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

    @DataBoundSetter
    public String approver;

    @DataBoundConstructor
    public QuarantineStep(String service, String gitops) {
        this.service = service;
        this.gitops = gitops;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("quarantine")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("quarantine");
        }
    }
}
