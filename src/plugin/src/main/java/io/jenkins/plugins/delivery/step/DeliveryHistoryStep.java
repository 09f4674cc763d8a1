package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The step {@code deliveryHistory}; its parameters are those of
 * {@link io.jenkins.plugins.delivery.engine.history.DeliveryHistoryRequest}.
 */
public final class DeliveryHistoryStep extends DeliveryStep {

    @DataBoundSetter
    public String gitops;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String service;

    @DataBoundSetter
    public String env;

    @DataBoundSetter
    public String since;

    @DataBoundSetter
    public String until;

    @DataBoundSetter
    public Integer limit;

    @DataBoundSetter
    public String file;

    @DataBoundSetter
    public String value;

    @DataBoundSetter
    public String source;

    @DataBoundSetter
    public String sourceCredentialsId;

    @DataBoundConstructor
    public DeliveryHistoryStep() {}

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("deliveryHistory")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("deliveryHistory");
        }
    }
}
