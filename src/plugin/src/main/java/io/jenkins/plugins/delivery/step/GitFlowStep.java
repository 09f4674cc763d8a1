package io.jenkins.plugins.delivery.step;

import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that move the branches of Git-Flow. */
public abstract class GitFlowStep extends DeliveryStep {

    @DataBoundSetter
    public String version;

    @DataBoundSetter
    public String flow;

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
}
