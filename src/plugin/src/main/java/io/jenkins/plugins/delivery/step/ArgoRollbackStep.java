package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code argoRollback}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.promotion.ArgoRollbackRequest}. */
public final class ArgoRollbackStep extends DeliveryStep {

    public final String env;

    public final String service;

    public final String gitops;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String promotion;

    @DataBoundSetter
    public String to;

    @DataBoundSetter
    public Boolean check;

    @DataBoundSetter
    public String choice;

    @DataBoundSetter
    public String rollback;

    @DataBoundSetter
    public Boolean quarantine;

    @DataBoundSetter
    public List<String> migrations;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String signingCredentialsId;

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
    public String timeout;

    @DataBoundSetter
    public String stableFor;

    @DataBoundSetter
    public String terminateStuck;

    @DataBoundSetter
    public String source;

    @DataBoundSetter
    public String sourceCredentialsId;

    @DataBoundSetter
    public String run;

    @DataBoundSetter
    public String approver;

    @DataBoundSetter
    public String reason;

    @DataBoundConstructor
    public ArgoRollbackStep(String env, String service, String gitops) {
        this.env = env;
        this.service = service;
        this.gitops = gitops;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("argoRollback")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("argoRollback");
        }
    }
}
