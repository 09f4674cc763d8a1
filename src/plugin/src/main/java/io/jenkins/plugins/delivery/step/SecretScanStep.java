package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code secretScan}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.gate.secret.SecretScanRequest}. */
public final class SecretScanStep extends DeliveryStep {

    @DataBoundSetter
    public String name;

    @DataBoundSetter
    public String history;

    @DataBoundSetter
    public String base;

    @DataBoundSetter
    public Boolean tree;

    @DataBoundSetter
    public Boolean cards;

    @DataBoundSetter
    public String config;

    @DataBoundSetter
    public String baseline;

    @DataBoundSetter
    public String allowList;

    @DataBoundSetter
    public Boolean inlineAllow;

    @DataBoundSetter
    public String reports;

    @DataBoundSetter
    public String gitleaks;

    @DataBoundSetter
    public String remote;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String timeout;

    @DataBoundSetter
    public String onFail;

    @DataBoundConstructor
    public SecretScanStep() {
        // Everything is optional.
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("secretScan")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("secretScan");
        }
    }
}
