package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code registryLogin}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.image.RegistryLoginRequest}. */
public final class RegistryLoginStep extends DeliveryStep {

    public final String registry;

    @DataBoundSetter
    public Boolean logout;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String region;

    @DataBoundSetter
    public String registryId;

    @DataBoundSetter
    public String roleArn;

    @DataBoundSetter
    public String endpoint;

    @DataBoundSetter
    public Boolean createRepository;

    @DataBoundSetter
    public Map<String, Object> repositorySettings;

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
