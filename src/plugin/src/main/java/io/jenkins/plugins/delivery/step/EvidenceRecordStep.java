package io.jenkins.plugins.delivery.step;

import hudson.Extension;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The step {@code evidenceRecord}; its parameters are those of
 * {@link io.jenkins.plugins.delivery.engine.evidence.EvidenceRecordRequest}.
 */
public final class EvidenceRecordStep extends DeliveryStep {

    public final String service;

    public final String version;

    @DataBoundSetter
    public String commit;

    @DataBoundSetter
    public String tree;

    @DataBoundSetter
    public Map<String, Object> image;

    @DataBoundSetter
    public Map<String, Object> chart;

    @DataBoundSetter
    public Map<String, Object> scan;

    @DataBoundSetter
    public Boolean requireScan;

    @DataBoundSetter
    public String onUnsupported;

    @DataBoundSetter
    public Map<String, Object> tests;

    @DataBoundSetter
    public Map<String, Object> promotions;

    @DataBoundSetter
    public Boolean lookup;

    @DataBoundSetter
    public String run;

    @DataBoundSetter
    public String credentialsId;

    @DataBoundSetter
    public String chartCredentialsId;

    @DataBoundSetter
    public Boolean plainHttp;

    @DataBoundSetter
    public String retryFor;

    @DataBoundSetter
    public String region;

    @DataBoundSetter
    public String registryId;

    @DataBoundSetter
    public String roleArn;

    @DataBoundSetter
    public String endpoint;

    @DataBoundConstructor
    public EvidenceRecordStep(String service, String version) {
        this.service = service;
        this.version = version;
    }

    /** Makes the step known to Jenkins. */
    @Extension
    @Symbol("evidenceRecord")
    public static final class DescriptorImpl extends DeliveryStepDescriptor {

        public DescriptorImpl() {
            super("evidenceRecord");
        }
    }
}
