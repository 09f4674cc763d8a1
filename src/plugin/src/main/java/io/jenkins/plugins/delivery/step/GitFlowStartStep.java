package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code gitFlowStart}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.gitflow.GitFlowStartRequest}. */
public final class GitFlowStartStep extends DeliveryStep {

    public final String kind;

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String flow;

    @DataBoundSetter
    public Integer maxOpen;

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
    public String remote;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundConstructor
    public GitFlowStartStep(String kind) {
        this.kind = kind;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("gitFlowStart")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("gitFlowStart");
        }
    }
}
