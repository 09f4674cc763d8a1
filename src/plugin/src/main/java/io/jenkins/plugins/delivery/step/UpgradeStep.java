package io.jenkins.plugins.delivery.step;

import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that deploy by themselves, without the GitOps repository. */
public abstract class UpgradeStep extends DeploymentStep {

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String after;

    @DataBoundSetter
    public Boolean sameDigest;

    @DataBoundSetter
    public String restore;

    @DataBoundSetter
    public Boolean check;

    @DataBoundSetter
    public String choice;

    @DataBoundSetter
    public Boolean aborted;

    @DataBoundSetter
    public String region;

    @DataBoundSetter
    public String roleArn;

    @DataBoundSetter
    public String endpoint;

    @DataBoundSetter
    public String gitops;

    @DataBoundSetter
    public String gitopsCredentialsId;

    @DataBoundSetter
    public String evidence;

    @DataBoundSetter
    public String scan;

    @DataBoundSetter
    public String override;

    UpgradeStep(String env, String service) {
        super(env, service);
    }
}
