package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code versionRecord}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.version.VersionRecordRequest}. */
public final class VersionRecordStep extends DeliveryStep {

    public final String tag;

    @DataBoundSetter
    public String state;

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String reason;

    @DataBoundSetter
    public String run;

    @DataBoundSetter
    public String source;

    @DataBoundSetter
    public String remote;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundConstructor
    public VersionRecordStep(String tag) {
        this.tag = tag;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("versionRecord")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("versionRecord");
        }
    }
}
