package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step {@code ecrScan}; its parameters are those of {@link io.jenkins.plugins.delivery.engine.scan.EcrScanRequest}. */
public final class EcrScanStep extends DeliveryStep {

    public final String repository;

    @DataBoundSetter
    public String digest;

    @DataBoundSetter
    public String tag;

    @DataBoundSetter
    public String region;

    @DataBoundSetter
    public String registryId;

    @DataBoundSetter
    public String endpoint;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String roleArn;

    @DataBoundSetter
    public String failOn;

    @DataBoundSetter
    public Map<String, Object> max;

    @DataBoundSetter
    public Boolean fixableOnly;

    @DataBoundSetter
    public String allowList;

    @DataBoundSetter
    public List<Map<String, Object>> accepted;

    @DataBoundSetter
    public String baseline;

    @DataBoundSetter
    public String compareWith;

    @DataBoundSetter
    public String onUnsupported;

    @DataBoundSetter
    public String mode;

    @DataBoundSetter
    public Integer stableReads;

    @DataBoundSetter
    public String timeout;

    @DataBoundConstructor
    public EcrScanStep(String repository) {
        this.repository = repository;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("ecrScan")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("ecrScan");
        }
    }
}
