package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code helmDeploy}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.deploy.helm.HelmDeployRequest}. */
public final class HelmDeployStep extends UpgradeStep {

    @DataBoundSetter
    public String chart;

    @DataBoundSetter
    public String chartVersion;

    @DataBoundSetter
    public String chartDigest;

    @DataBoundSetter
    public String chartContent;

    @DataBoundSetter
    public String release;

    @DataBoundSetter
    public String namespace;

    @DataBoundSetter
    public Boolean createNamespace;

    @DataBoundSetter
    public String context;

    @DataBoundSetter
    public Boolean onAgent;

    @DataBoundSetter
    public List<String> valuesFiles;

    @DataBoundSetter
    public Map<String, Object> set;

    @DataBoundSetter
    public String helm;

    @DataBoundSetter
    public String failAfter;

    @DataBoundSetter
    public String recoverAfter;

    @DataBoundSetter
    public String registryCredentialsId;

    @DataBoundSetter
    public Boolean plainHttp;

    @DataBoundSetter
    public String registryId;

    @DataBoundConstructor
    public HelmDeployStep(String env, String service) {
        super(env, service);
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("helmDeploy")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("helmDeploy");
        }
    }
}
