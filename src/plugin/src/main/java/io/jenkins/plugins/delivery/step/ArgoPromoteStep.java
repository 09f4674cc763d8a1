package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code argoPromote}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.promotion.ArgoPromoteRequest}. */
public final class ArgoPromoteStep extends DeliveryStep {

    public final String env;

    public final String service;

    public final String gitops;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String chartVersion;

    @DataBoundSetter
    public String chartContent;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String file;

    @DataBoundSetter
    public Map<String, Object> set;

    @DataBoundSetter
    public String layout;

    @DataBoundSetter
    public String image;

    @DataBoundSetter
    public String mode;

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
    public String rollback;

    @DataBoundSetter
    public Boolean quarantine;

    @DataBoundSetter
    public List<String> migrations;

    @DataBoundSetter
    public String after;

    @DataBoundSetter
    public Boolean sameDigest;

    @DataBoundSetter
    public String source;

    @DataBoundSetter
    public String sourceCredentialsId;

    @DataBoundSetter
    public String restore;

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
    public ArgoPromoteStep(String env, String service, String gitops) {
        this.env = env;
        this.service = service;
        this.gitops = gitops;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("argoPromote")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("argoPromote");
        }
    }
}
