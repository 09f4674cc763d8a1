package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code semverTag}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.version.SemverTagRequest}. */
public final class SemverTagStep extends DeliveryStep {

    @DataBoundSetter
    public String flow;

    @DataBoundSetter
    public String branch;

    @DataBoundSetter
    public String changeId;

    @DataBoundSetter
    public String changeTarget;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String prefix;

    @DataBoundSetter
    public String initialVersion;

    @DataBoundSetter
    public List<String> sources;

    @DataBoundSetter
    public String repository;

    @DataBoundSetter
    public String region;

    @DataBoundSetter
    public String registryId;

    @DataBoundSetter
    public String endpoint;

    @DataBoundSetter
    public String ecrCredentialsId;

    @DataBoundSetter
    public String roleArn;

    @DataBoundSetter
    public String hotfixBump;

    @DataBoundSetter
    public Map<String, Object> types;

    @DataBoundSetter
    public String pathFilter;

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

    @DataBoundSetter
    public Boolean reserve;

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String signingCredentialsId;

    @DataBoundConstructor
    public SemverTagStep() {
        // Everything is optional.
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("semverTag")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("semverTag");
        }
    }
}
