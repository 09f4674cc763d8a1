package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code registryLogin}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.image.RegistryLoginRequest}. */
public final class RegistryLoginStep extends RegistryStep {

    public final String registry;

    @DataBoundSetter
    public Boolean logout;

    @DataBoundConstructor
    public RegistryLoginStep(String registry) {
        this.registry = registry;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("registryLogin")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("registryLogin");
        }
    }
}
