package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code helmDeploy}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.deploy.helm.HelmDeployRequest}. */
public final class HelmDeployStep extends DeliveryStep {

    public final String env;

    public final String service;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String chart;

    @DataBoundSetter
    public String chartVersion;

    @DataBoundSetter
    public String chartDigest;

    @DataBoundSetter
    public String release;

    @DataBoundSetter
    public String namespace;

    @DataBoundSetter
    public Boolean createNamespace;

    @DataBoundSetter
    public String credentialsId;

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
    public String timeout;

    @DataBoundSetter
    public String stableFor;

    @DataBoundSetter
    public String failAfter;

    @DataBoundSetter
    public String recoverAfter;

    @DataBoundSetter
    public String rollback;

    @DataBoundSetter
    public String restore;

    @DataBoundSetter
    public String registryCredentialsId;

    @DataBoundSetter
    public Boolean plainHttp;

    @DataBoundSetter
    public String region;

    @DataBoundSetter
    public String registryId;

    @DataBoundSetter
    public String roleArn;

    @DataBoundSetter
    public String endpoint;

    @DataBoundSetter
    public String gitops;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String gitopsCredentialsId;

    @DataBoundSetter
    public String signingCredentialsId;

    @DataBoundSetter
    public String run;

    @DataBoundSetter
    public String evidence;

    @DataBoundSetter
    public String scan;

    @DataBoundSetter
    public String approver;

    @DataBoundSetter
    public String override;

    @DataBoundSetter
    public String reason;

    @DataBoundConstructor
    public HelmDeployStep(String env, String service) {
        this.env = env;
        this.service = service;
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
