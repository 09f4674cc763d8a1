package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code ecsDeploy}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.deploy.ecs.EcsDeployRequest}. */
public final class EcsDeployStep extends DeliveryStep {

    public final String env;

    public final String service;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String cluster;

    @DataBoundSetter
    public String ecsService;

    @DataBoundSetter
    public String container;

    @DataBoundSetter
    public String image;

    @DataBoundSetter
    public String region;

    @DataBoundSetter
    public String endpoint;

    @DataBoundSetter
    public String roleArn;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String timeout;

    @DataBoundSetter
    public String stableFor;

    @DataBoundSetter
    public String rollback;

    @DataBoundSetter
    public String restore;

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
    public EcsDeployStep(String env, String service) {
        this.env = env;
        this.service = service;
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
