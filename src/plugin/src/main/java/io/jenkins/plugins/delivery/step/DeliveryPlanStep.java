package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code deliveryPlan}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.flow.DeliveryPlanRequest}. */
public final class DeliveryPlanStep extends DeliveryStep {

    public final Map<String, Object> config;

    @DataBoundSetter
    public Map<String, Object> defaults;

    @DataBoundSetter
    public Map<String, Object> override;

    @DataBoundSetter
    public String environment;

    @DataBoundSetter
    public Map<String, Object> version;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String changeId;

    @DataBoundSetter
    public String changeTarget;

    @DataBoundConstructor
    public DeliveryPlanStep(Map<String, Object> config) {
        this.config = config;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("deliveryPlan")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("deliveryPlan");
        }
    }
}
