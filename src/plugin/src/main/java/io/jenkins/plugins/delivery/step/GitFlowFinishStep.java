package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code gitFlowFinish}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.gitflow.GitFlowFinishRequest}. */
public final class GitFlowFinishStep extends DeliveryStep {

    @DataBoundSetter
    public String flow;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String prefix;

    @DataBoundSetter
    public String initialVersion;

    @DataBoundSetter
    public String hotfixBump;

    @DataBoundSetter
    public Map<String, Object> types;

    @DataBoundSetter
    public String mainBranch;

    @DataBoundSetter
    public String developBranch;

    @DataBoundSetter
    public String featurePrefix;

    @DataBoundSetter
    public String releasePrefix;

    @DataBoundSetter
    public String hotfixPrefix;

    @DataBoundSetter
    public Boolean deleteBranch;

    @DataBoundSetter
    public String remote;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String authorName;

    @DataBoundSetter
    public String authorEmail;

    @DataBoundSetter
    public String signingCredentialsId;

    @DataBoundSetter
    public String forge;

    @DataBoundSetter
    public String forgeUrl;

    @DataBoundSetter
    public String forgeProject;

    @DataBoundSetter
    public String forgeCredentialsId;

    @DataBoundConstructor
    public GitFlowFinishStep() {
        // Everything is optional.
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("gitFlowFinish")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("gitFlowFinish");
        }
    }
}
