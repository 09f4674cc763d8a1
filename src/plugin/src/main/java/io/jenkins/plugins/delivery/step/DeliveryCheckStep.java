package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code deliveryCheck}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.flow.DeliveryCheckRequest}. */
public final class DeliveryCheckStep extends DeliveryStep {

    public final Map<String, Object> config;

    @DataBoundSetter
    public Map<String, Object> defaults;

    @DataBoundSetter
    public Map<String, Object> override;

    @DataBoundSetter
    public Integer library;

    @DataBoundConstructor
    public DeliveryCheckStep(Map<String, Object> config) {
        this.config = config;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("deliveryCheck")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("deliveryCheck");
        }
    }
}
