package io.jenkins.plugins.delivery.step;

import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that change the GitOps repository and wait for Argo CD. */
public abstract class ArgoStep extends DeploymentStep {

    public final String gitops;

    @DataBoundSetter
    public String forge;

    @DataBoundSetter
    public String forgeUrl;

    @DataBoundSetter
    public String forgeProject;

    @DataBoundSetter
    public String forgeCredentialsId;

    @DataBoundSetter
    public Boolean autoMerge;

    @DataBoundSetter
    public String mergeTimeout;

    @DataBoundSetter
    public String remindAfter;

    @DataBoundSetter
    public String argo;

    @DataBoundSetter
    public String argoCredentialsId;

    @DataBoundSetter
    public String app;

    @DataBoundSetter
    public String project;

    @DataBoundSetter
    public String waitFor;

    @DataBoundSetter
    public String terminateStuck;

    ArgoStep(String env, String service, String gitops) {
        super(env, service);
        this.gitops = gitops;
    }
}
