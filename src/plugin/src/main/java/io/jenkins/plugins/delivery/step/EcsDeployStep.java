package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code ecsDeploy}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.deploy.ecs.EcsDeployRequest}. */
public final class EcsDeployStep extends UpgradeStep {

    @DataBoundSetter
    public String cluster;

    @DataBoundSetter
    public String ecsService;

    @DataBoundSetter
    public String container;

    @DataBoundSetter
    public String image;

    @DataBoundSetter
    public String logsEndpoint;

    @DataBoundConstructor
    public EcsDeployStep(String env, String service) {
        super(env, service);
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("ecsDeploy")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("ecsDeploy");
        }
    }
}
